import { createHmac } from 'node:crypto';
import {
  type ChatTokenErrorCode,
  helper,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const secret = 'k3y-0f-hash-for-this-example';
const HASH = '57a9ee9f49f8d6b9929eab9a48bdc4306644288d49dd0f3326f926280f08fb9e';

const timestamp = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const email = 'jane@example.com';
const customerMetadata = { name: 'Jane Doe', value: 1200, links: { Account: 'https://a.example' } };
const options = { secret, now: new Date(timestamp) };

const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
const codes = async (hash: string, user: object, now = timestamp) => {
  const given = { vendor: helper, secret, user, now: new Date(now) };
  return (await inspectChatToken(hash, given)).findings.map(({ code }) => code);
};

describe('a login', () => {
  test('is a hash of the email address and the milliseconds, and expires after an hour', async () => {
    const login = await signChatLogin(helper, { email, customerMetadata }, options);
    expect(hmac('jane@example.com:1767225600000')).toBe(HASH);
    expect(login).toStrictEqual({
      vendor: 'helper',
      token: HASH,
      settings: { email, customerMetadata, timestamp: 1767225600000, emailHash: HASH },
      userId: email,
      expiresAt: 1767225600 + 3600,
      refreshAt: 1767225600 + 2700,
    });
  });

  test('has the email address as given', async () => {
    const { settings } = await signChatLogin(helper, { email: 'Jane@Example.com' }, options);
    const emailHash = hmac(`Jane@Example.com:${timestamp}`);
    expect(settings).toStrictEqual({ email: 'Jane@Example.com', timestamp, emailHash });
  });

  test('differs in the next second', async () => {
    const now = new Date(timestamp + 1000);
    const { settings } = await signChatLogin(helper, { email }, { secret, now });
    expect(settings.timestamp).toBe(timestamp + 1000);
    expect(settings.emailHash).toBe(hmac(`${email}:${timestamp + 1000}`));
  });
});

describe('the hash', () => {
  test.each<[number, ChatTokenErrorCode | undefined]>([
    [0, undefined],
    [HOUR - 1, undefined],
    [1 - HOUR, undefined],
    [HOUR + 1000, 'ERR_TOKEN_EXPIRED'],
    [24 * HOUR, 'ERR_TOKEN_EXPIRED'],
  ])('that is %d ms old: %s', async (age, code) => {
    const given = { secret, user: { email, timestamp }, now: new Date(timestamp + age) };
    const verify = () => verifyChatToken(helper, HASH, given);
    if (code === undefined) expect((await verify()).claims).toStrictEqual(given.user);
    else await refusal(verify, code);
  });

  test.each([
    [{ email: 'john@example.com', timestamp }],
    [{ email, timestamp: timestamp + 1 }],
  ])('is not that of %j', async (user) => {
    await refusal(
      () => verifyChatToken(helper, HASH, { ...options, user }),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('alone is of no use', async () => {
    // @ts-expect-error the hash is valid only with its time
    await refusal(() => signChatToken(helper, { email }, options), 'ERR_OPTION_INVALID');
  });
});

describe('inspecting', () => {
  test('finds no error in a good hash', async () => {
    const report = await inspectChatToken(HASH, {
      ...options,
      vendor: helper,
      user: { email, timestamp },
    });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  });

  test.each<[string, string, object, number]>([
    ['HASH_EXPIRED', HASH, { email, timestamp }, timestamp + 2 * HOUR],
    ['HASH_NOT_YET_VALID', HASH, { email, timestamp }, timestamp - 2 * HOUR],
    [
      'HASH_TIME_IN_SECONDS',
      hmac(`${email}:1767225600`),
      { email, timestamp: 1767225600 },
      timestamp,
    ],
    ['HASH_TIME_OTHER', hmac(`${email}:1767225600`), { email, timestamp }, timestamp],
    ['CLAIM_INVALID', HASH, { email, timestamp: String(timestamp) }, timestamp],
    ['HASH_OF_OTHER_FIELD', hmac(email), { email, timestamp }, timestamp],
    ['HASH_OF_OTHER_CASE', HASH, { email: 'Jane@Example.com', timestamp }, timestamp],
    ['HASH_OTHER_ENCODING', HASH.toUpperCase(), { email, timestamp }, timestamp],
  ])('finds %s', async (code, hash, user, now) => {
    expect(await codes(hash, user, now)).toContain(code);
    expect(await codes(HASH, { email, timestamp })).not.toContain(code);
  });
});

test('leaves out what is null', () => {
  const given = { email, customerMetadata: { name: null, value: 0, links: undefined } };
  expect(helper.claims(given)).toStrictEqual({ email, customerMetadata: { value: 0 } });
  expect(helper.claims({ email, customerMetadata: null })).toStrictEqual({ email });
});

describeFaults(helper, [
  [{}, 'email: is missing'],
  [{ email: '' }, 'email: must not be blank'],
  [{ email: 42 }, 'email: must be a string, got a number: pass String(id)'],
  [{ email, customerMetadata: 'x' }, 'customerMetadata: must be a plain object, got a string'],
  [
    { email, customerMetadata: { name: 7 } },
    'customerMetadata.name: must be a string, got a number',
  ],
  [
    { email, customerMetadata: { value: '1200' } },
    'customerMetadata.value: must be a number, got a string',
  ],
  [
    { email, customerMetadata: { links: { Account: 7 } } },
    'customerMetadata.links.Account: must be a string, got a number',
  ],
  [{ email, customerMetadata: { plan: 'pro' } }, 'customerMetadata.plan: is not known'],
  [{ email, metadata: {} }, 'metadata: is not known'],
  [{ email, emailHash: HASH }, 'emailHash: is not known'],
  [{ email, timestamp }, 'timestamp: is reserved: signing sets it'],
  [{ email, title: 'Help' }, 'title: is not known'],
]);

/** Checked by the compiler. */
test('the types', async () => {
  const { settings } = await signChatLogin(helper, { email }, options);
  const given: readonly [string, number] = [settings.emailHash, settings.timestamp];
  expect(given).toStrictEqual([HASH, timestamp]);
  // @ts-expect-error an hour is fixed
  await refusal(() => signChatLogin(helper, { email }, { ...options, expiresIn: '15m' }));
  // @ts-expect-error the time is needed to verify
  await refusal(() => verifyChatToken(helper, HASH, { ...options, user: { email } }));
  // @ts-expect-error email is required
  await refusal(() => helper.claims({ customerMetadata }));
  // @ts-expect-error signing sets the time
  await refusal(() => helper.claims({ email, timestamp }));
});
