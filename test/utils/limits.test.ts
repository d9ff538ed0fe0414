/** How much is taken at all: what is longer is refused before anything is done with it. */
import { convrs, deskpro, signChatToken, verifyChatToken } from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { assertExpiresIn } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { faults, forge, NOW, permissive, refusal, SECRET } from '../support/support.ts';

const options = { secret: SECRET, now: NOW };

describe('a text', () => {
  const message = 'is more than a token of 88064 characters can hold';

  test.each(['name', 'userId'])('%s: of 66,048 characters, and no more', async (name) => {
    const of = (length: number) => ({ [name]: 'x'.repeat(length) });
    expect(() => convrs.claims(of(66_048))).not.toThrow();
    expect(await faults(() => convrs.claims(of(66_049)))).toStrictEqual([`${name}: ${message}`]);
  });

  test('that takes all that may be read leaves nothing for another', async () => {
    const user = { email: 'x'.repeat(66_048), name: 'x', phone: '1' };
    expect(await faults(() => convrs.claims(user))).toStrictEqual([`name: ${message}`]);
  });

  test('among user data as well', async () => {
    // Each member costs eight characters beside those of its key and its text.
    const of = (length: number) => ({ userData: { key: 'x'.repeat(length) } });
    expect(() => convrs.claims(of(66_037))).not.toThrow();
    expect(await faults(() => convrs.claims(of(66_038)))).toStrictEqual([
      `userData.key: ${message}`,
    ]);
  });
});

describe('a token that is signed', () => {
  /** A user whose token has about so many characters more than there are in its texts. */
  const sign = (...texts: string[]) => signChatToken(permissive, { texts }, options);
  const hint = /Leave out what the chat does not need/;

  test('may have 88,064 characters, and is taken wherever it is handed over', async () => {
    const others = `${forge({ alg: 'HS256', typ: 'JWT' }, {}).split('.')[0]}..`.length + 43;
    const room =
      Math.floor((88_064 - others) * (3 / 4)) -
      '{"texts":[""],"iat":1767225600,"exp":1767229200}'.length;
    const token = await sign('x'.repeat(room));
    expect(token).toHaveLength(88_064);
    await expect(
      verifyChatToken(permissive, token, { ...options, maxTokenLength: 200_000 }),
    ).resolves.toBeDefined();
    expect(
      loginScript({ ...permissive, script: ({ token: text = '' }) => text }, { token }),
    ).toContain(token);
    expect((await inspectChatToken(token, options)).signature).toBe('valid');
    expect(() => assertExpiresIn(token, '1h')).not.toThrow();

    const error = await refusal(() => sign('x'.repeat(room + 1)), 'ERR_CLAIMS_INVALID');
    expect(error.hint).toMatch(hint);
    expect(error.issues).toStrictEqual([
      { path: '', message: 'must fit into a token of 88064 characters' },
    ]);
  });

  test.each<[string, object]>([
    ['texts', { texts: new Array(100).fill('x'.repeat(2000)) }],
    [
      'keys',
      {
        data: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i + 'k'.repeat(2000), i])),
      },
    ],
    ['characters that take three bytes', { text: '☃'.repeat(60_000) }],
    ['characters that JSON escapes', { text: '\0'.repeat(60_000) }],
  ])('counts %s', async (_, user) => {
    await refusal(() => signChatToken(permissive, user, options), 'ERR_CLAIMS_INVALID');
  });
});

test('a longer token is not written into a page, nor inspected', async () => {
  const token = forge({ alg: 'HS256' }, { userId: 'u', name: 'x'.repeat(67_000) });
  expect(token.length).toBeGreaterThan(88_064);
  await refusal(() => loginScript(convrs, { token }), 'ERR_TOKEN_TOO_LARGE');
  const { findings, claims } = await inspectChatToken(token, options);
  expect([claims, findings[0]?.code]).toStrictEqual([null, 'TOKEN_TOO_LARGE']);
});

describe('the host of a link', () => {
  const link = (value: string) =>
    convrs.claims({ userId: 'u', agentData: [{ label: 'x', type: 'link', value }] });

  test('of 253 characters, and no more', async () => {
    const message = 'agentData[0].value: must be an absolute http(s) address';
    const host = `${'a.'.repeat(125)}com`;
    expect(host).toHaveLength(253);
    for (const end of ['', '/', '/a/b?c', '?c', '#d']) {
      expect(() => link(`https://${host}${end}`)).not.toThrow();
      expect(await faults(() => link(`https://a${host}${end}`))).toStrictEqual([message]);
    }
    expect(() => link(`https://a.example/${'a'.repeat(2000)}`)).not.toThrow();
  });
});

describe('what is too much in all, however short each part of it', () => {
  const message = 'is more than a token of 88064 characters can hold';
  const long = 'x'.repeat(60_000);

  test('texts', async () => {
    const agentData = new Array(2).fill({ label: 'x', value: long });
    const wrong = () => convrs.claims({ userId: 'u', agentData });
    expect(await faults(wrong)).toStrictEqual([`agentData[1].value: ${message}`]);
  });

  test('identifiers', async () => {
    const wrong = () => convrs.claims({ userId: long, agentData: [{ label: 'x', value: long }] });
    expect(await faults(wrong)).toStrictEqual([`agentData[0].value: ${message}`]);
    const groups = () => deskpro.claims({ usergroup_ids: [long, long] });
    expect(await faults(groups)).toStrictEqual([`usergroup_ids[1]: ${message}`]);
  });

  test('items', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`f${index}`, new Array(5000).fill('')]),
    );
    expect((await faults(() => deskpro.claims({ fields })))[0]).toBe(`fields.f1: ${message}`);
  });

  test('members', async () => {
    const userData = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]),
    );
    const wrong = () => convrs.claims({ userId: long, name: 'x'.repeat(25_000), userData });
    expect(await faults(wrong)).toStrictEqual([`name: ${message}`]);
  });
});
