/** How a fake reads requests, with the one request that Khoros' fake knows. */
import { khoros, signChatToken } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { expect, test } from 'vitest';
import { KEY_ID, NOW, SECRET } from '../support/support.ts';

const KEY = { keyId: KEY_ID, secret: SECRET };
const token = await signChatToken(khoros, { userId: 'u_1' }, { ...KEY, now: NOW });
const ask = (authorization: string) =>
  createFake(khoros, { keys: [KEY], now: NOW }).fetch(
    'https://api.example.com/v2/apps/app/appusers/u_1?some=query',
    { headers: { authorization } },
  );

test.each(['Bearer ', 'bearer  ', 'BEARER '])('finds the token behind %j', async (scheme) => {
  expect((await ask(`${scheme}${token}`)).status).toBe(200);
});

test.each([
  '',
  'Basic dTpw',
  'Bearer',
  `NotBearer ${token}`,
  'Bearer a token',
])('finds no token in %j', async (authorization) => {
  const response = await ask(authorization);
  expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } });
});

test('a body that is not documented may go unread', async () => {
  const response = await ask(`Bearer ${token}`);
  await expect(response.body?.cancel()).resolves.toBeUndefined();
});
