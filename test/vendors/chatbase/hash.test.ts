import { createHmac } from 'node:crypto';
import vm from 'node:vm';
import { chatbase, chatbaseHash, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { chatbaseHashWidget as widget } from 'chat-token/browser';
import { loginScript, chatbaseHashWidget as scriptWidget } from 'chat-token/html';
import { lintClaims } from 'chat-token/inspect';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { named } from '../../inspect/support.ts';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const HASH = '549694a8aa1ae82b9156cfbf3abe1ae2653ca47f367cfd19d99ad1a120612d08';

const u = { user_id: 'u_1' };
const user_metadata = { plan: 'pro', seats: 12, company: { tags: ['a', null] } };
const made = await signChatLogin(chatbaseHash, { user_metadata, ...u }, { secret });

describe('the hash', () => {
  test('is of the id alone', async () => {
    expect(createHmac('sha256', secret).update('u_1').digest('hex')).toBe(HASH);
    expect(await signChatToken(chatbaseHash, u, { secret })).toBe(HASH);
    const user = { ...u, user_metadata };
    const { claims } = await verifyChatToken(chatbaseHash, HASH, { secret, user });
    expect(claims).toStrictEqual(user);
    const other = { secret, user: { user_id: 'u_2' } };
    await refusal(() => verifyChatToken(chatbaseHash, HASH, other), 'ERR_SIGNATURE_INVALID');
  });

  test('is never the signature of a JWT for the same secret', async () => {
    const jwt = await signChatToken(chatbase, u, { secret });
    const user_id = jwt.slice(0, jwt.lastIndexOf('.'));
    await refusal(() => signChatToken(chatbaseHash, { user_id }, { secret }), 'ERR_CLAIMS_INVALID');
  });

  test('goes with the fields, and never expires', () => {
    expect(made).toStrictEqual({
      vendor: 'chatbase-hash',
      token: HASH,
      settings: { ...u, user_metadata, user_hash: HASH },
      userId: 'u_1',
      expiresAt: null,
      refreshAt: null,
    });
  });
});

describeFaults(chatbaseHash, [
  [{}, 'user_id: is missing'],
  [{ user_id: 42 }, 'user_id: must be a string, got a number: pass String(id)'],
  [{ user_id: '' }, 'user_id: must not be blank'],
  [{ ...u, user_metadata: 'pro' }, 'user_metadata: must be a plain object, got a string'],
  [{ ...u, user_metadata: { since: 1n } }, 'user_metadata.since: must be JSON, got a bigint'],
  [{ ...u, user_hash: HASH }, 'user_hash: is not known'],
  [{ ...u, email: 'jane@example.com' }, 'email: is not known'],
]);

/** Checked by the compiler. */
test('the types', async () => {
  const hash: string = made.settings.user_hash;
  expect(hash).toBe(HASH);
  // @ts-expect-error user_id is required
  await refusal(() => chatbaseHash.claims({ user_metadata }));
  // @ts-expect-error JSON has no functions
  await refusal(() => chatbaseHash.claims({ ...u, user_metadata: { plan: () => 'pro' } }));
  // @ts-expect-error a hash never expires
  await refusal(() => signChatToken(chatbaseHash, u, { secret, expiresIn: '15m' }));
});

test.each<[object, string[]]>([
  [{}, []],
  [{ user_metadata }, []],
  [{ user_metadata: { note: 'x'.repeat(989) } }, []],
  [{ user_metadata: { note: 'x'.repeat(990) } }, ['METADATA_TOO_LONG at user_metadata']],
  [{ user_metadata: { apiKey: 'k' } }, ['SENSITIVE_DATA at user_metadata.apiKey']],
  [{ user_metadata: 'pro' }, ['CLAIM_INVALID at user_metadata']],
  [{ user_id: undefined }, ['CLAIM_INVALID at user_id']],
  [{ user_id: 42 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: 'guest' }, ['ID_SHARED at user_id']],
  [{ user_id: 'j@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ sub: 'u_1', email: 'x' }, ['FIELD_OF_JWT at sub', 'FIELD_OF_JWT at email']],
  [{ stripe_accounts: [] }, ['FIELD_OF_JWT at stripe_accounts']],
  [{ user_hash: 'x' }, ['HASH_IN_FIELDS at user_hash']],
])('findings of %j', (fields, findings) => {
  const given = JSON.parse(JSON.stringify({ ...u, ...fields }));
  expect(named(lintClaims(chatbaseHash, given))).toStrictEqual(findings);
});

test('metadata that JSON does not have is only a finding', () => {
  const given = { ...u, user_metadata: { seats: [12n] } };
  expect(named(lintClaims(chatbaseHash, given))).toStrictEqual([
    'CLAIM_INVALID at user_metadata.seats[0]',
  ]);
});

describe('the widget', () => {
  const calls: unknown[] = [];
  const chatbaseOfPage = Object.assign((...call: unknown[]) => calls.push(call), {
    resetChat: () => calls.push('resetChat'),
  });
  const login = (userId: string) =>
    widget.login({ ...made, userId, nextToken: () => Promise.resolve('') });

  afterEach(() => {
    widget.logout?.(); // It remembers the user.
    vi.unstubAllGlobals();
    calls.length = 0;
  });

  test('identifies the user, and ends the conversation before another one and at the log-out', () => {
    expect(widget.isReady()).toBe(false);
    vi.stubGlobal('chatbase', chatbaseOfPage);
    expect(widget.isReady()).toBe(true);
    login('u_1');
    login('u_1');
    login('u_2');
    widget.logout?.();
    const call = ['identify', made.settings];
    expect(calls).toStrictEqual([call, call, 'resetChat', call, 'resetChat']);
  });

  test('in HTML, it waits for the embed code', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    page['window'] = page;
    vm.runInNewContext(loginScript(scriptWidget, made).replace(/<\/?script>/g, ''), page);
    expect(setTimeout).toHaveBeenCalledTimes(1);
    page['chatbase'] = chatbaseOfPage;
    setTimeout.mock.calls[0]?.[0]();
    expect(calls).toEqual([['identify', made.settings]]);
  });
});
