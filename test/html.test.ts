/** The script element for pages made on the server: read by an HTML parser, and run. */
import vm from 'node:vm';
import { convrs, deskpro, khoros, signChatLogin, zendesk } from 'chat-token';
import * as browser from 'chat-token/browser';
import {
  type ChatLogin,
  type ChatWidget,
  convrsWidget,
  deskproWidget,
  khorosWidget,
  type LoginScriptEndpoint,
  loginScript,
  scriptLiteral,
  zendeskWidget,
} from 'chat-token/html';
import { parse } from 'parse5';
import { describe, expect, type Mock, test, vi } from 'vitest';
import { KEY_ID, NOW, polluted, readData, refusal, SECRET } from './support/support.ts';

const key = { secret: SECRET, now: NOW };
const named = { ...key, keyId: KEY_ID };
const ENDPOINT = '/api/chat-token';

const LOGINS = {
  khoros: await signChatLogin(khoros, { userId: 'u_1' }, named),
  convrs: await signChatLogin(convrs, { userId: 'u_1' }, key),
  zendesk: await signChatLogin(zendesk, { external_id: 'u_1' }, named),
  deskpro: await signChatLogin(deskpro, { deskpro_id: '42' }, key),
};

/** A widget of your own. */
const own = {
  vendor: 'own',
  title: 'Own Chat',
  isReady: () => true,
  login: () => undefined,
  script: ({ token = '', settings = {}, endpoint = '', userId = '' }) =>
    `seen = ${scriptLiteral([token, settings, endpoint, userId])};`,
} satisfies ChatWidget;

/** A login for it. */
const ownLogin: ChatLogin = {
  vendor: 'own',
  token: 't',
  settings: { user: 'u_1', hash: 't' },
  userId: 'u_1',
  expiresAt: null,
  refreshAt: null,
};

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

