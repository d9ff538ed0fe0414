import { createGoogleCcaiWidget } from 'chat-token/browser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const login = (token: string, userId: string | null = 'u_1') => ({
  settings: { token },
  token,
  userId,
  nextToken: () => Promise.resolve(token),
});

beforeEach(() => {
  vi.stubGlobal('UJET', class {});
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  test('makes one instance, whose function resolves to an object with the token', async () => {
    const create = vi.fn<Parameters<typeof createGoogleCcaiWidget>[0]>();
    const widget = createGoogleCcaiWidget(create);
    expect(create).not.toHaveBeenCalled();
    await widget.login(login('t1'));
    const authenticate = create.mock.calls[0]?.[0];
    expect(await authenticate?.()).toStrictEqual({ token: 't1' });
    await widget.login(login('t2'));
    expect(create).toHaveBeenCalledTimes(1);
    expect(await authenticate?.()).toStrictEqual({ token: 't2' });
  });

  test('asks for a token each time', async () => {
    const create = vi.fn<Parameters<typeof createGoogleCcaiWidget>[0]>();
    const nextToken = vi.fn(() => Promise.resolve('t1'));
    await createGoogleCcaiWidget(create).login({ ...login('t1'), nextToken });
    const authenticate = create.mock.calls[0]?.[0];
    await authenticate?.();
    await authenticate?.();
    expect(nextToken).toHaveBeenCalledTimes(2);
  });

  test('rejects another user, and keeps the tokens of the first', async () => {
    const create = vi.fn<Parameters<typeof createGoogleCcaiWidget>[0]>();
    const widget = createGoogleCcaiWidget(create);
    await widget.login(login('t1'));
    expect(() => widget.login(login('t2', 'u_2'))).toThrow('Reload the page');
    expect(() => widget.login(login('t3', null))).toThrow('Reload the page');
    expect(await create.mock.calls[0]?.[0]()).toStrictEqual({ token: 't1' });
  });

  test('tries again after a failure', async () => {
    const create = vi
      .fn<() => Promise<void>>()
      .mockRejectedValueOnce(new Error('no element'))
      .mockResolvedValueOnce();
    const widget = createGoogleCcaiWidget(create);
    await expect(widget.login(login('t1'))).rejects.toThrow('no element');
    await widget.login(login('t1'));
    expect(create).toHaveBeenCalledTimes(2);
  });

  test('is ready once UJET can be called, and has no log-out', () => {
    const widget = createGoogleCcaiWidget(() => {});
    expect(widget).toMatchObject({ vendor: 'google-ccai', requestsTokens: true });
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
    expect(widget.logout).toBeUndefined();
  });
});
