/** The script element for pages made on the server: read by an HTML parser, and run. */
import vm from 'node:vm';
import { convrs, deskpro, khoros, signChatToken, zendesk } from 'chat-token';
import * as browser from 'chat-token/browser';
import {
  type ChatWidget,
  convrsWidget,
  deskproWidget,
  khorosWidget,
  type LoginScriptOptions,
  loginScript,
  scriptLiteral,
  zendeskWidget,
} from 'chat-token/html';
import { parse } from 'parse5';
import { describe, expect, type Mock, test, vi } from 'vitest';
import { forge, KEY_ID, NOW, polluted, readData, refusal, SECRET } from './support/support.ts';

const key = { secret: SECRET, now: NOW };
const named = { ...key, keyId: KEY_ID };
const ENDPOINT = '/api/chat-token';
const withoutId = await signChatToken(convrs, { name: 'Jane' }, key);

const TOKENS = {
  khoros: await signChatToken(khoros, { userId: 'u_1' }, named),
  convrs: await signChatToken(convrs, { userId: 'u_1' }, key),
  zendesk: await signChatToken(zendesk, { external_id: 'u_1' }, named),
  deskpro: await signChatToken(deskpro, { deskpro_id: '42' }, key),
};

/** A widget of your own that accepts any token. */
const own = {
  title: 'Own Chat',
  isReady: () => true,
  userId: ({ id = null }) => id,
  login: () => undefined,
  script: ({ token = '', endpoint = '', userId = '' }) =>
    `seen = [${[token, endpoint, userId].map(scriptLiteral).join()}];`,
} satisfies ChatWidget;

interface Element {
  readonly tagName: string;
  readonly attrs: { name: string; value: string }[];
  readonly childNodes: { nodeName: string; value?: string }[];
}

/** Every element of a page that holds this HTML, as a browser's parser finds them. */
function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: object) => {
    if ('tagName' in node) found.push(node as Element);
    if ('content' in node && node.content) visit(node.content);
    for (const child of 'childNodes' in node ? (node.childNodes as object[]) : []) visit(child);
  };
  visit(parse(`<!doctype html><html><head></head><body>${html}<p>after</p></body></html>`));
  return found;
}

/** The code of the one script in the HTML; anything else in it fails. */
function codeOf(html: string): string {
  const [script, ...others] = elementsOf(html).filter(
    ({ tagName }) => !['html', 'head', 'body', 'p'].includes(tagName),
  );
  expect(others).toStrictEqual([]);
  expect(script?.tagName).toBe('script');
  expect(script?.attrs.filter(({ name }) => name !== 'nonce')).toStrictEqual([]);
  const code = script?.childNodes.map(({ value }) => value).join('') ?? '';
  expect(html.endsWith(`>${code}</script>`)).toBe(true);
  return code;
}

/** Runs the code as a page's script, with these globals, and gives the page. */
function run(html: string, globals: object = {}): Record<string, unknown> {
  const page: Record<string, unknown> = { console, ...globals };
  page['window'] = page;
  vm.runInNewContext(codeOf(html), page);
  return page;
}

/** An endpoint that gives one token after the other, and the page's side of it. */
function endpointOf(...answers: object[]) {
  const fetch = vi.fn(async (_url: string, _init: object) => {
    const body = answers.shift();
    return { ok: body !== undefined, json: async () => body };
  });
  const dispatchEvent = vi.fn((event: Event) => event.type);
  return { fetch, dispatchEvent, Event };
}

/** The callbacks that a script passes to Zendesk's widget. */
function callbacksOf(zE: Mock) {
  const [product, command, jwtCallback, loginCallback] = zE.mock.calls[0] ?? [];
  expect([product, command]).toStrictEqual(['messenger', 'loginUser']);
  return { ask: () => new Promise((resolve) => jwtCallback(resolve)), jwtCallback, loginCallback };
}

