/** In which ways a token can be wrong, and what verifying and inspecting say of each. */
import { defineVendor, jwt, type TokenFormat, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import {
  type InvalidTokenKind,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, hashed, NOW, permissive, refusal } from '../support/support.ts';
import { forAnyUser, type TestVendor, VENDORS } from '../support/vendors.ts';

/** The first finding of each kind. What is wrong with claims of another vendor depends on both. */
const FINDINGS: Readonly<Record<InvalidTokenKind, string | undefined>> = {
  expired: 'TOKEN_EXPIRED',
  'not-yet-valid': 'TOKEN_NOT_YET_VALID',
  'other-key': 'SIGNATURE_INVALID',
  'other-key-id': 'KID_OF_OTHER_KEY',
  'no-key-id': 'KID_MISSING',
  'other-vendor': undefined,
  tampered: 'SIGNATURE_INVALID',
  unsigned: 'TOKEN_UNSIGNED',
  'other-algorithm': 'ALG_UNSUPPORTED',
  'no-expiry': 'EXP_MISSING',
  milliseconds: 'TIME_IN_MILLISECONDS',
  'string-times': 'TIME_NOT_NUMBER',
  truncated: 'TOKEN_CUT_OFF',
};

const optional = defineVendor({
  ...about,
  name: 'optional',
  user: v.strictObject({ userId: v.string() }),
  token: jwt({ keyId: 'optional', lifetime: { default: 300, max: 86_400 } }),
});

const MISSING: Readonly<Record<TokenFormat['keyId'], readonly string[]>> = {
  required: [],
  optional: ['no-key-id'],
  unused: ['other-key-id', 'no-key-id'],
};

describe.each<{ vendor: TestVendor; user: object; missing: readonly string[] }>([
  ...VENDORS.filter(({ vendor }) => vendor.token.kind === 'jwt').map(({ vendor, example }) => ({
    vendor,
    user: example.minimal.user,
    missing: [
      ...MISSING[vendor.token.keyId],
      ...(vendor.token.expiry?.required ? [] : ['no-expiry']),
    ],
  })),
  { vendor: forAnyUser(optional), user: { userId: 'u_1' }, missing: ['no-key-id'] },
  // It takes any claims, and needs no exp.
  {
    vendor: forAnyUser(permissive),
    user: {},
    missing: ['no-key-id', 'other-vendor', 'no-expiry'],
  },
])('$vendor.name', ({ vendor, user, missing }) => {
  test('has every kind that it can have', () => {
    const names = Object.keys(FINDINGS).filter((name) => !missing.includes(name));
    expect(invalidTokenKinds(vendor).map(({ kind }) => kind)).toStrictEqual(names);
  });

  test.each(invalidTokenKinds(vendor))('$kind: $code', async ({ kind, code }) => {
    const token = await invalidToken(vendor, user, kind, { now: NOW });
    expect(await invalidToken(vendor, user, kind, { now: NOW })).toBe(token);
    const options = { ...testKey(vendor), now: NOW };
    const verify = () => verifyChatToken(vendor, token, options);
    if (code === undefined) await verify();
    else await refusal(verify, code);
    const { findings, signature } = await inspectChatToken(token, { vendor, ...options });
    const codes = findings.map((finding) => finding.code);
    const { expiry, keyIdClaim } = vendor.token;
    // A lifetime that is longer than the vendor's maximum is reported too.
    if (kind === 'tampered') expect(codes).toContain(FINDINGS[kind]);
    else if (kind === 'no-expiry' && expiry?.claim === 'iat') expect(codes[0]).toBe('IAT_MISSING');
    else if (kind === 'no-key-id' && keyIdClaim) expect(codes[0]).toBe('KEY_ID_CLAIM_MISSING');
    else if (kind !== 'other-vendor') expect(codes[0]).toBe(FINDINGS[kind]);
    else expect([findings[0]?.severity, signature]).toStrictEqual(['error', 'valid']);
  });
});

test('an identity hash has no kinds', async () => {
  expect(invalidTokenKinds(hashed)).toStrictEqual([]);
  const error = await refusal(
    () => invalidToken(forAnyUser(hashed), { id: 'u_1' }, 'expired'),
    'ERR_OPTION_INVALID',
  );
  expect(error.message).toBe('Hashed Chat takes an identity hash, and invalidToken makes JWTs');
});

test('there are no kinds for what is no vendor', async () => {
  await refusal(() => invalidTokenKinds(JSON.parse('"zendesk"')), 'ERR_OPTION_INVALID');
});
