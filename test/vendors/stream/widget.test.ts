import { createStreamWidget } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';

const login = (token: string, userId: string | null = 'u_1') => ({
  settings: { token },
  token,
  userId,
  nextToken: () => Promise.resolve(token),
});

type Connect = (user: { id: string }, tokenProvider: () => Promise<string>) => Promise<void>;

const clientWith = (connectUser: Connect = () => Promise.resolve()) => ({
  connectUser: vi.fn(connectUser),
  disconnectUser: vi.fn(() => Promise.resolve()),
});

describe('in a page', () => {
  test('connects the user with a function that returns tokens', async () => {
    const client = clientWith();
    await createStreamWidget(client).login(login('t1'));
    const [user, tokenProvider] = client.connectUser.mock.calls[0] ?? [];
    expect(user).toStrictEqual({ id: 'u_1' });
    expect(await tokenProvider?.()).toBe('t1');
  });

  test('a client that stays connected gets the tokens of the last login of that user', async () => {
    const client = clientWith();
    const provider = () => client.connectUser.mock.calls[0]?.[1]();
    await createStreamWidget(client).login(login('t1'));
    // The first widget and its session are gone. Stream keeps the first function.
    await createStreamWidget(client).login(login('t2'));
    expect(await provider()).toBe('t2');
    // Stream rejects another user.
    await createStreamWidget(client).login(login('t3', 'u_2'));
    expect(await provider()).toBe('t1');
  });

  test('passes the profile, whose id never replaces that of the login', async () => {
    const client = clientWith();
    await createStreamWidget(client, { name: 'Jane', id: 'u_2' }).login(login('t1'));
    expect(client.connectUser.mock.calls[0]?.[0]).toStrictEqual({ name: 'Jane', id: 'u_1' });
  });

  test('disconnects to log out, and waits for it', async () => {
    const client = clientWith();
    let isDone = false;
    client.disconnectUser.mockImplementation(async () => {
      await Promise.resolve();
      isDone = true;
    });
    await createStreamWidget(client).logout?.();
    expect(isDone).toBe(true);
  });

  test('passes on why the connection failed, and rejects a login without a user', async () => {
    const client = clientWith(() => Promise.reject(new Error('no network')));
    const widget = createStreamWidget(client);
    await expect(widget.login(login('t1'))).rejects.toThrow('no network');
    expect(() => widget.login(login('t1', null))).toThrow('no user id');
    expect(client.connectUser).toHaveBeenCalledTimes(1);
  });

  test('is always ready: the page has made the client', () => {
    const widget = createStreamWidget(clientWith());
    expect(widget).toMatchObject({ vendor: 'stream', title: 'Stream Chat', requestsTokens: true });
    expect(widget.isReady()).toBe(true);
  });
});
