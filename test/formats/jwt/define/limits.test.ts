/** `maxTokenLength` and `singleUse`: what a vendor accepts, and how often. */

import {
  createChatTokenSigner,
  defineVendor,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { createTokenSource } from 'chat-token/browser';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, faults, NOW, NOW_SECONDS, refusal, SECRET } from '../../../support/support.ts';

const user = v.strictObject({ id: v.string(), notes: v.optional(v.string()) });
const options = { secret: SECRET, now: NOW };

describe('maxTokenLength', () => {
  const MAX = 300;
  const acme = defineVendor({ ...about, user, token: jwt({ maxTokenLength: MAX }) });

  /** The longest notes that fit, and those with one character more. */
  const notes = async (limit: number) => {
    const wide = defineVendor({ ...about, user, token: jwt() });
    for (let length = 1; ; length++) {
      const one = { id: 'u_1', notes: 'n'.repeat(length) };
      const token = await signChatToken(wide, one, options);
      if (token.length > limit) {
        return { fits: { ...one, notes: one.notes.slice(1) }, tooLong: one, token };
      }
    }
  };

  test('a token of that length is signed and verified, and a longer one is rejected', async () => {
    const { fits, tooLong, token } = await notes(MAX);
    const longest = await signChatToken(acme, fits, options);
    expect(longest.length).toBeLessThanOrEqual(MAX);
    await expect(verifyChatToken(acme, longest, options)).resolves.toBeDefined();
    expect(await faults(() => signChatToken(acme, tooLong, options))).toStrictEqual([
      `notes: is the longest claim of a token of ${token.length} characters, and ${MAX} fit`,
    ]);
    await refusal(() => verifyChatToken(acme, token, options), 'ERR_TOKEN_TOO_LARGE');
  });

  test('the error does not contain the value', async () => {
    const long = { id: 'u_1', notes: 'secret plans '.repeat(50) };
    const error = await refusal(() => signChatToken(acme, long, options), 'ERR_CLAIMS_INVALID');
    expect(error.message).toContain('notes is the longest claim');
    expect(error.message).not.toContain('plans');
    // The longest is named, not the first or the last.
    const other = { id: 'u'.repeat(400), notes: 'n' };
    expect(await faults(() => signChatToken(acme, other, options))).toStrictEqual([
      expect.stringMatching(/^id: is the longest/),
    ]);
  });

  test('an option of the caller comes before it, for signing and verifying', async () => {
    const { tooLong, token } = await notes(MAX);
    const wide = { ...options, maxTokenLength: MAX + 10 };
    expect(await signChatToken(acme, tooLong, wide)).toBe(token);
    await expect(verifyChatToken(acme, token, wide)).resolves.toBeDefined();
    const narrow = { ...options, maxTokenLength: 10 };
    await refusal(() => createChatTokenSigner(acme, narrow)({ id: 'u_1' }), 'ERR_CLAIMS_INVALID');
  });

  test('inspecting finds a token that is too long for the vendor', async () => {
    const { token } = await notes(MAX);
    const codes = async (vendor: typeof acme) =>
      (await inspectChatToken(token, { vendor, now: NOW })).findings.map(({ code }) => code);
    expect(await codes(acme)).toStrictEqual(['TOKEN_TOO_LARGE']);
    expect(await codes(defineVendor({ ...about, user, token: jwt() }))).toStrictEqual([]);
  });

  test.each([-1, 1.5, '300', null, Number.NaN])('must not be %o', async (maxTokenLength) => {
    const wrong: object = { maxTokenLength };
    expect((await refusal(() => jwt(wrong), 'ERR_OPTION_INVALID')).message).toContain(
      'maxTokenLength',
    );
  });
});

describe('singleUse', () => {
  const once = defineVendor({
    ...about,
    user,
    token: jwt({ singleUse: true, generatedClaims: { jti: ({ randomId }) => randomId() } }),
    userId: ({ id }) => id,
  });

  test('the login expires, but is not refreshed by time', async () => {
    const { expiresAt, refreshAt } = await signChatLogin(once, { id: 'u_1' }, options);
    expect({ expiresAt, refreshAt }).toStrictEqual({
      expiresAt: NOW_SECONDS + 3600,
      refreshAt: null,
    });
  });

  test('a page gets another token each time, and at the same time too', async () => {
    const handler = createTokenHandler(once, { getUser: () => ({ id: 'u_1' }), secret: SECRET });
    const tokensOf = async (one: typeof handler) => {
      const source = createTokenSource({
        endpoint: 'https://shop.example/api/chat-token',
        fetch: async (url) => one(new Request(url)),
      });
      const logins = await Promise.all([source.getLogin(), source.getLogin()]);
      logins.push(await source.getLogin());
      source.stop();
      return new Set(logins.map((login) => login?.token)).size;
    };
    expect(await tokensOf(handler)).toBe(3);
    // A token that is accepted more than once is kept.
    const often = defineVendor({ ...about, user, token: jwt(), userId: ({ id }) => id });
    const getUser = () => ({ id: 'u_1' });
    expect(await tokensOf(createTokenHandler(often, { getUser, secret: SECRET }))).toBe(1);
  });

  test('verifying does not remember tokens: that is up to the vendor', async () => {
    const token = await signChatToken(once, { id: 'u_1' }, options);
    await verifyChatToken(once, token, options);
    await expect(verifyChatToken(once, token, options)).resolves.toBeDefined();
  });

  test('must be true or false', async () => {
    const wrong: object = { singleUse: 'yes' };
    const { message } = await refusal(() => jwt(wrong), 'ERR_OPTION_INVALID');
    expect(message).toContain('singleUse');
  });
});
