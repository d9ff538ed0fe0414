import { createRequire } from 'node:module';
import {
  type ChatTokenErrorCode,
  isChatTokenError,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { NOW, permissive, readData, refusal, SECRET } from '../../support/support.ts';

interface VerifyCase {
  id: string;
  secretUtf8?: string;
  secretBase64url?: string;
  token: string;
  now: number;
  options: { clockTolerance?: number; maxTokenLength?: number };
  expect: 'accept' | 'reject' | 'either';
  reasonClass: string | null;
  reasonAny?: string[];
  weakSecret?: boolean;
  expectClaims?: object;
}

const CODES: Record<string, ChatTokenErrorCode[]> = {
  signature: ['ERR_SIGNATURE_INVALID'],
  malformed: ['ERR_TOKEN_MALFORMED'],
  alg: ['ERR_ALGORITHM_REJECTED'],
  crit: ['ERR_TOKEN_MALFORMED'],
  secret: ['ERR_SECRET_INVALID'],
  expired: ['ERR_TOKEN_EXPIRED'],
  notYetValid: ['ERR_TOKEN_NOT_YET_VALID'],
  claims: ['ERR_CLAIMS_INVALID'],
  size: ['ERR_TOKEN_TOO_LARGE'],
};

describe('verify.json', () => {
  const cases = readData<VerifyCase[]>('verify.json');

  test.each(cases)('$id', async (given) => {
    const { secretUtf8, secretBase64url = '', token, now, weakSecret = false } = given;
    const text = secretUtf8 ?? Buffer.from(secretBase64url, 'base64url');
    // "secret" and the like are rejected as strings: a CryptoKey is the documented way to use them.
    const secret = weakSecret ? await importKey(Buffer.from(text)) : text;
    const outcome = await verifyChatToken(permissive, token, {
      ...given.options,
      secret,
      now: new Date(now * 1000),
      allowShortSecret: weakSecret,
    }).then(
      ({ claims }) => ({ claims, error: undefined }),
      (error: unknown) => ({ claims: undefined, error }),
    );

    expect({}).not.toHaveProperty('isAdmin');
    if (outcome.error === undefined) {
      expect(given.expect).not.toBe('reject');
      if (given.expectClaims !== undefined)
        expect(outcome.claims).toMatchObject(given.expectClaims);
      return;
    }
    expect(given.expect).not.toBe('accept');
    if (!isChatTokenError(outcome.error)) throw outcome.error;
    const { code, cause } = outcome.error;
    const reasons = given.reasonAny ?? (given.reasonClass === null ? [] : [given.reasonClass]);
    if (given.expect === 'reject')
      expect(reasons.flatMap((reason) => CODES[reason])).toContain(code);
    expect(cause).toBeUndefined();
    const shown = JSON.stringify(outcome.error, Object.getOwnPropertyNames(outcome.error));
    if (token.length > 20) expect(shown).not.toContain(token);
    if (typeof secret === 'string' && secret.length > 8) expect(shown).not.toContain(secret);
  });

  test('has 540 cases', () => {
    expect(cases).toHaveLength(540);
  });
});

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
}

interface ExpressionCase {
  id: string;
  expect: 'accept' | 'refuse' | 'either' | 'reject';
  utf8?: string;
  base64url?: string;
  js?: string;
}

/** The expressions of the data files use `await`, `require` and Node's globals. */
async function evaluate(expression: string): Promise<{ value: unknown }> {
  const AsyncFunction = (async () => {}).constructor;
  const require = createRequire(import.meta.url);
  return Reflect.construct(AsyncFunction, ['require', `return { value: (${expression}) };`])(
    require,
  );
}

describe('secret.json', () => {
  test.each(readData<ExpressionCase[]>('secret.json'))('$id', async (given) => {
    const { utf8, base64url, js } = given;
    const secret =
      js === undefined
        ? (utf8 ?? Buffer.from(base64url ?? '', 'base64url'))
        : (await evaluate(js)).value;
    // The types would not let most of these through; JavaScript does.
    const options = { secret: secret as string, now: NOW };
    const error = await signChatToken(permissive, { id: 1 }, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (given.expect === 'accept') expect(error).toBeUndefined();
    if (error === undefined) return expect(given.expect).not.toBe('refuse');
    if (!isChatTokenError(error, 'ERR_SECRET_INVALID')) throw error;
    expect(error.hint).toBeTruthy();
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error));
    if (typeof secret === 'string' && secret.trim().length > 8)
      expect(shown).not.toContain(secret.trim());
  });
});

describe('input.json', () => {
  test.each(readData<ExpressionCase[]>('input.json'))('$id', async ({ js = '' }) => {
    const { value } = await evaluate(js);
    const verdict = verifyChatToken(permissive, value as string, { secret: SECRET });
    await refusal(() => verdict, 'ERR_TOKEN_MALFORMED');
  });
});