describe('the script of a login', () => {
  test('Convrs: sets ConvrsUser, as documented', () => {
    const html = loginScript(convrsWidget, LOGINS.convrs);
    expect(html).toBe(`<script>var ConvrsUser = "${LOGINS.convrs.token}";</script>`);
    expect(run(html)['ConvrsUser']).toBe(LOGINS.convrs.token);
  });

  test('Deskpro: adds to the options of the page', () => {
    const html = loginScript(deskproWidget, LOGINS.deskpro);
    const options = { showLauncherButton: true, signedUserInfo: 'old' };
    expect(run(html, { DpMessengerOptions: options })['DpMessengerOptions']).toEqual({
      showLauncherButton: true,
      signedUserInfo: LOGINS.deskpro.token,
    });
    expect(run(html)['DpMessengerOptions']).toEqual({ signedUserInfo: LOGINS.deskpro.token });
  });

  test('Khoros: logs in the user of the login', () => {
    const login = vi.fn();
    run(loginScript(khorosWidget, LOGINS.khoros), { Brandmessenger: { login } });
    expect(login.mock.calls).toEqual([['u_1', LOGINS.khoros.token]]);
  });

  test.each([
    ['Brandmessenger', loginScript(khorosWidget, LOGINS.khoros)],
    ['zE', loginScript(zendeskWidget, { endpoint: ENDPOINT })],
  ])('waits until the page has %s', (name, html) => {
    const waits: [wait: () => void, milliseconds: number][] = [];
    const page = run(html, { setTimeout: (...wait: (typeof waits)[0]) => waits.push(wait) });
    for (let looks = 1; looks <= 150; looks++) {
      expect(waits).toEqual([[expect.any(Function), 100]]);
      waits.shift()?.[0]();
    }
    for (let looks = 0; looks < 3; looks++) {
      expect(waits, 'after 15 seconds').toEqual([[expect.any(Function), 1000]]);
      waits.shift()?.[0]();
    }
    const call = vi.fn();
    page[name] = Object.assign(call, { login: call });
    waits.shift()?.[0]();
    expect(call).toHaveBeenCalledTimes(1);
    expect(waits).toStrictEqual([]);
  });

  test('Zendesk alone needs an endpoint', async () => {
    const { message, hint } = await refusal(
      () => loginScript(zendeskWidget, LOGINS.zendesk),
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
    const page = endpointOf({ vendor: 'convrs', settings: { ConvrsUser: 't' } });
    const context = run(loginScript(convrsWidget, { endpoint: ENDPOINT }), page);
    await told(page);
    expect(context['ConvrsUser']).toBe('t');
    expect(page.fetch.mock.calls).toEqual([ASKED]);

    const other = endpointOf({ vendor: 'deskpro', settings: { signedUserInfo: 't' } });
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
    const page = endpointOf({ vendor: 'khoros', settings: { userId: 'u_2', jwt: 't' } });
    run(loginScript(khorosWidget, { endpoint: ENDPOINT }), { ...page, Brandmessenger: { login } });
    await vi.waitFor(() => expect(login.mock.calls).toEqual([['u_2', 't']]));
  });

  const both = { ...LOGINS.zendesk, endpoint: ENDPOINT };

  test.each<[string, typeof both | LoginScriptEndpoint, string[]]>([
    ['an endpoint', { endpoint: ENDPOINT }, ['a', 'b']],
    ['a login and an endpoint', both, ['a', 'b']],
    ['a login and the endpoint of another user', both, []],
  ])('Zendesk with %s: a new token each time, of one user', async (_name, login, tokens) => {
    const answerOf = (jwt: string, userId: string) => ({
      vendor: 'zendesk',
      settings: { jwt },
      userId,
    });
    const answers = tokens.map((jwt) => answerOf(jwt, 'u_1'));
    const page = endpointOf(...answers, answerOf('evil', 'u_2'));
    const zE = vi.fn();
    run(loginScript(zendeskWidget, login), { ...page, zE });
    const { ask, jwtCallback } = callbacksOf(zE);
    if ('token' in login) expect(await ask()).toBe(login.token);
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
    ['no login', async () => ({ ok: true, json: async () => ({ error: 'ERR_INTERNAL' }) })],
    ['a 500 with a login', async () => ({ ok: false, json: async () => LOGINS.khoros })],
    ['a login of another vendor', async () => ({ ok: true, json: async () => LOGINS.zendesk })],
    ['no JSON', async () => ({ ok: true, json: () => JSON.parse('<') })],
    ['no network', async () => Promise.reject(new TypeError('failed'))],
  ])('%s: no log-in, and the page gets its event', async (_name, fetch) => {
    const login = vi.fn();
    const page = endpointOf();
    const globals = { ...page, fetch, Brandmessenger: { login }, console: { warn: () => {} } };
    run(loginScript(khorosWidget, { endpoint: ENDPOINT }), globals);
    await told(page);
    expect(login).not.toHaveBeenCalled();
  });

  test('warns of a login of another vendor', async () => {
    const warn = vi.fn();
    const page = endpointOf(LOGINS.zendesk);
    run(loginScript(convrsWidget, { endpoint: ENDPOINT }), { ...page, console: { warn } });
    await told(page);
    expect(warn.mock.calls).toEqual([['No chat token:', 'the endpoint is for another vendor']]);
  });

  test('a polluted Object.prototype of the page gives no token', async () => {
    const page = { ...endpointOf(), ConvrsUser: undefined };
    const html = loginScript(convrsWidget, { endpoint: ENDPOINT });
    const context = run(
      html.replace(
        '<script>',
        '<script>Object.prototype.settings={ConvrsUser:"evil"};Object.prototype.vendor="convrs";',
      ),
      page,
    );
    await told(page);
    expect(context['ConvrsUser']).toBeUndefined();
  });
});

describe('html.json', () => {
  const cases = readData<{ id: string; value: string }[]>('html.json');
  const UNSAFE = /[^ -}]|[<>&]|\\[^u]/;

  test.each(cases)('$id', async ({ value }) => {
    const literal = scriptLiteral(value);
    expect(literal).not.toMatch(UNSAFE);
    expect(JSON.parse(literal)).toBe(value);
    expect(vm.runInNewContext(literal)).toBe(value);

    // In each string of a login, and as the name of a setting.
    const settings = { [value]: [value, { deep: value }], n: 1, yes: true, none: null };
    const login = { ...ownLogin, token: value, settings, userId: value };
    const html = loginScript(own, login);
    expect(codeOf(html)).not.toMatch(UNSAFE);
    expect(run(html)['seen']).toEqual([value, settings, '', value]);

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
    expect(run(loginScript(own, { endpoint }))['seen']).toEqual(['', {}, endpoint, '']);

    // As a nonce.
    await refusal(
      () => loginScript(convrsWidget, LOGINS.convrs, { nonce: value }),
      'ERR_OPTION_INVALID',
    );
  });

  test.each(cases)('$id in the settings of each vendor', ({ value }) => {
    const at = (vendor: string) => ({
      vendor,
      userId: value,
      token: value,
      expiresAt: 1,
      refreshAt: 1,
    });
    const login = vi.fn();
    const zE = vi.fn();
    const pages = [
      loginScript(khorosWidget, { ...at('khoros'), settings: { userId: value, jwt: value } }),
      loginScript(convrsWidget, { ...at('convrs'), settings: { ConvrsUser: value } }),
      loginScript(deskproWidget, { ...at('deskpro'), settings: { signedUserInfo: value } }),
      loginScript(zendeskWidget, {
        ...at('zendesk'),
        settings: { jwt: value },
        endpoint: ENDPOINT,
      }),
    ].map((html) => {
      expect(codeOf(html)).not.toMatch(UNSAFE);
      return run(html, { Brandmessenger: { login }, zE });
    });
    expect(login.mock.calls).toEqual([[value, value]]);
    expect(pages[1]?.['ConvrsUser']).toBe(value);
    expect(pages[2]?.['DpMessengerOptions']).toEqual({ signedUserInfo: value });
    const given = vi.fn();
    callbacksOf(zE).jwtCallback(given);
    expect(given.mock.calls).toEqual([[value]]);
  });
});