describe('the script of a token', () => {
  test('Convrs: sets ConvrsUser, as documented', () => {
    const html = loginScript(convrsWidget, { token: TOKENS.convrs });
    expect(html).toBe(`<script>var ConvrsUser = "${TOKENS.convrs}";</script>`);
    expect(run(html)['ConvrsUser']).toBe(TOKENS.convrs);
  });

  test('Deskpro: adds to the options of the page', () => {
    const html = loginScript(deskproWidget, { token: TOKENS.deskpro });
    const options = { showLauncherButton: true, signedUserInfo: 'old' };
    expect(run(html, { DpMessengerOptions: options })['DpMessengerOptions']).toEqual({
      showLauncherButton: true,
      signedUserInfo: TOKENS.deskpro,
    });
    expect(run(html)['DpMessengerOptions']).toEqual({ signedUserInfo: TOKENS.deskpro });
  });

  test.each([undefined, 'u_1'])('Khoros: logs in the user of the token, userId %s', (userId) => {
    const login = vi.fn();
    const html = loginScript(khorosWidget, { token: TOKENS.khoros, userId });
    run(html, { Brandmessenger: { login } });
    expect(login.mock.calls).toEqual([['u_1', TOKENS.khoros]]);
  });

  test.each([
    ['Brandmessenger', loginScript(khorosWidget, { token: TOKENS.khoros })],
    ['zE', loginScript(zendeskWidget, { endpoint: ENDPOINT })],
  ])('waits until the page has %s', (name, html) => {
    const waits: [wait: () => void, milliseconds: number][] = [];
    const page = run(html, { setTimeout: (...wait: (typeof waits)[0]) => waits.push(wait) });
    waits.shift()?.[0]();
    expect(waits).toEqual([[expect.any(Function), 100]]);
    const call = vi.fn();
    page[name] = Object.assign(call, { login: call });
    waits.shift()?.[0]();
    expect(call).toHaveBeenCalledTimes(1);
    expect(waits).toStrictEqual([]);
  });

  test('Zendesk alone needs an endpoint', async () => {
    const { message, hint } = await refusal(
      () => loginScript(zendeskWidget, { token: TOKENS.zendesk }),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('endpoint');
    expect(hint).toContain('{ endpoint }');
  });
});

describe('the script of an endpoint', () => {
  const ASKED = [ENDPOINT, { credentials: 'include', cache: 'no-store', redirect: 'error' }];
  const told = (page: ReturnType<typeof endpointOf>) =>
    vi.waitFor(() => expect(page.dispatchEvent).toHaveReturnedWith('chat-token'));

  test('Convrs and Deskpro: set the global, and then tell the page', async () => {
    const page = endpointOf({ token: 't', userId: 'u_1' });
    const context = run(loginScript(convrsWidget, { endpoint: ENDPOINT }), page);
    await told(page);
    expect(context['ConvrsUser']).toBe('t');
    expect(page.fetch.mock.calls).toEqual([ASKED]);

    const other = endpointOf({ token: 't', userId: '42' });
    const options = { DpMessengerOptions: { showLauncherButton: true } };
    const second = run(loginScript(deskproWidget, { endpoint: ENDPOINT }), {
      ...other,
      ...options,
    });
    await told(other);
    const expected = { showLauncherButton: true, signedUserInfo: 't' };
    expect(second['DpMessengerOptions']).toEqual(expected);
  });

  test('Khoros: logs in the user of the answer', async () => {
    const login = vi.fn();
    const page = endpointOf({ token: 't', userId: 'u_2' });
    run(loginScript(khorosWidget, { endpoint: ENDPOINT }), { ...page, Brandmessenger: { login } });
    await vi.waitFor(() => expect(login.mock.calls).toEqual([['u_2', 't']]));
  });

  const both = { endpoint: ENDPOINT, token: TOKENS.zendesk };

  test.each<[string, LoginScriptOptions, string[]]>([
    ['an endpoint', { endpoint: ENDPOINT }, ['a', 'b']],
    ['a token and an endpoint', both, ['a', 'b']],
    ['a token and the endpoint of another user', both, []],
  ])('Zendesk with %s: a new token each time, of one user', async (_name, options, tokens) => {
    const answers = tokens.map((token) => ({ token, userId: 'u_1' }));
    const page = endpointOf(...answers, { token: 'evil', userId: 'u_2' });
    const zE = vi.fn();
    run(loginScript(zendeskWidget, options), { ...page, zE });
    const { ask, jwtCallback } = callbacksOf(zE);
    if (options.token !== undefined) expect(await ask()).toBe(options.token);
    expect(page.fetch).not.toHaveBeenCalled();
    for (const token of tokens) expect(await ask()).toBe(token);
    expect(page.fetch.mock.calls).toEqual(tokens.map(() => ASKED));
    const callback = vi.fn();
    jwtCallback(callback);
    await vi.waitFor(() => expect(zE.mock.calls[1]).toEqual(['messenger', 'logoutUser']));
    expect(callback).not.toHaveBeenCalled();
  });

  test('Zendesk: warns of a failed log-in only', () => {
    const [warn, zE] = [vi.fn(), vi.fn()];
    run(loginScript(zendeskWidget, { endpoint: ENDPOINT }), { zE, console: { warn } });
    const { loginCallback } = callbacksOf(zE);
    loginCallback(null);
    expect(warn).not.toHaveBeenCalled();
    loginCallback({ type: 'LoginFailedError' });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test.each<[string, () => Promise<object>]>([
    ['no user', async () => ({ ok: false })],
    ['no token', async () => ({ ok: true, json: async () => ({ error: 'ERR_INTERNAL' }) })],
    ['a 500 with a token', async () => ({ ok: false, json: async () => ({ token: 't' }) })],
    ['no JSON', async () => ({ ok: true, json: () => JSON.parse('<') })],
    ['no network', async () => Promise.reject(new TypeError('failed'))],
  ])('%s: no log-in, and the page is told', async (_name, fetch) => {
    const login = vi.fn();
    const page = endpointOf();
    const globals = { ...page, fetch, Brandmessenger: { login }, console: { warn: () => {} } };
    run(loginScript(khorosWidget, { endpoint: ENDPOINT }), globals);
    await told(page);
    expect(login).not.toHaveBeenCalled();
  });

  test('a polluted Object.prototype of the page gives no token', async () => {
    const page = { ...endpointOf(), ConvrsUser: undefined };
    const html = loginScript(convrsWidget, { endpoint: ENDPOINT });
    const context = run(html.replace('<script>', '<script>Object.prototype.token="evil";'), page);
    await told(page);
    expect(context['ConvrsUser']).toBeUndefined();
  });
});

describe('html.json', () => {
  const cases = readData<{ id: string; value: string }[]>('html.json');
  const UNSAFE = /[<>&\u2028\u2029]/;

  test.each(cases)('$id', async ({ value }) => {
    const literal = scriptLiteral(value);
    expect(literal).not.toMatch(UNSAFE);
    expect(JSON.parse(literal)).toBe(value);
    expect(vm.runInNewContext(literal)).toBe(value);

    // As the id of a user.
    const token = forge({ alg: 'HS256' }, { id: value, exp: 1 });
    const html = loginScript(own, { token, userId: value });
    expect(codeOf(html)).not.toMatch(UNSAFE);
    expect(run(html)['seen']).toEqual([token, '', value]);

    // In the address of the endpoint.
    const endpoint = `${ENDPOINT}?x=${value.trim()}`;
    for (const page of [
      loginScript(khorosWidget, { endpoint }),
      loginScript(convrsWidget, { endpoint }),
      loginScript(zendeskWidget, { endpoint }),
      loginScript(deskproWidget, { endpoint }),
    ]) {
      expect(codeOf(page)).not.toMatch(UNSAFE);
    }
    expect(run(loginScript(own, { endpoint }))['seen']).toEqual(['', endpoint, '']);

    // As a token or a nonce.
    const { convrs: valid } = TOKENS;
    await refusal(() => loginScript(convrsWidget, { token: value }), 'ERR_TOKEN_MALFORMED');
    await refusal(
      () => loginScript(convrsWidget, { token: valid, nonce: value }),
      'ERR_OPTION_INVALID',
    );
  });

  test.each(cases)('$id as the id of a Khoros user', ({ value }) => {
    const user = { scope: 'appUser', userId: value, exp: 1 };
    const token = forge({ alg: 'HS256', kid: KEY_ID }, user);
    const html = loginScript(khorosWidget, { token });
    const login = vi.fn();
    expect(codeOf(html)).not.toMatch(UNSAFE);
    run(html, { Brandmessenger: { login } });
    expect(login.mock.calls).toEqual([[value, token]]);
  });
});

test.each(['bm9uY2U=', 'A-_z09', 'a+/b=='])('the element has the nonce %s', (nonce) => {
  const html = loginScript(convrsWidget, { token: TOKENS.convrs, nonce });
  const script = elementsOf(html).find(({ tagName }) => tagName === 'script');
  expect(script?.attrs).toEqual([{ name: 'nonce', value: nonce }]);
});

describe('rejects', () => {
  const unchecked = (options: object, widget: unknown = convrsWidget) =>
    refusal(() => loginScript(widget as ChatWidget, options as LoginScriptOptions));
  const { convrs: token } = TOKENS;

  test.each([
    [{}, 'either token or endpoint'],
    [{ token, endpoint: ENDPOINT }, 'either token or endpoint'],
    [{ token, userId: 'u_2' }, 'userId is not the id in the token'],
    [{ token, userId: '' }, 'userId is not the id in the token'],
    [{ token, userId: 7 }, 'userId is not the id in the token'],
    [{ token, userId: null }, 'userId is not the id in the token'],
    [{ token: withoutId, userId: 7 }, 'userId is not the id in the token'],
    [{ endpoint: ENDPOINT, userId: '' }, 'userId needs token'],
    [{ endpoint: '' }, 'endpoint must be an address'],
    [{ endpoint: ' /x' }, 'endpoint must be an address'],
    [{ endpoint: 7 }, 'endpoint must be an address'],
    [{ endpoint: 'javascript:alert(1)' }, 'endpoint must be an address'],
    [{ endpoint: 'http://[' }, 'endpoint must be an address'],
    [{ token, nonce: '' }, 'nonce must be base64'],
    [{ token, nonce: 'a"b' }, 'nonce must be base64'],
    [{ token, nonce: 7 }, 'nonce must be base64'],
    [{ token, nounce: 'x' }, 'nounce'],
  ])('%j', async (options, message) => {
    expect(await unchecked(options)).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    Promise.resolve(token),
    { token },
    null,
    7,
    'a.b',
    `Bearer ${token}`,
  ])('the token %s', async (wrong) => {
    expect((await unchecked({ token: wrong })).code).toBe('ERR_TOKEN_MALFORMED');
  });

  test('a token that is too long', async () => {
    const long = forge({ alg: 'HS256' }, { userId: 'x'.repeat(16_384) });
    expect((await unchecked({ token: long })).code).toBe('ERR_TOKEN_TOO_LARGE');
  });

  describe.each([
    ['khoros', khorosWidget],
    ['convrs', convrsWidget],
    ['zendesk', zendeskWidget],
    ['deskpro', deskproWidget],
  ] as const)('for %s', (name, widget) => {
    const address = name === 'zendesk' ? { endpoint: ENDPOINT } : {};

    test.each([
      'khoros',
      'zendesk',
    ] as const)('a token for %s, unless it is its own', async (other) => {
      const options = { token: TOKENS[other], ...address };
      if (other === name) return expect(loginScript(widget, options)).toContain(TOKENS[other]);
      const { code, message } = await unchecked(options, widget);
      expect(code).toBe('ERR_OPTION_INVALID');
      expect(message).toContain(`not for ${widget.title}`);
    });

    test('the id of another user', async () => {
      const { code, message } = await unchecked(
        { token: TOKENS[name], userId: 'u_2', ...address },
        widget,
      );
      expect(code).toBe('ERR_OPTION_INVALID');
      expect(message).toContain('userId');
      expect(message).not.toContain('u_2');
    });
  });

  test.each([
    ['null', null],
    ["a vendor's name", 'convrs'],
    ['a vendor', convrs],
    ['a widget of chat-token/browser', browser.convrsWidget],
    ['an object with only a title', { title: 'Convrs' }],
    ['a widget without a script', { ...own, script: undefined }],
    ['a script that is a string', { ...own, script: 'alert(1)' }],
    ['a widget without userId', { ...own, userId: undefined }],
  ])('%s in place of a widget with a script', async (_name, widget) => {
    expect(await unchecked({ token }, widget)).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining('must be a widget with a script'),
      hint: expect.stringContaining('chat-token/html'),
    });
  });

  test('a direct call of a script without what it needs', async () => {
    const { message } = await refusal(() => khorosWidget.script?.({ token: TOKENS.khoros }));
    expect(message).toContain('userId is missing');
    await refusal(() => convrsWidget.script?.({}), 'ERR_OPTION_INVALID');
  });

  test.each([
    'endpoint',
    'token',
    'userId',
    'script',
  ])('an Object.prototype with the member %s, until it is removed', async (name) => {
    const write = () => loginScript(zendeskWidget, { endpoint: ENDPOINT });
    await polluted({ [name]: 'https://evil.example' }, () =>
      refusal(write, 'ERR_PROTOTYPE_POLLUTED'),
    );
    expect(write()).not.toContain('evil');
  });
});

describe('a widget of your own', () => {
  const token = forge({ alg: 'HS256' }, { exp: 1 });

  test('whose token has no id: its script gets the id of the options', () => {
    const widget: ChatWidget = { ...own, script: (login) => JSON.stringify(login) };
    for (const options of [{ token }, { token, userId: 'u_1' }]) {
      expect(codeOf(loginScript(widget, options))).toBe(JSON.stringify(options));
    }
  });

  test('is called as a method', () => {
    class Widget {
      readonly title = 'Own Chat';
      isReady = () => true;
      login = () => undefined;
      userId(claims: Readonly<Record<string, unknown>>) {
        return this.title === 'Own Chat' ? claims['id'] : undefined;
      }
      script() {
        return `seen = ${scriptLiteral(this.title)};`;
      }
    }
    const userToken = forge({ alg: 'HS256' }, { id: 'u_1' });
    expect(codeOf(loginScript(new Widget(), { token: userToken }))).toBe('seen = "Own Chat";');
  });

  test('gets the claims of the token', () => {
    const userId = vi.fn((claims: object) => String(Reflect.get(claims, 'id')));
    const claims = { id: 'Zoë 🦊', exp: 1 };
    const html = loginScript({ ...own, userId }, { token: forge({ alg: 'HS256' }, claims) });
    expect(userId.mock.calls).toEqual([[claims]]);
    expect(run(html)['seen']).toEqual([expect.any(String), '', claims.id]);
  });

  test.each<[string, () => unknown]>([
    ...['</script>', '</SCRIPT', '<script', '<!--'].map((text): [string, () => string] => [
      `returns ${text}`,
      () => `x = "${text}";`,
    ]),
    ['returns a number', () => 7],
  ])('whose script %s', async (_name, script) => {
    const widget = { ...own, script: script as () => string };
    const { message, hint } = await refusal(
      () => loginScript(widget, { token }),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('must return a string that cannot end the script element');
    expect(hint).toContain('scriptLiteral');
  });

  test.each(['script', 'userId'])('whose %s throws: its error is the cause', async (name) => {
    const widget: ChatWidget = { ...own, [name]: () => JSON.parse('{') };
    const error = await refusal(() => loginScript(widget, { token }), 'ERR_OPTION_INVALID');
    expect(error.cause).toBeInstanceOf(SyntaxError);
    expect(error.hint).toContain('the cause');
  });
});
