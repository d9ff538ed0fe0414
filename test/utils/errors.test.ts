import { inspect } from 'node:util';
import { ChatTokenError, convrs, isChatTokenError, khoros, signChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import { KEY_ID, refusal, SECRET } from '../support/support.ts';

describe('ChatTokenError', () => {
  test('is an Error with a name, a code and a hint', () => {
    const error = new ChatTokenError('ERR_OPTION_INVALID', 'message', { hint: 'hint' });
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('ChatTokenError: message');
    expect(error.stack).toMatch(/^ChatTokenError: message\n/);
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID', hint: 'hint' });
  });

  test('may be renamed, like any error', () => {
    const error = new ChatTokenError('ERR_OPTION_INVALID', 'message');
    error.name = 'Renamed';
    error.name = 'Again';
    expect(String(error)).toBe('Again: message');
    expect(Reflect.deleteProperty(error, 'name')).toBe(true);
    expect(String(error)).toBe('ChatTokenError: message');
  });

  test('has no member for what it does not say', () => {
    expect(Object.keys(new ChatTokenError('ERR_OPTION_INVALID', 'message'))).toStrictEqual([
      'code',
    ]);
  });

  test('takes nothing from a polluted prototype', () => {
    Object.assign(Object.prototype, { hint: 'x', cause: 'x', issues: [] });
    try {
      const error = new ChatTokenError('ERR_OPTION_INVALID', 'message');
      expect(Object.getOwnPropertyNames(error).sort()).toStrictEqual(['code', 'message', 'stack']);
    } finally {
      for (const name of ['hint', 'cause', 'issues'])
        Reflect.deleteProperty(Object.prototype, name);
    }
  });
});

describe('isChatTokenError', () => {
  const error = new ChatTokenError('ERR_KEY_UNKNOWN', 'message');

  test('knows the error, and its code', () => {
    expect(isChatTokenError(error)).toBe(true);
    expect(isChatTokenError(error, 'ERR_KEY_UNKNOWN')).toBe(true);
    expect(isChatTokenError(error, 'ERR_TOKEN_EXPIRED')).toBe(false);
  });

  test('says no to what cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(isChatTokenError(proxy)).toBe(false);
  });

  test("knows another copy's error", () => {
    const copy = Object.assign(new Error('message'), {
      name: 'ChatTokenError',
      code: 'ERR_KEY_UNKNOWN',
    });
    expect(isChatTokenError(copy, 'ERR_KEY_UNKNOWN')).toBe(true);
  });

  test.each([
    null,
    undefined,
    'ChatTokenError',
    {},
    { name: 'ChatTokenError' },
    { name: 'ChatTokenError', code: 7 },
    new Error('x'),
    Object.assign(new Error('x'), { code: 'ENOENT' }),
    Object.defineProperties(() => {}, {
      name: { value: 'ChatTokenError' },
      code: { value: 'ERR_KEY_UNKNOWN' },
    }),
  ])('says no to %o', (value) => {
    expect(isChatTokenError(value)).toBe(false);
  });
});

describe('what an error shows', () => {
  test('neither the secret nor the user', async () => {
    const user = { userId: 'u-1', [`jane@example.com`]: 'Jane', givenName: 17, cardNumber: '4111' };
    // The types refuse this user: that is what is tested.
    const given = user as unknown as { userId: string };
    const error = await refusal(() =>
      signChatToken(khoros, given, { secret: SECRET, keyId: KEY_ID }),
    );
    const shown = inspect(error, { depth: Infinity, showHidden: true });
    for (const value of [SECRET, 'u-1', 'jane@example.com', 'Jane', '17', '4111']) {
      expect(error.message + JSON.stringify(error.issues)).not.toContain(value);
      expect(shown.replaceAll(/\(.*:\d+:\d+\)|at .*:\d+:\d+/g, '')).not.toContain(value);
    }
    expect(error.issues?.map(({ path }) => path)).toStrictEqual([
      'givenName',
      '["…"]',
      'cardNumber',
    ]);
  });

  test('what is wrong in full where it is one fault, and where the contract stands', async () => {
    const { message, hint } = await refusal(() => khoros.claims({} as never));
    expect(message).toBe('Not valid for Khoros Brand Messenger (Legacy): userId is missing');
    expect(hint).toContain(khoros.docs);
    const whole = await refusal(() => khoros.claims(null as never));
    expect(whole.message).toBe(
      'Not valid for Khoros Brand Messenger (Legacy): must be a plain object, not null',
    );
    const token = await refusal(() => checkClaims(khoros, { scope: 'appUser' }));
    expect(token.message).toBe('Not valid for Khoros Brand Messenger (Legacy): userId is missing');
  });

  test('names of keys, as long as they can be no secret and no number of a person', async () => {
    const keys = ['a'.repeat(23), 'a'.repeat(24), '1234', '12345', 'a b'];
    const userData = Object.fromEntries(keys.map((key) => [key, null]));
    const { issues } = await refusal(() => convrs.claims({ userData } as never));
    expect(new Set(issues?.map(({ path }) => path))).toStrictEqual(
      new Set(['userData["1234"]', 'userData["…"]', `userData.${'a'.repeat(23)}`]),
    );
    expect(issues).toHaveLength(5);
  });

  test('at most 100 faults', async () => {
    const user = {
      userId: 'u',
      ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])),
    };
    const error = await refusal(() => khoros.claims(user));
    expect(error.issues).toHaveLength(100);
    const both = await refusal(() => checkClaims(khoros, user));
    expect(both.issues).toHaveLength(100);
    expect(error.message).toBe(
      'Not valid for Khoros Brand Messenger (Legacy): k0 is not known (and 99 more)',
    );
  });
});
