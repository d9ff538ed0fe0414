/** The endpoint for vendors with an identity hash: it answers the login, for a user of the session alone. */
import { verifyChatToken } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { assertChatLoginFor, testKey } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { NOW, NOW_SECONDS } from '../support/support.ts';
import { fieldsOf, VENDORS } from '../support/vendors.ts';

const HASHES = VENDORS.filter(({ vendor }) => vendor.token.kind === 'hmac').map(
  ({ vendor, example }) => ({ name: vendor.name, vendor, example }),
);
const request = () => new Request('https://www.example.com/api/chat-token');

describe.each(HASHES)('$name', ({ vendor, example: { full } }) => {
  const options = { ...testKey(vendor), now: NOW };

  test('answers the login of the user, which no cache may keep', async () => {
    const handler = createTokenHandler(vendor, { ...options, getUser: () => full.user });
    const response = await handler(request());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('no-store');
    const login = await response.json();
    await assertChatLoginFor(vendor, login, full.claims);
    const sent = { ...options, user: fieldsOf(login) };
    expect((await verifyChatToken(vendor, login.token, sent)).claims).toMatchObject(full.claims);
    const { max = 0 } = vendor.token.expiry ?? {};
    const ends = max > 0 ? NOW_SECONDS + max : null;
    const refresh = max > 0 ? NOW_SECONDS + 0.75 * max : null;
    expect([login.expiresAt, login.refreshAt]).toStrictEqual([ends, refresh]);
  });

  test('answers 401 without a user, and keys may depend on the request', async () => {
    const keys = (asked: Request) => [
      { secret: asked.headers.get('x-tenant') === 'b' ? testKey(vendor).secret : 'x' },
    ];
    const handler = createTokenHandler(vendor, { keys, getUser: () => full.user });
    const ofTenant = new Request(request(), { headers: { 'x-tenant': 'b' } });
    await assertChatLoginFor(vendor, await (await handler(ofTenant)).json());
    const nobody = createTokenHandler(vendor, { ...options, getUser: () => null });
    expect((await nobody(request())).status).toBe(401);
  });
});
