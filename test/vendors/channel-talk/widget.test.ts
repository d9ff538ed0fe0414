import vm from 'node:vm';
import { channelTalk, signChatLogin } from 'chat-token';
import { createChannelTalkWidget } from 'chat-token/browser';
import { createChannelTalkWidget as createScriptWidget, loginScript } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const OPTIONS = { pluginKey: 'plug1n-key', language: 'ko' };
const secret = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';
const make = (memberId: string) =>
  signChatLogin(channelTalk, { memberId, profile: { name: '</script>' } }, { secret });
const made = await make('lucas');
const other = await make('jane');
const boot = ({ settings }: typeof made) => ['boot', { ...OPTIONS, ...settings }];
const ChannelIO = vi.fn();

beforeEach(() => {
  vi.stubGlobal('ChannelIO', ChannelIO);
  ChannelIO.mockClear();
});
afterEach(() => {
  // The widgets remember the user of the page.
  createChannelTalkWidget(OPTIONS).logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made, widget = createChannelTalkWidget(OPTIONS)) => {
    widget.login({ ...one, nextToken: () => Promise.resolve('') });
    return widget;
  };

  test('boots with the options of the page and the member, and shuts down', () => {
    login().logout?.();
    expect(ChannelIO.mock.calls).toStrictEqual([boot(made), ['shutdown']]);
    expect(boot(made)[1]).toStrictEqual({
      pluginKey: 'plug1n-key',
      language: 'ko',
      memberId: 'lucas',
      profile: { name: '</script>' },
      memberHash: '99427c7bba36a6902c5fd6383f2fb0214d19b81023296b4bd6b9e024836afea2',
    });
  });

  test('shuts down before another user, also of another widget', () => {
    login();
    login(other);
    expect(ChannelIO.mock.calls).toStrictEqual([boot(made), ['shutdown'], boot(other)]);
  });

  test('a log-out is not repeated for the next user', () => {
    login().logout?.();
    login(other);
    expect(ChannelIO.mock.calls).toStrictEqual([boot(made), ['shutdown'], boot(other)]);
  });

  test("is ready once Channel Talk's script can be called", () => {
    const widget = createChannelTalkWidget(OPTIONS);
    expect(widget.isReady()).toBe(true);
    vi.unstubAllGlobals();
    expect(widget.isReady()).toBe(false);
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>, options = OPTIONS) => {
    page['window'] = page;
    const html = loginScript(createScriptWidget(options), made);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
  };

  test('boots with the member', () => {
    run({ ChannelIO });
    expect(ChannelIO.mock.calls).toEqual([boot(made)]);
  });

  test('waits for the script', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    expect(ChannelIO).not.toHaveBeenCalled();
    page['ChannelIO'] = ChannelIO;
    setTimeout.mock.calls[0]?.[0]();
    expect(ChannelIO.mock.calls).toEqual([boot(made)]);
  });

  test('writes the options so that no tag can be in them', () => {
    run({ ChannelIO }, { ...OPTIONS, pluginKey: '</script><script>' });
    expect(ChannelIO.mock.calls[0]?.[1].pluginKey).toBe('</script><script>');
  });
});
