/** `keys` and the vendor as functions of the request: several tenants or platforms behind one endpoint. */
import {
  chatwoot,
  defineConfiguredVendor,
  defineVendor,
  jwt,
  signChatLogin,
  signChatToken,
  zendesk,
} from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { definition, KEY_ID, NOW, OTHER_SECRET, refusal, SECRET } from '../support/support.ts';
import { ask, key, LISTED, user } from './support.ts';

interface Session {
  readonly id: string;
  readonly tenant: string;
}

/** What the session says, which is all that the functions below look at. */
const a: Session = { id: 'u_1', tenant: 'a' };
const b: Session = { id: 'u_1', tenant: 'b' };

const acme = defineConfiguredVendor(
  { name: 'acme', title: 'Acme', docs: 'https://example.com', config: { widgetId: 'string' } },
  ({ widgetId }: { widgetId: string }) => ({
    user: v.strictObject({ id: v.string() }),
    token: jwt({ fixedClaims: { widget: widgetId } }),
  }),
);

describe('keys', () => {
  const KEYS: Record<string, { keyId: string; secret: string }> = {
    a: { keyId: 'app_a', secret: SECRET },
    b: { keyId: 'app_b', secret: OTHER_SECRET },
  };

  test('get the request and the arguments after it, and sign for the tenant', async () => {
    const keys = vi.fn(async (_request: Request, { tenant }: Session) => {
      const found = KEYS[tenant];
      return found === undefined ? [] : [found];
    });
    const handler = createTokenHandler(zendesk, {
      getUser: (_request, { id }: Session) => ({ external_id: id }),
      keys,
      now: NOW,
    });
    for (const session of [a, b, a]) {
      const request = ask();
      const { token } = await (await handler(request, session)).json();
      const expected = { ...(KEYS[session.tenant] ?? expect.fail()), now: NOW };
      expect(token).toBe(await signChatToken(zendesk, { external_id: session.id }, expected));
      expect(keys).toHaveBeenLastCalledWith(request, session);
    }
    expect(keys).toHaveBeenCalledTimes(3);
  });

  test('for no tenant are an error', async () => {
    const onError = vi.fn();
    const options = { getUser: () => user, keys: () => [], onError };
    const response = await createTokenHandler(zendesk, options)(ask());
    expect([response.status, await response.json()]).toStrictEqual([
      500,
      { error: 'ERR_OPTION_INVALID' },
    ]);
    expect(onError.mock.calls[0]?.[0].message).toContain('keys must be a list');
  });
});

describe('the vendor', () => {
  test('gets the request and the arguments after it, and signs for the tenant', async () => {
    const vendorOf = vi.fn((_request: Request, { tenant }: Session) =>
      acme({ widgetId: `w_${tenant}` }),
    );
    const handler = createTokenHandler(vendorOf, {
      getUser: (_request, { id }: Session) => ({ id }),
      secret: SECRET,
      now: NOW,
    });
    for (const session of [a, b, a]) {
      const request = ask();
      const login = await (await handler(request, session)).json();
      const vendor = acme({ widgetId: `w_${session.tenant}` });
      const expected = await signChatLogin(vendor, { id: 'u_1' }, { secret: SECRET, now: NOW });
      expect(login).toStrictEqual(expected);
      expect(vendorOf).toHaveBeenLastCalledWith(request, session);
    }
    expect(vendorOf).toHaveBeenCalledTimes(3);
  });

  test('may come later, and from other code for each platform', async () => {
    const other = defineVendor({ ...definition, user: v.strictObject({ id: v.string() }) });
    const vendors = [acme({ widgetId: 'w' }), other];
    const handler = createTokenHandler(
      async (request) => vendors[Number(request.headers.get('cookie'))] ?? expect.fail(),
      { getUser: () => ({ id: 'u_1' }), secret: SECRET, now: NOW },
    );
    for (const [index, { name }] of vendors.entries()) {
      const login = await (await handler(ask({ cookie: `${index}` }))).json();
      expect(login.vendor).toBe(name);
    }
  });

  test('is not asked for without a user, or for a rejected request', async () => {
    const vendorOf = vi.fn(() => zendesk);
    const handler = createTokenHandler(vendorOf, { getUser: () => null, ...key });
    const foreign = { origin: LISTED, 'sec-fetch-site': 'cross-site' };
    const statuses = [];
    for (const request of [ask(), ask(foreign), ask({}, 'PUT'), ask({}, 'OPTIONS')]) {
      statuses.push((await handler(request)).status);
    }
    expect(statuses).toStrictEqual([401, 403, 405, 204]);
    expect(vendorOf).not.toHaveBeenCalled();
  });

  test.each<[what: string, code: string, vendor: () => unknown, message: RegExp]>([
    ['throws', 'ERR_INTERNAL', () => JSON.parse(''), /JSON/],
    ['rejects', 'ERR_INTERNAL', async () => JSON.parse(''), /JSON/],
    ['returns nothing', 'ERR_OPTION_INVALID', () => undefined, /vendor object, got undefined$/],
    ['returns a name', 'ERR_OPTION_INVALID', () => 'zendesk', /vendor object, got a string$/],
    ['returns a function', 'ERR_OPTION_INVALID', () => () => zendesk, /got a function$/],
    ['was not called', 'ERR_OPTION_INVALID', () => acme, /^Call acme\({ widgetId }\) first$/],
    ['wants other options', 'ERR_OPTION_INVALID', () => chatwoot, /uses no keyId/],
  ])('that %s is an error: %s', async (_what, code, vendor, message) => {
    const onError = vi.fn();
    const options = { getUser: () => user, keyId: KEY_ID, secret: SECRET, onError };
    const response = await createTokenHandler(vendor as never, options as never)(ask());
    expect([response.status, await response.json()]).toStrictEqual([500, { error: code }]);
    expect(onError.mock.calls[0]?.[0].message).toMatch(message);
  });

  test('that needs configuration and was not called is rejected at once', async () => {
    const options = { getUser: () => ({ id: 'u_1' }), secret: SECRET };
    const { message } = await refusal(
      () => createTokenHandler(acme as never, options as never),
      'ERR_OPTION_INVALID',
    );
    expect(message).toBe('Call acme({ widgetId }) first');
  });

  test('as a function: what needs no vendor is checked at once, the rest for each token', async () => {
    const make = (options: object) =>
      createTokenHandler(() => zendesk, { getUser: () => user, ...key, ...options });
    for (const options of [{ getUser: 7 }, { onError: 7 }, { origins: ['*'] }]) {
      await refusal(() => make(options), 'ERR_OPTION_INVALID');
    }
    for (const [options, code] of [
      [{ secret: `${SECRET}\n` }, 'ERR_SECRET_INVALID'],
      [{ keyId: undefined }, 'ERR_KEY_ID_MISSING'],
      [{ expiresIn: 0 }, 'ERR_OPTION_INVALID'],
      [{ expiresin: 60 }, 'ERR_OPTION_INVALID'],
    ] as const) {
      const response = await make({ ...options, onError() {} })(ask());
      expect(await response.json()).toStrictEqual({ error: code });
    }
  });
});
