/** Nothing that is passed in is changed, nor what all objects share. */
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import fc from 'fast-check';
import { expect } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import { forge, KEY_ID, NOW, permissive, SECRET } from '../support/support.ts';
import { answer, promised } from './answers.ts';
import { holds } from './property.ts';
import { changesSince, sharedMembers } from './prototypes.ts';
import { CLAIM_NAMES, contracted, text, VENDORS, vendorAndUser } from './users.ts';

/** Keys that lead to what all objects share, where somebody merges without looking. */
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', ...CLAIM_NAMES),
  text,
);
const value = fc.anything({
  key,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
  withSparseArray: true,
});
const members = fc.dictionary(key, value, { maxKeys: 4 });

/** Twice the same, each with objects of its own. */
const user = fc.clone(
  fc.oneof(
    vendorAndUser,
    fc.tuple(fc.constantFrom(...VENDORS.map(({ vendor }) => vendor.name)), value),
    fc
      .tuple(vendorAndUser, members)
      .map(([[name, good], added]) => [name, { ...Object(good), ...added }] as const),
  ),
  2,
);
const more = fc.clone(fc.oneof(members, fc.constant({})), 2);

holds(
  'what is passed in stays as it was',
  120,
  fc.asyncProperty(user, more, async ([[name, given], [, twin]], [extra, same]) => {
    const { vendor } = contracted(name);
    const options = () => ({
      secret: SECRET,
      now: new Date(NOW),
      ...(vendor.keyId === 'unused' ? {} : { keyId: KEY_ID }),
    });
    const passed = { ...options(), ...extra };
    const original = { ...options(), ...same };

    await promised(signChatToken, vendor, given, options());
    await promised(signChatToken, vendor, given, passed);
    answer(createChatTokenSigner, vendor, passed);
    await promised(verifyChatToken, vendor, 'a.b.c', passed);
    answer(createChatTokenVerifier, vendor, passed);
    answer(vendor.claims, given);
    answer(checkClaims, vendor, given);
    answer(vendor.userId, given);
    answer(lintClaims, vendor, given);
    await promised(inspectChatToken, given, { vendor, ...passed });
    answer(loginScript, vendor, passed);
    answer(createTokenHandler, vendor, { ...passed, getUser: () => given });
    answer(defineVendor, given);

    expect(fc.stringify(given)).toBe(fc.stringify(twin));
    expect(fc.stringify(passed)).toBe(fc.stringify(original));
  }),
);

/** JSON in which any object may have a member `__proto__`. */
const json = fc.jsonValue({ stringUnit: 'binary' }).map((inner) => JSON.stringify(inner));
const polluting = fc
  .tuple(
    fc.constantFrom('__proto__', 'constructor', 'x'),
    fc.constantFrom('__proto__', 'prototype', 'y'),
    json,
  )
  .map(
    ([outer, inner, content]) =>
      `{"${outer}":{"${inner}":${content},"polluted":${content}},"sub":${content}}`,
  );

holds(
  'no user, option, header or payload changes what all objects share',
  60,
  fc.asyncProperty(vendorAndUser, polluting, async ([name, good], payload) => {
    const before = sharedMembers();
    const { vendor } = contracted(name);
    const parsed: unknown = JSON.parse(payload);
    const options = { secret: SECRET, now: NOW };
    for (const of of [vendor, permissive]) {
      for (const token of [
        forge({ alg: 'HS256' }, payload),
        forge(payload.replace('{', '{"alg":"HS256",'), payload),
      ]) {
        await promised(verifyChatToken, of, token, options);
        await promised(inspectChatToken, token, { vendor: of, ...options });
        answer(loginScript, of, { token });
      }
      await promised(signChatToken, of, parsed, options);
      await promised(signChatToken, of, good, { ...Object(parsed), ...options });
      answer(lintClaims, of, parsed);
      answer(defineVendor, { ...permissive, fixedClaims: parsed });
    }
    expect(changesSince(before)).toStrictEqual([]);
  }),
);
