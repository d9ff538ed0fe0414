import { createTalkjsWidget } from 'chat-token/browser';
import { describe, expect, test, vi } from 'vitest';

const login = (token: string, userId: string | null = 'u_1') => ({
  settings: { token },
  token,
  userId,
  nextToken: () => Promise.resolve(token),
});

type Create = Parameters<typeof createTalkjsWidget>[0];

describe('in a page', () => {
  test('makes the session for the user, with a function that returns tokens', async () => {
    const create = vi.fn<Create>(() => ({}));
    const widget = createTalkjsWidget(create);
    expect(create).not.toHaveBeenCalled();
    await widget.login(login('t1'));
    const [tokenFetcher, userId] = create.mock.calls[0] ?? [];
    expect(userId).toBe('u_1');
    expect(await tokenFetcher?.()).toBe('t1');
  });

  test('destroys the session once, to log out', async () => {
    const destroy = vi.fn();
    const widget = createTalkjsWidget(() => Promise.resolve({ destroy }));
    await widget.login(login('t1'));
    expect(destroy).not.toHaveBeenCalled();
    widget.logout?.();
    widget.logout?.();
    expect(destroy).toHaveBeenCalledTimes(1);
  });

  test('destroys the session of the last user before it makes the next', async () => {
    const calls: string[] = [];
    const widget = createTalkjsWidget((_, userId) => {
      calls.push(`make ${userId}`);
      return { destroy: () => calls.push(`destroy ${userId}`) };
    });
    await widget.login(login('t1'));
    await widget.login(login('t2', 'u_2'));
    expect(calls).toStrictEqual(['make u_1', 'destroy u_1', 'make u_2']);
  });

  test('destroys a session that is made only after the log-out', async () => {
    const destroy = vi.fn();
    let finish = (): void => {};
    const widget = createTalkjsWidget(
      () => new Promise((resolve) => (finish = () => resolve({ destroy }))),
    );
    const made = widget.login(login('t1'));
    widget.logout?.();
    finish();
    await made;
    expect(destroy).toHaveBeenCalledTimes(1);
  });

  test('a session without destroy is only forgotten', async () => {
    const widget = createTalkjsWidget(() => ({}));
    await widget.login(login('t1'));
    expect(() => widget.logout?.()).not.toThrow();
  });

  test('rejects a login without a user, and passes on why no session was made', async () => {
    const create = vi.fn<Create>(() => {
      throw new Error('no app');
    });
    const widget = createTalkjsWidget(create);
    await expect(widget.login(login('t1', null))).rejects.toThrow('no user id');
    expect(create).not.toHaveBeenCalled();
    await expect(widget.login(login('t1'))).rejects.toThrow('no app');
  });

  test('is always ready: the function waits for the script', () => {
    const widget = createTalkjsWidget(() => ({}));
    expect(widget).toMatchObject({ vendor: 'talkjs', title: 'TalkJS', requestsTokens: true });
    expect(widget.isReady()).toBe(true);
  });
});
