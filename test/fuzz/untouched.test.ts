/** No call changes its arguments, or what all objects share. */
import {
  createChatTokenSigner,
  defineVendor,
  hmac,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import fc from 'fast-check';
import { expect } from 'vitest';
import { definition, forge, KEY_ID, NOW, permissive, SECRET } from '../support/support.ts';
import { forAnyUser, keyFor } from '../support/vendors.ts';
import { answer, promised } from './answers.ts';
import { holds } from './property.ts';
import { CLAIM_NAMES, contracted, text, vendorAndUser } from './users.ts';

/** Keys that lead a careless merge to what all objects share. */
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', ...CLAIM_NAMES),
  text,
);
const value = fc.anything({ key, withDate: true, withMap: true, withNullPrototype: true });
const members = fc.dictionary(key, value, { maxKeys: 4 });
const user = fc
  .tuple(vendorAndUser, fc.option(value), members)
  .map(([[name, valid], whole, added]) => [name, whole ?? { ...Object(valid), ...added }] as const);

/** Everything twice: one to pass in, one to compare with. */
const twice = fc.clone(fc.tuple(user, members), 2);

holds(
  'arguments stay as they were',
  50,
  fc.asyncProperty(twice, async ([[[name, given], extra], [[, twin], same]]) => {
    const { vendor } = contracted(name);
    const options = () => ({ ...keyFor(vendor, SECRET, KEY_ID), now: new Date(NOW) });
    const passed = { ...options(), ...extra };

    await promised(signChatToken, vendor, given, options());
    await promised(signChatToken, vendor, given, passed);
    answer(createChatTokenSigner, vendor, passed);
    await promised(signChatLogin, vendor, given, passed);
    await promised(verifyChatToken, vendor, 'a.b.c', passed);
    await promised(verifyChatToken, vendor, 'a'.repeat(64), { ...passed, user: given });
    answer(vendor.claims, given);
    answer(vendor.userId, given);
    answer(lintClaims, vendor, given);
    await promised(inspectChatToken, given, { vendor, ...passed });
    answer(loginScript, vendor, passed);
    answer(createTokenHandler, vendor, { ...passed, getUser: () => given });
    answer(defineVendor, given);
    answer(jwt, given);
    answer(hmac, given);

    expect(fc.stringify(given)).toBe(fc.stringify(twin));
    expect(fc.stringify(passed)).toBe(fc.stringify({ ...options(), ...same }));
  }),
);

/** JSON in which any object may have a member `__proto__`. */
const polluting = fc
  .tuple(
    fc.constantFrom('__proto__', 'constructor', 'x'),
    fc.constantFrom('__proto__', 'prototype', 'y'),
    fc.jsonValue().map((inner) => JSON.stringify(inner)),
  )
  .map(
    ([outer, inner, json]) => `{"${outer}":{"${inner}":${json},"polluted":${json}},"sub":${json}}`,
  );

// `holds` itself expects that nothing shared has changed.
holds(
  'no user, option, header, payload or definition changes what all objects share',
  25,
  fc.asyncProperty(vendorAndUser, polluting, async ([name, valid], payload) => {
    const parsed: unknown = JSON.parse(payload);
    const options = { secret: SECRET, now: NOW };
    const header = payload.replace('{', '{"alg":"HS256",');
    for (const vendor of [contracted(name).vendor, forAnyUser(permissive)]) {
      for (const token of [forge({ alg: 'HS256' }, payload), forge(header, payload)]) {
        await promised(verifyChatToken, vendor, token, options);
        await promised(inspectChatToken, token, { vendor, ...options });
        answer(loginScript, vendor, { token });
      }
      await promised(signChatToken, vendor, parsed, options);
      await promised(signChatToken, vendor, valid, { ...Object(parsed), ...options });
      answer(lintClaims, vendor, parsed);
      answer(defineVendor, { ...definition, ...Object(parsed) });
      answer(jwt, { fixedClaims: parsed });
    }
  }),
);
