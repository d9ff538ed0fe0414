import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { signChatToken, verifyChatToken, zendesk } from 'chat-token';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  invalidToken,
  testKey,
} from 'chat-token/testing';
import { expect, test } from 'vitest';
import { hashed, NOW, refusal } from '../support/support.ts';
import { complaint } from './support.ts';

const JANE = { external_id: 'u_1', name: 'Jane Doe' };
const token = await signChatToken(zendesk, JANE, { ...testKey(zendesk), now: NOW });

test('assertChatTokenFor gives the claims', async () => {
  const { claims, header } = await assertChatTokenFor(zendesk, token, JANE);
  expect(claims).toMatchObject({ scope: 'user', ...JANE });
  expect(header.kid).toBe('fake-key-of-zendesk');
  await assertChatTokenFor(zendesk, token);
  await assertChatTokenFor(zendesk, token, { ...JANE, name: expect.any(String) }, { now: NOW });
});

test.each<[object, string]>([
  [
    { external_id: 'u_2', name: JANE.name },
    '  external_id\n    expected: "u_2"\n    received: "u_1"',
  ],
  [{ ...JANE, name: expect.stringContaining('John') }, '    expected: StringContaining\n'],
  [{ ...JANE, name: 7n }, '    expected: a bigint\n'],
  [{ ...JANE, name: () => 7 }, '    expected: a function\n'],
])('assertChatTokenFor says what differs: %#', async (expected, said) => {
  const message = await complaint(() => assertChatTokenFor(zendesk, token, expected));
  expect(message).toContain('The token for Zendesk messaging has different claims:\n');
  expect(message).toContain(said);
});

test('assertChatTokenFor says why a token is refused', async () => {
  const expired = await invalidToken(zendesk, JANE, 'expired');
  const attempt = () => assertChatTokenFor(zendesk, expired, JANE, { now: new Date() });
  const error = await refusal(
    () => verifyChatToken(zendesk, expired, testKey(zendesk)),
    'ERR_TOKEN_EXPIRED',
  );
  const [first, ...more] = (await complaint(attempt)).split('\n');
  expect(first).toMatch(/Zendesk messaging: ERR_TOKEN_EXPIRED$/);
  expect(more).toStrictEqual([`  ${error.message}`, `  ${error.hint}`]);
});

test('assertChatTokenFor is for JWTs', async () => {
  const hash = await signChatToken(hashed, { id: 'u_1' }, testKey(hashed));
  await refusal(() => assertChatTokenFor(hashed, hash, { id: 'u_1' }), 'ERR_OPTION_INVALID');
});

test('assertExpiresIn', async () => {
  assertExpiresIn(token, 3600);
  assertExpiresIn(token, '1h');
  expect(await complaint(() => assertExpiresIn(token, '15m'))).toContain('expected: 900\n');
  await refusal(() => assertExpiresIn('', 60));
});

test('assertNoFindings', async () => {
  await assertNoFindings(token, { vendor: zendesk, now: NOW });
  await assertNoFindings(await signChatToken(zendesk, JANE, testKey(zendesk)));
  expect(await complaint(() => assertNoFindings(token))).toMatch(
    /^The token has a finding:\n {2}error TOKEN_EXPIRED at exp\n/,
  );
  await refusal(() => assertNoFindings(JSON.parse('7')), 'ERR_TOKEN_MALFORMED');
});

test('what they throw is an AssertionError to test runners', async () => {
  const error = await assertChatTokenFor(zendesk, token, {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'AssertionError', code: 'ERR_ASSERTION' });
});

test('under node:test, with the built package', { timeout: 60_000 }, async () => {
  const file = fileURLToPath(new URL('node-test.mjs', import.meta.url));
  const args = ['--test', '--test-reporter=tap', file];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toContain('# pass 4\n');
  expect(stdout).toContain('# fail 0\n');
});
