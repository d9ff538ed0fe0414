/** What `inspectChatToken` finds in the tokens that are wrong in one way. */
import { convrs, khoros, signChatToken, zendesk } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import {
  assertNoFindings,
  type InvalidTokenKind,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import { expect, test } from 'vitest';
import { NOW } from '../support/support.ts';

/** The first finding of each kind, whatever the vendor. */
const FIRST: Readonly<Partial<Record<InvalidTokenKind<'required'>, string>>> = {
  expired: 'TOKEN_EXPIRED',
  'not-yet-valid': 'TOKEN_NOT_YET_VALID',
  'other-key': 'SIGNATURE_INVALID',
  'other-key-id': 'KID_OF_OTHER_KEY',
  'no-key-id': 'KID_MISSING',
  tampered: 'SIGNATURE_INVALID',
  unsigned: 'TOKEN_UNSIGNED',
  'other-algorithm': 'ALG_UNSUPPORTED',
  'no-expiry': 'EXP_MISSING',
  milliseconds: 'TIME_IN_MILLISECONDS',
  'text-times': 'TIME_NOT_NUMBER',
  truncated: 'TOKEN_NOT_BASE64URL',
};

test.each(invalidTokenKinds(khoros))('Khoros, $kind', async ({ kind }) => {
  const token = await invalidToken(khoros, { userId: 'u_1' }, kind);
  const options = { vendor: khoros, ...testKey(khoros) };
  const { findings } = await inspectChatToken(token, options);
  expect(findings[0]?.code).toBe(FIRST[kind] ?? 'PRODUCT_SUNSHINE_V2');
  await expect(assertNoFindings(token, options)).rejects.toThrow(findings[0]?.code);
});

test.each(invalidTokenKinds(convrs))('Convrs, $kind', async ({ kind }) => {
  const token = await invalidToken(convrs, { userId: 'u_1' }, kind);
  const options = { vendor: convrs, ...testKey(convrs) };
  const { findings } = await inspectChatToken(token, options);
  expect(findings[0]?.code).toBe(FIRST[kind] ?? 'CLAIM_INVALID');
});

test('a good token has none; what is only worth knowing fails no test', async () => {
  const options = { ...testKey(zendesk), now: NOW };
  const token = await signChatToken(zendesk, { external_id: 'u_1' }, options);
  await assertNoFindings(token, { vendor: zendesk, ...options });
  const { findings } = await inspectChatToken(token, { vendor: zendesk, ...options });
  expect(findings.map(({ severity }) => severity)).toStrictEqual(['info']);
});
