/** How much input is accepted. More is rejected before anything else is done with it. */
import { convrs, deskpro, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { convrsWidget, loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { assertExpiresIn } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { faults, forge, NOW, permissive, refusal, SECRET } from '../support/support.ts';

describe('a user', () => {
  const tooMuch = 'is more than 66048 characters in all';
  const x = (length: number) => 'x'.repeat(length);
  const many = <T>(count: number, make: (index: number) => T) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, make(index)]));

  // A key costs its characters, an item or a member of a record eight more.
  test.each<[what: string, largest: object, tooLarge: object, path: string]>([
    ['a string', { name: x(66_048) }, { name: x(66_049) }, 'name'],
    ['an identifier', { userId: x(66_048) }, { userId: x(66_049) }, 'userId'],
    [
      'user data',
      { userData: { key: x(66_037) } },
      { userData: { key: x(66_038) } },
      'userData.key',
    ],
    ['keys', { userData: many(5000, () => 1) }, { userData: many(6000, () => 1) }, 'userData'],
    ['all strings', { email: x(66_048) }, { email: x(66_048), name: 'x', phone: '1' }, 'name'],
    [
      'strings in a list',
      { agentData: [{ label: 'x', value: x(60_000) }] },
      { agentData: new Array(2).fill({ label: 'x', value: x(60_000) }) },
      'agentData[1].value',
    ],
    [
      'a record',
      { userId: x(10_000), userData: many(1000, () => 1) },
      { userId: x(60_000), name: x(25_000), userData: many(5000, () => 1) },
      'name',
    ],
  ])('may have 66,048 characters in all: %s', async (_what, largest, tooLarge, path) => {
    expect(convrs.claims(largest)).toStrictEqual(largest);
    expect(await faults(() => convrs.claims(tooLarge))).toStrictEqual([`${path}: ${tooMuch}`]);
  });

  test('counts identifiers in lists, and items', async () => {
    const groups = () => deskpro.claims({ usergroup_ids: [x(60_000), x(60_000)] });
    expect(await faults(groups)).toStrictEqual([`usergroup_ids[1]: ${tooMuch}`]);
    const fields = many(20, () => new Array(5000).fill(''));
    expect((await faults(() => deskpro.claims({ fields })))[0]).toBe(`fields.k1: ${tooMuch}`);
  });

  test('may have links whose host has 253 characters, and no more', async () => {
    const link = (value: string) =>
      convrs.claims({ agentData: [{ label: 'x', type: 'link', value }] });
    const host = `${'a.'.repeat(125)}com`;
    for (const end of ['', '/', '/a/b?c', '?c', '#d', `/${'a'.repeat(2000)}`]) {
      expect(() => link(`https://${host}${end}`)).not.toThrow();
      expect(await faults(() => link(`https://a${host}${end}`))).toHaveLength(1);
    }
  });
});

describe('a token', () => {
  const options = { secret: SECRET, now: NOW };
  const overhead = `${forge({ alg: 'HS256', typ: 'JWT' }, {}).split('.')[0]}..`.length + 43;
  const empty = '{"userId":"u","name":"","iat":1767225600,"exp":1767229200}'.length;
  const longestName = (length: number) => Math.floor((length - overhead) * (3 / 4)) - empty;
  const userOf = (nameLength: number) => ({ userId: 'u', name: 'x'.repeat(nameLength) });
  const longest = userOf(longestName(16_384));
  const tooLong = userOf(longestName(16_384) + 1);
  const raised = { ...options, maxTokenLength: 20_000 };

  test('of up to 16,384 characters is signed, and works everywhere', async () => {
    const token = await signChatToken(convrs, longest, options);
    expect(token.length).toBeGreaterThan(16_384 - 4);
    expect(token.length).toBeLessThanOrEqual(16_384);
    expect((await verifyChatToken(convrs, token, options)).claims).toMatchObject(longest);
    expect((await inspectChatToken(token, options)).signature).toBe('valid');
    const login = await signChatLogin(convrs, longest, options);
    expect(loginScript(convrsWidget, login)).toContain(token);
    expect(() => assertExpiresIn(token, '1h')).not.toThrow();
    const handler = createTokenHandler(convrs, { ...options, getUser: () => longest });
    expect((await handler(new Request('https://www.example.com/'))).status).toBe(200);
  });

  test('that is longer is neither signed, verified nor inspected', async () => {
    const sign = () => signChatToken(convrs, tooLong, options);
    const { issues } = await refusal(sign, 'ERR_CLAIMS_INVALID');
    expect(issues).toMatchObject([{ path: 'name', message: expect.stringContaining('16384') }]);
    const token = await signChatToken(convrs, tooLong, raised);
    expect(token.length).toBeGreaterThan(16_384);
    await refusal(() => verifyChatToken(convrs, token, options), 'ERR_TOKEN_TOO_LARGE');
    await refusal(() => signChatLogin(convrs, tooLong, options), 'ERR_CLAIMS_INVALID');
    const { findings, claims } = await inspectChatToken(token, options);
    expect([claims, findings[0]?.code]).toStrictEqual([null, 'TOKEN_TOO_LARGE']);
    const getUser = () => tooLong;
    const handler = createTokenHandler(convrs, { ...options, getUser, onError: () => {} });
    const response = await handler(new Request('https://www.example.com/'));
    expect([response.status, await response.json()]).toStrictEqual([
      500,
      { error: 'ERR_CLAIMS_INVALID' },
    ]);
  });

  test('may be longer with maxTokenLength, for signing and for verifying', async () => {
    const token = await signChatToken(convrs, tooLong, raised);
    const { claims } = await verifyChatToken(convrs, token, raised);
    expect(claims).toMatchObject(tooLong);
    const exact = { ...options, maxTokenLength: token.length };
    expect(await signChatToken(convrs, tooLong, exact)).toBe(token);
    await expect(verifyChatToken(convrs, token, exact)).resolves.toBeDefined();
    const shorter = { ...options, maxTokenLength: token.length - 1 };
    await refusal(() => signChatToken(convrs, tooLong, shorter), 'ERR_CLAIMS_INVALID');
    await refusal(() => verifyChatToken(convrs, token, shorter), 'ERR_TOKEN_TOO_LARGE');
    const handler = createTokenHandler(convrs, { ...raised, getUser: () => tooLong });
    expect((await handler(new Request('https://www.example.com/'))).status).toBe(200);
  });

  test.each<[string, object]>([
    ['strings', { texts: new Array(100).fill('x'.repeat(200)) }],
    ['characters of three bytes', { text: '☃'.repeat(10_000) }],
    ['characters that JSON escapes', { text: '\0'.repeat(10_000) }],
  ])('counts %s', async (_, user) => {
    await refusal(() => signChatToken(permissive, user, options), 'ERR_CLAIMS_INVALID');
  });
});
