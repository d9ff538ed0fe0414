/** How much is taken at all: more is rejected before anything is done with it. */
import { convrs, deskpro, signChatToken, verifyChatToken } from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { assertExpiresIn } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { faults, forge, NOW, permissive, refusal, SECRET } from '../support/support.ts';

const options = { secret: SECRET, now: NOW };

describe('a user', () => {
  const tooMuch = 'is more than a token of 88064 characters can hold';
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
  const sign = (...texts: string[]) => signChatToken(permissive, { texts }, options);

  test('may have 88,064 characters when it is signed, and works everywhere', async () => {
    const others = `${forge({ alg: 'HS256', typ: 'JWT' }, {}).split('.')[0]}..`.length + 43;
    const empty = '{"texts":[""],"iat":1767225600,"exp":1767229200}'.length;
    const room = Math.floor((88_064 - others) * (3 / 4)) - empty;
    const token = await sign('x'.repeat(room));
    expect(token).toHaveLength(88_064);
    const verdict = verifyChatToken(permissive, token, { ...options, maxTokenLength: 88_064 });
    await expect(verdict).resolves.toBeDefined();
    const scripted = { ...permissive, script: ({ token: text = '' }) => text };
    expect(loginScript(scripted, { token })).toContain(token);
    expect((await inspectChatToken(token, options)).signature).toBe('valid');
    expect(() => assertExpiresIn(token, '1h')).not.toThrow();

    const { issues } = await refusal(() => sign('x'.repeat(room + 1)), 'ERR_CLAIMS_INVALID');
    const message = 'must fit into a token of 88064 characters';
    expect(issues).toStrictEqual([{ path: '', message }]);
  });

  test.each<[string, object]>([
    ['strings', { texts: new Array(100).fill('x'.repeat(2000)) }],
    ['characters of three bytes', { text: '☃'.repeat(60_000) }],
    ['characters that JSON escapes', { text: '\0'.repeat(60_000) }],
  ])('counts %s', async (_, user) => {
    await refusal(() => signChatToken(permissive, user, options), 'ERR_CLAIMS_INVALID');
  });

  test('that is longer is neither written into a page nor inspected', async () => {
    const token = forge({ alg: 'HS256' }, { userId: 'u', name: 'x'.repeat(67_000) });
    await refusal(() => loginScript(convrs, { token }), 'ERR_TOKEN_TOO_LARGE');
    const { findings, claims } = await inspectChatToken(token, options);
    expect([claims, findings[0]?.code]).toStrictEqual([null, 'TOKEN_TOO_LARGE']);
  });
});