describe('scriptLiteral', () => {
  test.each<[unknown, string]>([
    [null, 'null'],
    [7, '7'],
    [true, 'true'],
    [[1, ['<']], '[1,["\\u003c"]]'],
    [{ a: { '<b>': '&' } }, '{"a":{"\\u003cb\\u003e":"\\u0026"}}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
  ])('%j', (value, literal) => {
    expect(scriptLiteral(value)).toBe(literal);
  });

  test('__proto__ stays a member', () => {
    const value: object = JSON.parse(
      '{"__proto__":{"isAdmin":true},"a":[{"__proto__":1}],"\\"__proto__":"{\\"__proto__\\":1}"}',
    );
    const seen: unknown = vm.runInNewContext(`(${scriptLiteral(value)})`);
    expect(JSON.stringify(seen)).toBe(JSON.stringify(value));
    expect(Reflect.get(Object(seen), 'isAdmin')).toBeUndefined();
  });

  const ring: unknown[] = [];
  ring.push(ring);
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 7n],
    ['a bigint in an object', { n: 7n }],
    ['an array that contains itself', ring],
  ])('rejects %s', async (_name, value) => {
    const { message } = await refusal(() => scriptLiteral(value), 'ERR_OPTION_INVALID');
    expect(message).toContain('JSON');
  });
});

test.each(['bm9uY2U=', 'A-_z09', 'a+/b=='])('the element has the nonce %s', (nonce) => {
  const html = loginScript(convrsWidget, LOGINS.convrs, { nonce });
  const script = elementsOf(html).find(({ tagName }) => tagName === 'script');
  expect(script?.attrs).toEqual([{ name: 'nonce', value: nonce }]);
});

