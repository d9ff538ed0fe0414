/** Logins in tests: what is right, what is not, and hashes that are wrong in one way. */
import {
  type ChatLogin,
  chatwoot,
  defineVendor,
  hmac,
  signChatLogin,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import {
  assertChatLoginFor,
  chatTokenMatchers,
  type InvalidHashKind,
  invalidHash,
  invalidHashKinds,
  testKey,
} from 'chat-token/testing';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { about, NOW, NOW_SECONDS, OTHER_SECRET, refusal } from '../support/support.ts';
import { fieldsOf, forAnyUser, type TestVendor, VENDORS } from '../support/vendors.ts';

const timed = defineVendor({
  ...about,
  name: 'timed',
  user: v.strictObject({ email: v.string() }),
  token: hmac({
    message: (fields: { email: string }, time: number) => `${fields.email}:${time}`,
    time: { field: 'timestamp', unit: 'seconds', maxAge: '1h' },
  }),
  userId: ({ email }) => email,
  settings: (fields, hash) => ({ ...fields, hash }),
});
const inBase64 = defineVendor({
  ...about,
  name: 'in-base64',
  user: v.strictObject({ email: v.string() }),
  token: hmac({
    message: (fields: { email: string }) => fields.email,
    outputEncoding: 'base64',
  }),
  settings: (fields, hash) => ({ ...fields, hash }),
});

const JANE = { identifier: 'u_1', name: 'Jane Doe' };
const signed = () => signChatLogin(chatwoot, JANE, { ...testKey(chatwoot), now: NOW });

describe('a login', () => {
  test.each(
    VENDORS.map(({ vendor, example }) => ({ name: vendor.name, vendor, example })),
  )('of $name is right, as it is and as JSON', async ({ vendor, example: { full, minimal } }) => {
    for (const { user, claims } of [full, minimal]) {
      const login = await signChatLogin(vendor, user, { ...testKey(vendor), now: NOW });
      // A vendor may have claims that are made when there are none.
      await assertChatLoginFor(vendor, login, expect.objectContaining(claims));
      await assertChatLoginFor(vendor, JSON.parse(JSON.stringify(login)));
      const other = { ...login, vendor: 'another' };
      await expect(assertChatLoginFor(vendor, other)).rejects.toThrow('received: "another"');
      await expect(assertChatLoginFor(vendor, login, { no: 'x' } as never)).rejects.toThrow('no');
    }
  });

  test('returns the fields', async () => {
    const { claims } = await assertChatLoginFor(chatwoot, await signed(), JANE);
    expect(claims.identifier).toBe('u_1');
  });

  test.each<[string, (login: ChatLogin) => object]>([
    ['ERR_SIGNATURE_INVALID', (login) => change(login, { identifier: 'u_2' })],
    ['ERR_TOKEN_MALFORMED', (login) => ({ ...login, token: 'x' })],
    ['ERR_CLAIMS_INVALID', (login) => change(login, { identifier: undefined })],
    ['expected: "chatwoot"', (login) => ({ ...login, vendor: 'crisp' })],
    ['expected: "u_1"', (login) => ({ ...login, userId: 'u_2' })],
    ['settings.identifier_hash', (login) => change(login, { identifier_hash: undefined })],
    ['received: "Jim"', (login) => change(login, { name: 'Jim' })],
  ])('that was changed is not: %s', async (message, changed) => {
    const login = changed(await signed());
    const error: Error = await assertChatLoginFor(chatwoot, login, JANE).then(
      () => new Error('accepted'),
      (thrown) => thrown,
    );
    expect(error.name).toBe('AssertionError');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(testKey(chatwoot).secret);
  });

  test.each([
    undefined,
    'hash',
    {},
    { settings: 7 },
    Promise.resolve({ settings: {} }),
  ])('is a mistake in the test if it is %j', async (login) => {
    const error = await refusal(() => assertChatLoginFor(chatwoot, login), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('must be a login');
  });

  test('with another key', async () => {
    const login = await signChatLogin(chatwoot, JANE, { secret: OTHER_SECRET });
    await assertChatLoginFor(chatwoot, login, JANE, { secret: OTHER_SECRET });
    await assertChatLoginFor(chatwoot, login, JANE, { keys: [{ secret: OTHER_SECRET }] });
    await expect(assertChatLoginFor(chatwoot, login)).rejects.toThrow('testKey(chatwoot)');
  });

  test('is named in the messages of the matcher', async () => {
    const hint = vi.fn(() => 'hint');
    const utils = { matcherHint: hint, printExpected: String, printReceived: String };
    const { toBeChatLoginFor } = chatTokenMatchers;
    const right = await toBeChatLoginFor.call({ utils }, await signed(), chatwoot, JANE);
    expect(right.pass).toBe(true);
    expect(right.message()).toBe('hint\n\nThe login is valid for Chatwoot and has these claims.');
    expect(hint).toHaveBeenCalledWith('toBeChatLoginFor', 'login', 'chatwoot, claims', {});
  });

  test('whose hash is in the wrong place, or is another: no message shows one', async () => {
    const user = { identifier: 'u_1', name: 'Jane Doe' };
    const login = await signChatLogin(chatwoot, user, testKey(chatwoot));
    const { token, settings } = login;
    const other = { ...user, identifier: 'u_2' };
    const { token: ofOther } = await signChatLogin(chatwoot, other, testKey(chatwoot));
    const DIFFERENT = 'The login for Chatwoot is different:\n  ';
    const AT = `${DIFFERENT}settings.identifier_hash\n    expected: "the token"\n    received: `;
    const wrong: readonly (readonly [login: object, message: string])[] = [
      [{ ...login, settings: { ...settings, identifier_hash: ofOther } }, `${AT}"another string"`],
      [{ ...login, settings: user }, `${AT}nothing`],
      [{ ...login, settings: { ...settings, identifier_hash: { token } } }, `${AT}"an object"`],
      [{ ...login, token: ofOther }, 'The login is not valid for Chatwoot: ERR_SIGNATURE_INVALID'],
      [
        { ...login, userId: token },
        `${DIFFERENT}userId\n    expected: "u_1"\n    received: "the token"`,
      ],
      [
        { ...login, settings: { ...settings, email: token } },
        `${DIFFERENT}settings.email\n    expected: nothing\n    received: "the token"`,
      ],
    ];
    for (const [given, message] of wrong) {
      const error: Error = await assertChatLoginFor(chatwoot, given).then(
        () => expect.fail(),
        (thrown) => thrown,
      );
      expect(error.name).toBe('AssertionError');
      expect(error.message).toContain(message);
      for (const hash of [token, ofOther]) expect(error.message).not.toContain(hash);
    }
  });

  test('whose settings cannot be read', async () => {
    const settings = {
      get identifier() {
        throw new Error('u_1');
      },
    };
    const given = { vendor: 'chatwoot', token: 'x', settings, userId: null };
    const call = () => assertChatLoginFor(chatwoot, given);
    expect((await refusal(call, 'ERR_OPTION_INVALID')).message).not.toContain('u_1');
  });

  test('expires only if the test passes the time', async () => {
    const user = { email: 'jane@example.com' };
    const login = await signChatLogin(timed, user, { ...testKey(timed), now: NOW });
    await assertChatLoginFor(timed, login, user);
    const later = new Date((NOW_SECONDS + 3601) * 1000);
    await expect(assertChatLoginFor(timed, login, user, { now: later })).rejects.toThrow(
      'ERR_TOKEN_EXPIRED',
    );
    const token = await signChatLogin(
      zendesk,
      { external_id: 'u_1' },
      { ...testKey(zendesk), now: NOW },
    );
    await assertChatLoginFor(zendesk, token, { external_id: 'u_1' });
    await expect(
      assertChatLoginFor(zendesk, token, { external_id: 'u_1' }, { now: later }),
    ).rejects.toThrow('ERR_TOKEN_EXPIRED');
  });
});

function change(login: ChatLogin, settings: object): ChatLogin {
  return { ...login, settings: JSON.parse(JSON.stringify({ ...login.settings, ...settings })) };
}

/** The first finding of each kind. */
const FINDINGS: Readonly<Record<InvalidHashKind, string>> = {
  'other-key': 'HASH_INVALID',
  'other-user': 'HASH_INVALID',
  'other-encoding': 'HASH_OTHER_ENCODING',
  unhashed: 'HASH_IS_IDENTIFIER',
  truncated: 'HASH_MALFORMED',
  expired: 'HASH_EXPIRED',
};

describe.each<{ vendor: TestVendor; user: object }>([
  ...VENDORS.filter(({ vendor }) => vendor.token.kind === 'hmac').map(({ vendor, example }) => ({
    vendor,
    user: example.full.user,
  })),
  { vendor: forAnyUser(timed), user: { email: 'jane@example.com' } },
  { vendor: forAnyUser(inBase64), user: { email: 'jane@example.com' } },
])('invalid hashes of $vendor.name', ({ vendor, user }) => {
  test('there is each kind that can be', () => {
    const kinds = Object.keys(FINDINGS).filter(
      (kind) => kind !== 'expired' || vendor.token.timeField !== undefined,
    );
    expect(invalidHashKinds(vendor).map(({ kind }) => kind)).toStrictEqual(kinds);
  });

  test.each(invalidHashKinds(vendor))('$kind: $code', async ({ kind, code }) => {
    const login = await invalidHash(vendor, user, kind, { now: NOW });
    expect(await invalidHash(vendor, user, kind, { now: NOW })).toStrictEqual(login);
    const good = await signChatLogin(vendor, user, { ...testKey(vendor), now: NOW });
    expect(Object.keys(login.settings)).toStrictEqual(Object.keys(good.settings));
    expect(login.userId).toBe(good.userId);
    const sent = fieldsOf(login);
    const options = { ...testKey(vendor), user: sent, now: NOW };
    await refusal(() => verifyChatToken(vendor, login.token, options), code);
    await expect(assertChatLoginFor(vendor, login, undefined, { now: NOW })).rejects.toThrow(code);
    const { ok, findings } = await inspectChatToken(login.token, { vendor, ...options });
    expect(ok).toBe(false);
    const [first] = findings;
    // A message of several fields is none of them.
    if (kind !== 'unhashed') expect(first?.code).toBe(FINDINGS[kind]);
    else expect(['HASH_IS_IDENTIFIER', 'HASH_MALFORMED']).toContain(first?.code);
  });
});

test('a vendor with a JWT has no invalid hashes', async () => {
  expect(invalidHashKinds(zendesk)).toStrictEqual([]);
  const error = await refusal(
    () => invalidHash(zendesk, { external_id: 'u_1' }, 'truncated' as never),
    'ERR_OPTION_INVALID',
  );
  expect(error.hint).toContain('invalidToken');
});

test('an invalid hash is made of a valid user, with a secret that can be read', async () => {
  await refusal(() => invalidHash(chatwoot, {} as never, 'truncated'), 'ERR_CLAIMS_INVALID');
  const kind: InvalidHashKind = 'expired';
  await refusal(() => invalidHash(chatwoot, JANE, kind as never), 'ERR_OPTION_INVALID');
  const secret = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  await refusal(
    () => invalidHash(chatwoot, JANE, 'truncated', { secret: secret as never }),
    'ERR_OPTION_INVALID',
  );
});
