import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { signChatToken, zendesk } from 'chat-token';
import {
  assertChatTokenFor,
  assertExpiresIn,
  assertNoFindings,
  invalidToken,
  testKey,
} from 'chat-token/testing';
import { expect, test, vi } from 'vitest';
import { NOW, refusal } from '../support/support.ts';
import { complaint } from './support.ts';

/** Stands for the engine of chat-token/inspect. */
const inspect = vi.hoisted(() => vi.fn());
vi.mock('../../src/testing/findings.ts', () => ({ inspect }));

const JANE = { external_id: 'u_1', name: 'Jane Doe' };
const token = await signChatToken(zendesk, JANE, { ...testKey(zendesk), now: NOW });

test('assertChatTokenFor gives the claims', async () => {
  const { claims, header } = await assertChatTokenFor(zendesk, token, JANE);
  expect(claims).toMatchObject({ scope: 'user', ...JANE });
  expect(header.kid).toBe('fake-key-of-zendesk');
  await assertChatTokenFor(zendesk, token);
  await assertChatTokenFor(zendesk, token, { ...JANE, name: expect.any(String) }, { now: NOW });
});

test('assertChatTokenFor says what differs', async () => {
  const expected = { external_id: 'u_2', name: expect.stringContaining('John') };
  expect(await complaint(() => assertChatTokenFor(zendesk, token, expected))).toBe(
    [
      'The token for Zendesk messaging has other claims:',
      '  external_id',
      '    expected: "u_2"',
      '    received: "u_1"',
      '  name',
      '    expected: StringContaining',
      '    received: "Jane Doe"',
    ].join('\n'),
  );
});

test('assertChatTokenFor says why a token is refused', async () => {
  const expired = await invalidToken(zendesk, JANE, 'expired');
  const attempt = () => assertChatTokenFor(zendesk, expired, JANE, { now: new Date() });
  expect(await complaint(attempt)).toBe(
    [
      'This is no token for Zendesk messaging: ERR_TOKEN_EXPIRED',
      '  The token has expired',
      '  Sign a new one; if it is new, compare the clocks.',
    ].join('\n'),
  );
});

test('assertExpiresIn', async () => {
  assertExpiresIn(token, 3600);
  assertExpiresIn(token, '1h');
  expect(await complaint(() => assertExpiresIn(token, '15m'))).toContain('expected: 900\n');
  await refusal(() => assertExpiresIn('', 60));
});

test('assertNoFindings', async () => {
  inspect.mockResolvedValue({ findings: [] });
  await assertNoFindings(token);
  await assertNoFindings(token, { vendor: zendesk });
  expect(inspect).toHaveBeenLastCalledWith(token, { vendor: zendesk });
  const finding = { code: 'ODD', severity: 'info', path: '', message: 'is odd', hint: 'Look.' };
  inspect.mockResolvedValue({ findings: [finding] });
  expect(await complaint(() => assertNoFindings(token))).toContain('a finding:\n  info ODD\n');
  await refusal(() => assertNoFindings(JSON.parse('7')), 'ERR_TOKEN_MALFORMED');
});

test('what they throw is an AssertionError to test runners', async () => {
  const error = await assertChatTokenFor(zendesk, token, {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'AssertionError', code: 'ERR_ASSERTION' });
});

test('under node:test, with the built package', { timeout: 30_000 }, async () => {
  const file = fileURLToPath(new URL('node-test.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--test',
    '--test-reporter=tap',
    file,
  ]);
  expect(stdout).toContain('# pass 4\n');
  expect(stdout).toContain('# fail 0\n');
});

test('what JSON cannot say is named by its kind', async () => {
  for (const [id, kind] of [
    [7n, 'a bigint'],
    [() => 7, 'a function'],
  ]) {
    const claims = { external_id: id } as never;
    await expect(assertChatTokenFor(zendesk, token, claims, { now: NOW })).rejects.toThrow(
      `expected: ${kind}`,
    );
  }
});
