/** https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy, as a test. */
import { khoros, signChatToken } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { undocumented } from '../../support/fakes.ts';
import { KEY_ID, NOW, SECRET } from '../../support/support.ts';
import { describeEngine } from '../smooch.ts';

const KEY = { keyId: KEY_ID, secret: SECRET };
const open = () => createFake(khoros, { keys: [KEY], now: NOW });

describe('as the engine', () =>
  describeEngine({
    vendor: khoros,
    idClaim: 'userId',
    scope: 'appUser',
    otherScope: 'user',
    open,
    login: (visitor, id, token) => visitor.login(id, token),
    idOf: ({ userId }) => userId,
  }));

describe('what is not documented', () => {
  test('a userId that differs from the token', async () => {
    const token = await signChatToken(khoros, { userId: 'u_1' }, { ...KEY, now: NOW });
    const login = () => open().visitor().login('u_2', token);
    expect(await undocumented(login)).toContain('another userId');
  });

  test('whether givenName becomes the name', async () => {
    expect(await undocumented(() => open().nameOf('u_1'))).toContain('givenName');
  });
});

test('fetch knows the request of every host', async () => {
  const url = 'https://api.example.com/v2/apps/app/appusers/u_1';
  expect((await open().fetch(url)).status).toBe(401);
});
