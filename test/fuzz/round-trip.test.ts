/** Verifying a token returns what was signed, for any user, key, lifetime and time. */
import { createHmac } from 'node:crypto';
import { signChatToken, verifyChatToken } from 'chat-token';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeToken } from '../support/support.ts';
import { expectSame } from './answers.ts';
import { holds } from './property.ts';
import { contracted, text, VENDORS, vendorAndUser } from './users.ts';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A lifetime as it is written, and in seconds: 366 days at most. */
const lifetime = fc.oneof(
  fc.integer({ min: 1, max: 31_622_400 }).map((seconds) => ({ expiresIn: seconds, seconds })),
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
const keyId = text.filter((id) => id !== '' && id === id.trim() && !/\p{Control}/u.test(id));
const now = fc.date({
  noInvalidDate: true,
  min: new Date('1900-01-01'),
  max: new Date('9999-01-01'),
});

test('every vendor is tried', () => {
  expect(VENDORS.map(({ vendor }) => vendor.name).sort()).toStrictEqual([
    'convrs',
    'deskpro',
    'khoros',
    'zendesk',
  ]);
});

holds(
  'verifying returns the claims, the times and the header',
  60,
  fc.asyncProperty(
    vendorAndUser,
    secret,
    keyId,
    lifetime,
    now,
    async ([name, user], key, id, { expiresIn, seconds }, at) => {
      const { vendor } = contracted(name);
      const kid = vendor.keyId === 'unused' ? {} : { keyId: id };
      const keys = { secret: key, ...kid, now: at };
      const token = await signChatToken(vendor, user, { ...keys, expiresIn });
      const reversed = Object.fromEntries(Object.entries(Object(user)).reverse());
      expect(await signChatToken(vendor, reversed, { ...keys, expiresIn })).toBe(token);

      const [header, payload] = decodeToken(token).map((part) => JSON.parse(part));
      const expectedKid = vendor.keyId === 'unused' ? {} : { kid: id };
      expect(header).toStrictEqual({ alg: 'HS256', typ: 'JWT', ...expectedKid });
      const iat = Math.floor(at.getTime() / 1000);
      const claims = JSON.parse(JSON.stringify(user));
      const expected = { ...vendor.fixedClaims, ...claims, iat, exp: iat + seconds };
      expectSame(payload, expected);
      const input = token.slice(0, token.lastIndexOf('.'));
      expect(token).toBe(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);

      const verified = await verifyChatToken(vendor, token, { ...keys, maxTokenLength: 1e6 });
      expectSame({ ...verified.claims }, expected);
      expect(verified.header).toStrictEqual(header);
      const end = { ...keys, now: new Date((iat + seconds) * 1000), maxTokenLength: 1e6 };
      await expect(verifyChatToken(vendor, token, end)).rejects.toMatchObject({
        code: 'ERR_TOKEN_EXPIRED',
      });
    },
  ),
);
