/** The shop's endpoints as its pages see them, with keys that are made for tests. */
import { convrs, zendesk } from 'chat-token';
import type { ChatLogin } from 'chat-token/server';
import { createFake, testKey } from 'chat-token/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import './matchers.ts';
import { createShop } from './shop.ts';

const ORIGIN = 'https://shop.example.com';

let shop: ReturnType<typeof createShop>;
beforeEach(() => {
  shop = createShop({ zendesk: testKey(zendesk), convrs: testKey(convrs) });
});

/** Logs in, and gives the session's cookie as the browser would send it. */
async function logIn(email: string): Promise<string> {
  const body = new URLSearchParams({ email });
  const response = await shop(new Request(`${ORIGIN}/log-in`, { method: 'POST', body }));
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function ask(vendor: 'zendesk' | 'convrs', cookie: string): Promise<Response> {
  return shop(new Request(`${ORIGIN}/chat-token/${vendor}`, { headers: { cookie } }));
}

async function tokenOf(vendor: 'zendesk' | 'convrs', email: string): Promise<string> {
  const response = await ask(vendor, await logIn(email));
  const { token }: ChatLogin = await response.json();
  return token;
}

describe('Zendesk', () => {
  test('knows Jane, whose address is confirmed', async () => {
    const token = await tokenOf('zendesk', 'jane@example.com');
    await expect(token).toBeChatTokenFor(zendesk, {
      external_id: 'customer-1001',
      name: 'Jane Doe',
      email: 'jane@example.com',
      email_verified: true,
    });
  });

  test('is not told the address of John, which is not', async () => {
    const token = await tokenOf('zendesk', 'john@example.com');
    await expect(token).toBeChatTokenFor(zendesk, {
      external_id: expect.stringMatching(/^customer-\d+$/),
      name: 'John Smith',
    });
  });

  test('gets tokens that live for a quarter of an hour', async () => {
    expect(await tokenOf('zendesk', 'jane@example.com')).toExpireIn('15m');
  });
});

describe('Convrs', () => {
  test('shows the agent since when Jane is a customer, and her balance', async () => {
    const token = await tokenOf('convrs', 'jane@example.com');
    await expect(token).toBeChatTokenFor(
      convrs,
      expect.objectContaining({
        userId: 'customer-1001',
        agentData: [
          { label: 'Customer since', value: '2024-03-15', type: 'date' },
          { label: 'Balance', value: 125.5, type: 'currency', currency: 'EUR' },
        ],
      }),
    );
  });

  test('gets tokens that live for an hour', async () => {
    expect(await tokenOf('convrs', 'jane@example.com')).toExpireIn('1h');
  });

  test('is given no token of Zendesk', async () => {
    const token = await tokenOf('zendesk', 'jane@example.com');
    await expect(token).not.toBeChatTokenFor(convrs);
  });
});

describe('sessions', () => {
  test('two customers at once get each their own token', async () => {
    const cookies = await Promise.all(['jane@example.com', 'john@example.com'].map(logIn));
    const answers = await Promise.all(
      cookies.map(async (cookie) => (await ask('zendesk', cookie)).json()),
    );
    expect(answers.map(({ userId }) => userId)).toEqual(['customer-1001', 'customer-1002']);
  });

  test('nobody is logged in: no token', async () => {
    expect((await ask('zendesk', '')).status).toBe(401);
    expect((await ask('convrs', 'session=made-up')).status).toBe(401);
  });

  test('logged out: no token any more', async () => {
    const cookie = await logIn('jane@example.com');
    await shop(new Request(`${ORIGIN}/log-out`, { method: 'POST', headers: { cookie } }));
    expect((await ask('zendesk', cookie)).status).toBe(401);
  });

  test('an address that nobody has logs nobody in', async () => {
    expect(await logIn('eve@example.com')).toBe('');
  });
});

describe('what the vendors make of it', () => {
  test('Zendesk goes on with a conversation that Jane began before she logged in', async () => {
    const fake = createFake(zendesk, { keys: [testKey(zendesk)] });
    const visitor = fake.visitor();
    visitor.say('Where is my parcel?');
    await visitor.login(await tokenOf('zendesk', 'jane@example.com'));
    expect(fake.users).toMatchObject([{ external_id: 'customer-1001', name: 'Jane Doe' }]);
  });

  test('Convrs knows Jane again once her cookies are gone', async () => {
    const fake = createFake(convrs, { keys: [testKey(convrs)] });
    for (const visitor of [fake.visitor(), fake.visitor()]) {
      await visitor.connect(await tokenOf('convrs', 'jane@example.com'));
    }
    expect(fake.users).toHaveLength(1);
  });
});