describe('rejects', () => {
  const unchecked = (login: unknown, options?: unknown, widget: unknown = convrsWidget) =>
    refusal(() =>
      loginScript(widget as ChatWidget, login as ChatLogin, options as { nonce?: string }),
    );
  const { convrs: login } = LOGINS;

  test.each<[unknown, string]>([
    [undefined, 'a login or { endpoint }, got undefined'],
    [null, 'a login or { endpoint }, got null'],
    [login.token, 'a login or { endpoint }, got a string'],
    [Promise.resolve(login), 'a login or { endpoint }, got a Promise: is an await missing?'],
    [{}, 'a whole login or { endpoint }'],
    [{ token: login.token }, 'a whole login or { endpoint }'],
    [{ ...login, token: 7 }, 'a whole login'],
    [{ ...login, settings: undefined }, 'a whole login'],
    [{ ...login, settings: null }, 'a whole login'],
    [{ ...login, settings: [] }, 'a whole login'],
    [{ ...login, userId: undefined }, 'a whole login'],
    [{ ...login, userId: 7 }, 'a whole login'],
    [{ ...login, vendor: undefined }, 'a whole login'],
    [{ endpoint: ENDPOINT, userId: 'u_1' }, 'a whole login'],
    [{ ...login, endpoint: ENDPOINT }, 'either a login or an endpoint'],
    [{ ...login, nonce: 'bm9uY2U=' }, 'nonce'],
    [{ endpoint: '' }, 'endpoint must be an address'],
    [{ endpoint: ' /x' }, 'endpoint must be an address'],
    [{ endpoint: 7 }, 'endpoint must be an address'],
    [{ endpoint: null }, 'endpoint must be an address'],
    [{ endpoint: 'javascript:alert(1)' }, 'endpoint must be an address'],
    [{ endpoint: 'http://[' }, 'endpoint must be an address'],
  ])('the login %j', async (wrong, message) => {
    const error = await unchecked(wrong);
    expect(error).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining(message),
    });
    expect(error.message + error.hint).not.toContain(login.token);
  });

  test('an endpoint where there is no URL to check it: names what is missing', async () => {
    vi.stubGlobal('URL', undefined);
    try {
      const error = await unchecked({ endpoint: ENDPOINT });
      expect(error).toMatchObject({
        code: 'ERR_RUNTIME_UNSUPPORTED',
        message: expect.stringContaining('URL'),
      });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test.each<[unknown, string]>([
    [{ nonce: '' }, 'nonce must be base64'],
    [{ nonce: 'a"b' }, 'nonce must be base64'],
    [{ nonce: 7 }, 'nonce must be base64'],
    [{ nounce: 'x' }, 'nounce'],
    ['bm9uY2U=', 'must be a plain object, got a string'],
    [null, 'must be a plain object, got null'],
  ])('the options %j', async (options, message) => {
    expect(await unchecked(login, options)).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  describe.each([
    ['khoros', khorosWidget],
    ['convrs', convrsWidget],
    ['zendesk', zendeskWidget],
    ['deskpro', deskproWidget],
  ] as const)('for %s', (name, widget) => {
    const others = (['khoros', 'convrs', 'zendesk', 'deskpro'] as const).filter(
      (other) => other !== name,
    );

    test.each(others)('a login for %s', async (other) => {
      const address = name === 'zendesk' ? { endpoint: ENDPOINT } : {};
      const { code, message } = await unchecked({ ...LOGINS[other], ...address }, {}, widget);
      expect(code).toBe('ERR_OPTION_INVALID');
      expect(message).toContain(`not for ${widget.title} (${name})`);
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
    ['a widget without a vendor', { ...own, vendor: undefined }],
  ])('%s in place of a widget with a script', async (_name, widget) => {
    expect(await unchecked(login, {}, widget)).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining('must be a widget with a script'),
      hint: expect.stringContaining('chat-token/html'),
    });
  });

  test('a direct call of a script without what it needs', async () => {
    await refusal(() => khorosWidget.script?.({ vendor: 'khoros' }), 'ERR_OPTION_INVALID');
    await refusal(() => convrsWidget.script?.({ vendor: 'convrs' }), 'ERR_OPTION_INVALID');
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
  test('gets the login without its times, and the endpoint', () => {
    const widget: ChatWidget = { ...own, script: (login) => JSON.stringify(login) };
    const { expiresAt, refreshAt, ...login } = ownLogin;
    const seen = (given: ChatLogin | LoginScriptEndpoint) =>
      JSON.parse(codeOf(loginScript(widget, given)));
    expect(seen(ownLogin)).toStrictEqual(login);
    expect(seen({ endpoint: ENDPOINT })).toStrictEqual({ vendor: 'own', endpoint: ENDPOINT });
    expect(seen({ ...ownLogin, endpoint: ENDPOINT })).toStrictEqual({
      ...login,
      endpoint: ENDPOINT,
    });
  });

  test('accepts a user without an id', () => {
    const html = loginScript(own, { ...ownLogin, userId: null });
    expect(run(html)['seen']).toEqual(['t', ownLogin.settings, '', null]);
  });

  test('is called as a method', () => {
    class Widget {
      readonly vendor = 'own';
      readonly title = 'Own Chat';
      script() {
        return `seen = ${scriptLiteral(this.title)};`;
      }
    }
    expect(codeOf(loginScript(new Widget(), ownLogin))).toBe('seen = "Own Chat";');
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
      () => loginScript(widget, ownLogin),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('must return a string that cannot end the script element');
    expect(hint).toContain('scriptLiteral');
  });

  test('whose script throws: its error is the cause', async () => {
    const widget: ChatWidget = { ...own, script: () => JSON.parse('{') };
    const error = await refusal(() => loginScript(widget, ownLogin), 'ERR_OPTION_INVALID');
    expect(error.cause).toBeInstanceOf(SyntaxError);
    expect(error.hint).toContain('the cause');
  });
});
