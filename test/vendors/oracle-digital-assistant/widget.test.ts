import { connectChat, createOracleDigitalAssistantWidget } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';
import { MINUTE, pass, serverNow, soon, usePage } from '../../page/support.ts';

type Create = (generateToken: () => Promise<string>) => unknown;

const login = (token: string, userId: string | null = 'u_1') => ({
  settings: { token },
  token,
  userId,
  nextToken: () => Promise.resolve(token),
});

describe('in a page', () => {
  test('makes one instance, whose function resolves to the token itself', async () => {
    const create = vi.fn<Create>();
    const widget = createOracleDigitalAssistantWidget(create);
    expect(create).not.toHaveBeenCalled();
    await widget.login(login('t1'));
    const generateToken = create.mock.calls[0]?.[0];
    expect(await generateToken?.()).toBe('t1');
    await widget.login(login('t2'));
    expect(create).toHaveBeenCalledTimes(1);
    expect(await generateToken?.()).toBe('t2');
  });

  test('rejects another user, and keeps the tokens of the first', async () => {
    const create = vi.fn<Create>();
    const widget = createOracleDigitalAssistantWidget(create);
    await widget.login(login('t1'));
    expect(() => widget.login(login('t2', 'u_2'))).toThrow('Reload the page');
    expect(() => widget.login(login('t3', null))).toThrow('Reload the page');
    expect(await create.mock.calls[0]?.[0]()).toBe('t1');
  });

  test('waits for the instance, and tries again after a failure', async () => {
    const create = vi
      .fn<Create>()
      .mockRejectedValueOnce(new Error('not loaded'))
      .mockResolvedValueOnce({});
    const widget = createOracleDigitalAssistantWidget(create);
    await expect(widget.login(login('t1'))).rejects.toThrow('not loaded');
    await widget.login(login('t1'));
    await widget.login(login('t1'));
    expect(create).toHaveBeenCalledTimes(2);
  });

  test('is ready at once, and has no log-out', () => {
    const widget = createOracleDigitalAssistantWidget(() => {});
    expect(widget).toMatchObject({ vendor: 'oracle-digital-assistant', requestsTokens: true });
    expect(widget.isReady()).toBe(true);
    expect(widget.logout).toBeUndefined();
  });
});

describe('with connectChat', () => {
  usePage();

  test('the SDK gets a fresh token each time, and none after the log-out', async () => {
    const create = vi.fn<Create>();
    let count = 0;
    const fetch = async () => {
      count += 1;
      const now = serverNow();
      return Response.json({
        vendor: 'oracle-digital-assistant',
        token: `t${count}`,
        settings: { token: `t${count}` },
        userId: 'u_1',
        expiresAt: now + 3600,
        refreshAt: now + 2700,
      });
    };
    const widget = createOracleDigitalAssistantWidget(create);
    const session = connectChat(widget, { endpoint: '/chat', fetch });
    await session.ready;
    await pass(0);
    const generateToken = create.mock.calls[0]?.[0];
    expect(await soon(generateToken?.())).toBe('t1');
    await pass(MINUTE);
    expect(await soon(generateToken?.())).toBe('t2');
    await session.logout();
    const given = vi.fn();
    void generateToken?.().then(given);
    await pass(10 * MINUTE);
    expect(given).not.toHaveBeenCalled();
    expect(create).toHaveBeenCalledTimes(1);
    expect(count).toBe(2);
  });
});
