/** Verifying a token or a hash returns what was signed, for any user, key, lifetime and time. */
import { createHmac } from 'node:crypto';
import { signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyIdProblem } from '../../src/keys/key-id.ts';
import type { Contract } from '../../src/schema/rule.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { decodeToken } from '../support/support.ts';
import { fieldsOf, keyFor } from '../support/vendors.ts';
import { expectSame } from './answers.ts';
import { holds } from './property.ts';
import { contracted, hashVendorAndUsers, jwtVendorAndUser, text, VENDORS } from './users.ts';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A lifetime as it is written, and in seconds: 366 days at most. */
const lifetime = fc.oneof(
  fc.integer({ min: 1, max: 86_400 }).map((seconds) => ({ expiresIn: seconds, seconds })),
  fc
    .tuple(fc.integer({ min: 1, max: 366 }), fc.constantFrom('s', 'm', 'h', 'd'))
    .map(([amount, unit]) => ({
      expiresIn: `${amount}${unit}` as const,
      seconds: amount * UNITS[unit],
    })),
);
const bytes = fc.uint8Array({ minLength: 24, maxLength: 100 });
/** Bytes, and base64url of random bytes, which passes every check for damaged secrets. */
const secret = fc.oneof(
  bytes
    .map((random) => Buffer.from(random).toString('base64url'))
    .filter((value) => !/^(?:0+|-+|(.)\1*)$/.test(value)),
  bytes.map((random) => Uint8Array.of(0xff, 0, ...random)),
);
const keyId = text.filter((id) => keyIdProblem(id) === undefined);
const now = fc.date({
  noInvalidDate: true,
  min: new Date('1900-01-01'),
  max: new Date('9999-01-01'),
});

test('every vendor that has an example is tried', () => {
  const names = VENDORS.map(({ vendor }) => vendor.name).sort();
  expect(names).toStrictEqual(Object.keys(EXAMPLES).sort());
});

const namesOf = (contract: Contract) =>
  Object.keys(contract.type === 'object' ? contract.fields : {});

/** The members that the contract names, backwards, and then those of the user's own. */
function reversed(user: object, contract: Contract): object {
  const names = namesOf(contract);
  const [named, own] = [true, false].map((isNamed) =>
    Object.entries(user).filter(([name]) => names.includes(name) === isNamed),
  );
  return Object.fromEntries([...(named ?? []).reverse(), ...(own ?? [])]);
}

/** What the ids that signing makes are in these tests. */
const RANDOM = 'random-1';

holds(
  'verifying returns the claims, the times and the header',
  120,
  fc.asyncProperty(
    jwtVendorAndUser,
    secret,
    keyId,
    lifetime,
    now,
    async ([name, user], key, id, asked, at) => {
      const { vendor, contract } = contracted(name);
      const { keyId: rule, keyIdClaim, fixedClaims, generatedClaims = [], expiry } = vendor.token;
      if (expiry === null) expect.fail(`${name} has a JWT that never expires`);
      const keys = { ...keyFor(vendor, key, id), now: at };
      const signing = { ...keys, randomId: () => RANDOM };
      const isAge = expiry.claim === 'iat';
      if (isAge || asked.seconds > expiry.max) {
        await expect(
          signChatToken(vendor, user, { ...signing, expiresIn: asked.expiresIn }),
        ).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
      }
      const { expiresIn, seconds } =
        asked.seconds > expiry.max ? withinMax(asked.seconds, expiry.max) : asked;
      const options = { ...signing, ...(!isAge && { expiresIn }) };
      const token = await signChatToken(vendor, user, options);
      const twin = reversed(Object(user), contract);
      expect(await signChatToken(vendor, twin, options)).toBe(token);

      const [header, payload] = decodeToken(token).map((part) => JSON.parse(part));
      const ofHeader = rule === 'unused' || keyIdClaim !== undefined ? {} : { kid: id };
      expect(header).toStrictEqual({ alg: 'HS256', typ: 'JWT', ...ofHeader });
      const iat = Math.floor(at.getTime() / 1000);
      const claims = JSON.parse(JSON.stringify(user));
      // A claim that the user does not have may be made by signing.
      const made = namesOf(contract).filter((claim) => payload[claim] === RANDOM);
      const times = isAge ? { iat } : { iat, exp: iat + seconds };
      const proved = {
        ...fixedClaims,
        ...Object.fromEntries(made.map((claim) => [claim, RANDOM])),
        ...claims,
        ...times,
      };
      expectSame(payload, {
        ...proved,
        ...Object.fromEntries(generatedClaims.map((claim) => [claim, RANDOM])),
        ...(keyIdClaim !== undefined && { [keyIdClaim]: id }),
      });
      const input = token.slice(0, token.lastIndexOf('.'));
      expect(token).toBe(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);

      const verified = await verifyChatToken(vendor, token, keys);
      expectSame({ ...verified.claims }, proved);
      expect(verified.header).toStrictEqual(header);
      const end = iat + (isAge ? expiry.max : seconds);
      const verifyAt = (time: number) =>
        verifyChatToken(vendor, token, { ...keys, now: new Date(time * 1000) });
      await verifyAt(end - 1);
      await expect(verifyAt(end)).rejects.toMatchObject({ code: 'ERR_TOKEN_EXPIRED' });
    },
  ),
);

/** A lifetime that the vendor accepts, for one that is too long. */
function withinMax(seconds: number, max: number) {
  const shorter = 1 + (seconds % max);
  return { expiresIn: shorter, seconds: shorter };
}

const lowerCase = (value: unknown) => JSON.parse(JSON.stringify(value).toLowerCase());

holds(
  'verifying a hash returns the fields, and only those of its own user',
  60,
  fc.asyncProperty(hashVendorAndUsers, secret, now, async ([name, users], key, at) => {
    const { vendor } = contracted(name);
    const { prepare, timeField, expiry } = vendor.token;
    const options = { ...keyFor(vendor, key, 'unused'), now: at };
    const logins = await Promise.all(users.map((user) => signChatLogin(vendor, user, options)));
    const seconds = Math.floor(at.getTime() / 1000);
    for (const [index, login] of logins.entries()) {
      const user = users[index] ?? expect.fail();
      const { token: hash, settings } = login;
      const fields = vendor.claims(user);
      // Some vendors hash an address in lower case.
      expectSame(lowerCase(fields), lowerCase(user));
      const end = expiry === null ? null : seconds + expiry.max;
      expect(login).toMatchObject({ vendor: name, expiresAt: end });

      const context = { title: '', keyId: undefined, now: seconds, overrides: undefined };
      const { input } = prepare({})(fields, context);
      expect(hash).toBe(createHmac('sha256', key).update(input).digest('hex'));
      expect(Object.values(fields).some((value) => input.includes(String(value)))).toBe(true);
      expect(Object.values(settings)).toContain(hash);
      const sent = Object.entries(fieldsOf(login)).filter(([field]) => field !== timeField?.name);
      expectSame(Object.fromEntries(sent), fields);
      if (timeField !== undefined) expect(fieldsOf(login)).toHaveProperty(timeField.name);

      const verifying = { ...options, user: fieldsOf(login) };
      const verified = await verifyChatToken(vendor, hash, verifying);
      expectSame({ ...verified.claims }, fieldsOf(login));
      expect(verified.header).toBeUndefined();
      const others = logins.filter((other) => other.token !== hash);
      for (const other of others) {
        await expect(
          verifyChatToken(vendor, hash, { ...options, user: fieldsOf(other) }),
        ).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' });
      }
    }
  }),
);
