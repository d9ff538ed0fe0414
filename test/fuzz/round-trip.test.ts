/** What is signed is what is verified, whoever the user is. */
import { createHmac } from 'node:crypto';
import { signChatToken, verifyChatToken } from 'chat-token';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../../src/schema/rules.ts';
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
/** Texts that no check for damaged secrets knows: base64url of random bytes. And bytes. */
const secret = fc.oneof(
  fc
    .uint8Array({ minLength: 24, maxLength: 100 })
    .map((bytes) => Buffer.from(bytes).toString('base64url'))
    .filter((value) => !/^(?:0+|-+|(.)\1*)$/.test(value)),
  fc.uint8Array({ minLength: 24, maxLength: 100 }).map((bytes) => Uint8Array.of(0xff, 0, ...bytes)),
);
const keyId = text.filter((id) => id !== '' && id === id.trim() && !/\p{Control}/u.test(id));
const now = fc.date({
  noInvalidDate: true,
  min: new Date('1900-01-01'),
  max: new Date('9999-01-01'),
});

test('every vendor is tried, with all that its contract names', () => {
  expect(VENDORS.map(({ vendor }) => vendor.name).sort()).toStrictEqual([
    'convrs',
    'deskpro',
    'khoros',
    'zendesk',
  ]);
  for (const { contract } of VENDORS) expect(contract.type).toBe('object');
});

holds(
  'a token gives back the claims, the times and the header',
  200,
  fc.asyncProperty(
    vendorAndUser,
    secret,
    keyId,
    lifetime,
    now,
    async ([name, user], key, id, { expiresIn, seconds }, at) => {
      const { vendor } = contracted(name);
      const keys = { secret: key, ...(vendor.keyId === 'unused' ? {} : { keyId: id }), now: at };
      const token = await signChatToken(vendor, user, { ...keys, expiresIn });

      const [header, payload] = decodeToken(token);
      expect(JSON.parse(header)).toStrictEqual({
        alg: 'HS256',
        typ: 'JWT',
        ...(vendor.keyId !== 'unused' && { kid: id }),
      });
      const iat = Math.floor(at.getTime() / 1000);
      const expected = {
        ...vendor.fixedClaims,
        ...JSON.parse(JSON.stringify(user)),
        iat,
        exp: iat + seconds,
      };
      expectSame(JSON.parse(payload), expected);
      const input = token.slice(0, token.lastIndexOf('.'));
      expect(token).toBe(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);

      const verified = await verifyChatToken(vendor, token, { ...keys, maxTokenLength: 1e6 });
      expectSame({ ...verified.claims }, expected);
      expect(verified.header).toStrictEqual(JSON.parse(header));
      await expect(
        verifyChatToken(vendor, token, { ...keys, now: new Date((iat + seconds) * 1000) }),
      ).rejects.toMatchObject({ code: 'ERR_TOKEN_EXPIRED' });
    },
  ),
);

/** The same user with the members that the contract names in another order; free keys keep theirs. */
function reordered(
  contract: Contract,
  value: unknown,
  swap: (keys: string[]) => string[],
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = contract.type === 'list' ? contract.items : contract;
    return value.map((item) => reordered(items, item, swap));
  }
  const fields = fieldsOf(contract, value);
  if (fields === undefined) return { ...value };
  return Object.fromEntries(
    swap(Object.keys(value)).map((key) => {
      const field = fields[key];
      const member: unknown = Reflect.get(value, key);
      return [key, field === undefined ? member : reordered(field, member, swap)];
    }),
  );
}

function fieldsOf(
  contract: Contract,
  value: object,
): Readonly<Record<string, Contract>> | undefined {
  if (contract.type === 'object') return contract.fields;
  if (contract.type !== 'by type') return undefined;
  const of =
    contract.cases['type' in value && typeof value.type === 'string' ? value.type : 'default'];
  return of?.type === 'object' ? of.fields : undefined;
}

holds(
  'the same user, key and time give the same token, in whatever order the members stand',
  100,
  fc.asyncProperty(
    vendorAndUser,
    secret,
    now,
    fc.infiniteStream(fc.nat()),
    async ([name, user], key, at, numbers) => {
      const { vendor, contract } = contracted(name);
      const options = {
        secret: key,
        now: at,
        ...(vendor.keyId === 'unused' ? {} : { keyId: 'app_1' }),
      };
      const swap = (keys: string[]) =>
        keys
          .map((name) => ({ name, rank: numbers.next().value ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ name }) => name);
      const token = await signChatToken(vendor, user, options);
      expect(await signChatToken(vendor, user, options)).toBe(token);
      expect(await signChatToken(vendor, reordered(contract, user, swap), options)).toBe(token);
    },
  ),
);
