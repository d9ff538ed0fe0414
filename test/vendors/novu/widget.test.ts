import { novu, signChatLogin } from 'chat-token';
import { createNovuWidget } from 'chat-token/browser';
import { expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const loginOf = async (subscriberId: string) => ({
  ...(await signChatLogin(novu, { subscriberId }, { secret: SECRET })),
  nextToken: () => Promise.resolve(''),
});
const first = await loginOf('u_1');
const second = await loginOf('u_2');

test('passes on the id and its hash, in the names of the SDK', async () => {
  const create = vi.fn(() => () => {});
  const widget = createNovuWidget(create);
  expect([widget.vendor, widget.isReady()]).toStrictEqual(['novu', true]);
  await widget.login(first);
  expect(create.mock.calls).toStrictEqual([[{ subscriber: 'u_1', subscriberHash: first.token }]]);
});

test('removes what was created once, to log out', async () => {
  const remove = vi.fn();
  const widget = createNovuWidget(() => Promise.resolve(remove));
  await widget.logout?.();
  await widget.login(first);
  expect(remove).not.toHaveBeenCalled();
  await widget.logout?.();
  await widget.logout?.();
  expect(remove).toHaveBeenCalledTimes(1);
});

test('removes the chat of the last user before it creates the next', async () => {
  const calls: string[] = [];
  const widget = createNovuWidget(({ subscriber }) => {
    calls.push(`create ${subscriber}`);
    return async () => {
      await Promise.resolve();
      calls.push(`remove ${subscriber}`);
    };
  });
  await widget.login(first);
  await widget.login(second);
  expect(calls).toStrictEqual(['create u_1', 'remove u_1', 'create u_2']);
});

test('passes on why nothing was created', async () => {
  const widget = createNovuWidget(() => {
    throw new Error('no inbox');
  });
  await expect(widget.login(first)).rejects.toThrow('no inbox');
});

test('removes a chat that is created only after the log-out, or after the next login', async () => {
  for (const next of ['logout', 'login'] as const) {
    const calls: string[] = [];
    let goOn = () => {};
    const isSlow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const widget = createNovuWidget(async ({ subscriber }) => {
      if (subscriber === 'u_1') await isSlow;
      calls.push(`create ${subscriber}`);
      return () => calls.push(`remove ${subscriber}`);
    });
    const pending = widget.login(first);
    await (next === 'login' ? widget.login(second) : widget.logout?.());
    goOn();
    await pending;
    const before = next === 'login' ? ['create u_2'] : [];
    expect(calls).toStrictEqual([...before, 'create u_1', 'remove u_1']);
    await widget.logout?.();
    expect(calls.slice(before.length + 2)).toStrictEqual(next === 'login' ? ['remove u_2'] : []);
  }
});
