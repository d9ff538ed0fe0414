import { inspect } from 'node:util';
import { ChatTokenError, isChatTokenError, khoros, signChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KEY_ID, refusal, revoked, SECRET } from '../support/support.ts';

describe('ChatTokenError', () => {
  test('is an Error with a name, a code and a hint', () => {
    const error = new ChatTokenError('ERR_OPTION_INVALID', 'message', { hint: 'hint' });
    expect(error).toBeInstanceOf(Error);
    expect(error.stack).toMatch(/^ChatTokenError: message\n/);
    expect(error).toMatchObject({ code: 'ERR_OPTION_INVALID', hint: 'hint' });
  });

  test('can be renamed, like any error', () => {
    const error = new ChatTokenError('ERR_OPTION_INVALID', 'message');
    error.name = 'Renamed';
    error.name = 'Again';
    expect(String(error)).toBe('Again: message');
    expect(Reflect.deleteProperty(error, 'name')).toBe(true);
    expect(String(error)).toBe('ChatTokenError: message');
  });

  test('has no member for a detail that is not given', () => {
    const names = Object.getOwnPropertyNames(new ChatTokenError('ERR_OPTION_INVALID', 'message'));
    expect(names.sort()).toStrictEqual(['code', 'message', 'stack']);
  });
});

describe('isChatTokenError', () => {
  const error = new ChatTokenError('ERR_KEY_UNKNOWN', 'message');
  const copy = Object.assign(new Error('message'), {
    name: 'ChatTokenError',
    code: 'ERR_KEY_UNKNOWN',
  });

  test.each([error, copy])('recognizes the error and its code, also of another copy', (given) => {
    expect(isChatTokenError(given)).toBe(true);
    expect(isChatTokenError(given, 'ERR_KEY_UNKNOWN')).toBe(true);
    expect(isChatTokenError(given, 'ERR_TOKEN_EXPIRED')).toBe(false);
  });

  test('returns false for a value that throws when it is read', () => {
    expect(isChatTokenError(revoked({}))).toBe(false);
  });

  test.each([
    null,
    undefined,
    'ChatTokenError',
    {},
    { name: 'ChatTokenError' },
    { name: 'ChatTokenError', code: 7 },
    Object.assign(new Error('x'), { code: 'ENOENT' }),
    Object.defineProperties(() => {}, {
      name: { value: 'ChatTokenError' },
      code: { value: 'ERR_KEY_UNKNOWN' },
    }),
  ])('returns false for %o', (value) => {
    expect(isChatTokenError(value)).toBe(false);
  });
});

test('an error shows neither the secret nor the user', async () => {
  const user = { userId: 'u-1', 'jane@example.com': 'Jane', givenName: 17, cardNumber: '4111' };
  const error = await refusal(() =>
    signChatToken(khoros, user as object as { userId: string }, { secret: SECRET, keyId: KEY_ID }),
  );
  const shown = inspect(error, { depth: Infinity, showHidden: true });
  const withoutLines = shown.replaceAll(/\(.*:\d+:\d+\)|at .*:\d+:\d+/g, '');
  for (const value of [SECRET, 'u-1', 'jane@example.com', 'Jane', '17', '4111']) {
    expect(error.message + JSON.stringify(error.issues) + withoutLines).not.toContain(value);
  }
});
