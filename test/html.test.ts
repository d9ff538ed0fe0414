/** The script element for pages made on the server. */
import vm from 'node:vm';
import {
  type ChatVendor,
  convrs,
  defineVendor,
  deskpro,
  khoros,
  signChatToken,
  zendesk,
} from 'chat-token';
import { type LoginScriptOptions, loginScript, scriptLiteral } from 'chat-token/html';
import { parse } from 'parse5';
import { describe, expect, test, vi } from 'vitest';
import { anything, forge, KEY_ID, NOW, readData, refusal, SECRET } from './support/support.ts';

const key = { secret: SECRET, now: NOW };
const named = { ...key, keyId: KEY_ID };
const ENDPOINT = '/api/chat-token';

const TOKENS = {
  khoros: await signChatToken(khoros, { userId: 'u_1' }, named),
  convrs: await signChatToken(convrs, { userId: 'u_1' }, key),
  zendesk: await signChatToken(zendesk, { external_id: 'u_1' }, named),
  deskpro: await signChatToken(deskpro, { deskpro_id: '42' }, key),
};

/** A vendor whose page takes any value, as one of a user's own would. */
const own = defineVendor({
  name: 'own',
  title: 'Own Chat',
  docs: 'https://example.com/docs',
  keyId: 'unused',
  schema: anything,
  userId: (claims) => String(Reflect.get(claims, 'id')),
  script: ({ token = '', endpoint = '', userId = '' }) =>
    `seen = [${[token, endpoint, userId].map(scriptLiteral).join()}];`,
});

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

describe('the script of a token', () => {
  test('Convrs: sets ConvrsUser, as documented', () => {
    const html = loginScript(convrs, { token: TOKENS.convrs });
    expect(html).toBe(`<script>var ConvrsUser = "${TOKENS.convrs}";</script>`);
    expect(run(html)['ConvrsUser']).toBe(TOKENS.convrs);
  });

  test('Deskpro: adds to the options that are there', () => {
    const html = loginScript(deskpro, { token: TOKENS.deskpro });
    const options = { showLauncherButton: true, signedUserInfo: 'old' };
    expect(run(html, { DpMessengerOptions: options })['DpMessengerOptions']).toEqual({
      showLauncherButton: true,
      signedUserInfo: TOKENS.deskpro,
    });
    expect(run(html)['DpMessengerOptions']).toEqual({ signedUserInfo: TOKENS.deskpro });
  });

  test('Khoros: logs the user of the token in', () => {
    const login = vi.fn();
    run(loginScript(khoros, { token: TOKENS.khoros }), { Brandmessenger: { login } });
    run(loginScript(khoros, { token: TOKENS.khoros, userId: 'u_1' }), {
      Brandmessenger: { login },
    });
    expect(login.mock.calls).toEqual([
      ['u_1', TOKENS.khoros],
      ['u_1', TOKENS.khoros],
    ]);
  });

  test('Khoros and Zendesk: wait until their script is there', async () => {
    const login = vi.fn();
    const waits: (() => void)[] = [];
    const setTimeout = (wait: () => void, milliseconds: number) => {
      expect(milliseconds).toBe(100);
      waits.push(wait);
    };
    const page = run(loginScript(khoros, { token: TOKENS.khoros }), { setTimeout });
    waits.shift()?.();
    expect(waits).toHaveLength(1);
    page['Brandmessenger'] = { login };
    waits.shift()?.();
    expect(login).toHaveBeenCalledWith('u_1', TOKENS.khoros);

    const zE = vi.fn();
    const other = run(loginScript(zendesk, { endpoint: ENDPOINT }), { setTimeout });
    other['zE'] = zE;
    waits.shift()?.();
    expect(zE).toHaveBeenCalledTimes(1);
    expect(waits).toStrictEqual([]);
  });

  test('Zendesk alone wants an endpoint', async () => {
    const { message, hint } = await refusal(
      () => loginScript(zendesk, { token: TOKENS.zendesk }),
      'ERR_OPTION_INVALID',
    );
    expect(message).toContain('endpoint');
    expect(hint).toContain('{ endpoint }');
  });
});

describe('the script of an endpoint', () => {
  const ASKED = [ENDPOINT, { credentials: 'include', cache: 'no-store', redirect: 'error' }];

  test('Convrs and Deskpro: set the global, and then tell the page', async () => {
    const convrsPage = endpointOf({ token: 't', userId: 'u_1' });
    const page = run(loginScript(convrs, { endpoint: ENDPOINT }), convrsPage);
    await vi.waitFor(() => expect(convrsPage.dispatchEvent).toHaveReturnedWith('chat-token'));
    expect(page['ConvrsUser']).toBe('t');
    expect(convrsPage.fetch.mock.calls).toEqual([ASKED]);

    const deskproPage = endpointOf({ token: 't', userId: '42' });
    const options = { showLauncherButton: true };
    const other = run(loginScript(deskpro, { endpoint: ENDPOINT }), {
      ...deskproPage,
      DpMessengerOptions: options,
    });
    await vi.waitFor(() => expect(deskproPage.dispatchEvent).toHaveReturnedWith('chat-token'));
    expect(other['DpMessengerOptions']).toEqual({ showLauncherButton: true, signedUserInfo: 't' });
  });

  test('Khoros: logs in whom the answer names', async () => {
    const login = vi.fn();
    const page = endpointOf({ token: 't', userId: 'u_2' });
    run(loginScript(khoros, { endpoint: ENDPOINT }), { ...page, Brandmessenger: { login } });
    await vi.waitFor(() => expect(login.mock.calls).toEqual([['u_2', 't']]));
  });

  test('Zendesk: fetches a fresh token each time it is called back', async () => {
    const page = endpointOf({ token: 'a', userId: 'u_1' }, { token: 'b', userId: 'u_1' });
    const zE = vi.fn();
    run(loginScript(zendesk, { endpoint: ENDPOINT }), { ...page, zE });
    expect(page.fetch).not.toHaveBeenCalled();
    const [userId, command, jwtCallback] = zE.mock.calls[0] ?? [];
    expect([userId, command]).toStrictEqual(['messenger', 'loginUser']);
    for (const token of ['a', 'b']) {
      const given = await new Promise((resolve) => jwtCallback(resolve));
      expect(given).toBe(token);
    }
    expect(page.fetch.mock.calls).toEqual([ASKED, ASKED]);
  });

  test('Zendesk, with both: the first call gets the token, the others fresh ones', async () => {
    const page = endpointOf({ token: 'b', userId: 'u_1' }, { token: 'c', userId: 'u_1' });
    const zE = vi.fn();
    run(loginScript(zendesk, { token: TOKENS.zendesk, endpoint: ENDPOINT }), { ...page, zE });
    const [, , jwtCallback] = zE.mock.calls[0] ?? [];
    for (const token of [TOKENS.zendesk, 'b', 'c']) {
      expect(await new Promise((resolve) => jwtCallback(resolve))).toBe(token);
    }
  });

  test('Zendesk: a callback of one user is never answered with the token of another', async () => {
    for (const options of [
      { endpoint: ENDPOINT },
      { endpoint: ENDPOINT, token: TOKENS.zendesk },
    ] satisfies LoginScriptOptions[]) {
      const page = endpointOf({ token: 'a', userId: 'u_1' }, { token: 'b', userId: 'u_2' });
      if ('token' in options) await page.fetch('', {});
      const zE = vi.fn();
      run(loginScript(zendesk, options), { ...page, zE });
      const [, , jwtCallback] = zE.mock.calls[0] ?? [];
      await new Promise((resolve) => jwtCallback(resolve));
      const callback = vi.fn();
      jwtCallback(callback);
      await vi.waitFor(() => expect(zE.mock.calls[1]).toEqual(['messenger', 'logoutUser']));
      expect(callback).not.toHaveBeenCalled();
    }
  });

  test('Zendesk: says in the console that the log-in failed, and only then', () => {
    const warn = vi.fn();
    const zE = vi.fn();
    run(loginScript(zendesk, { endpoint: ENDPOINT }), { zE, console: { warn } });
    const [, , , loginCallback] = zE.mock.calls[0] ?? [];
    loginCallback(null);
    expect(warn).not.toHaveBeenCalled();
    loginCallback({ type: 'LoginFailedError' });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['nobody is logged in', endpointOf()],
    ['an answer without token', endpointOf({ error: 'ERR_INTERNAL' })],
    [
      'a 500 with a token in it',
      { ...endpointOf(), fetch: async () => ({ ok: false, json: async () => ({ token: 't' }) }) },
    ],
    [
      'no JSON',
      { ...endpointOf(), fetch: async () => ({ ok: true, json: () => JSON.parse('<') }) },
    ],
    ['no network', { ...endpointOf(), fetch: async () => Promise.reject(new TypeError('failed')) }],
  ])('%s: nobody is logged in at the widget, and the page is told', async (_name, page) => {
    const login = vi.fn();
    const globals = { ...page, Brandmessenger: { login }, console: { warn: () => {} } };
    run(loginScript(khoros, { endpoint: ENDPOINT }), globals);
    await vi.waitFor(() => expect(page.dispatchEvent).toHaveReturnedWith('chat-token'));
    expect(login).not.toHaveBeenCalled();
  });
});

describe('escaping', () => {
  const cases = readData<{ id: string; value: string }[]>('html.json');

  test('there are cases', () => {
    expect(cases.length).toBeGreaterThan(15);
  });

  describe.each(cases)('$id', ({ value }) => {
    const UNSAFE = /[<>&\u2028\u2029]/;

    test('as a literal', () => {
      const literal = scriptLiteral(value);
      expect(literal).not.toMatch(UNSAFE);
      expect(JSON.parse(literal)).toBe(value);
      expect(vm.runInNewContext(literal)).toBe(value);
    });

    test('as the id of a user', () => {
      const token = forge({ alg: 'HS256' }, { id: value, exp: 1 });
      const html = loginScript(own, { token, userId: value });
      expect(codeOf(html)).not.toMatch(UNSAFE);
      expect(run(html)['seen']).toEqual([token, '', value]);
    });

    test('as the id of a Khoros user, where an id can be that', async () => {
      const user = { scope: 'appUser', userId: value, exp: 1 };
      const token = forge({ alg: 'HS256', kid: KEY_ID }, user);
      const login = vi.fn();
      try {
        khoros.claims({ userId: value });
      } catch {
        await refusal(() => loginScript(khoros, { token }), 'ERR_CLAIMS_INVALID');
        return;
      }
      const html = loginScript(khoros, { token });
      expect(codeOf(html)).not.toMatch(UNSAFE);
      run(html, { Brandmessenger: { login } });
      expect(login.mock.calls).toEqual([[value, token]]);
    });

    test('in the address of the endpoint', async () => {
      const endpoint = `${ENDPOINT}?x=${value.trim()}`;
      for (const html of [
        loginScript(khoros, { endpoint }),
        loginScript(convrs, { endpoint }),
        loginScript(zendesk, { endpoint }),
        loginScript(deskpro, { endpoint }),
      ]) {
        expect(codeOf(html)).not.toMatch(UNSAFE);
      }
      expect(run(loginScript(own, { endpoint }))['seen']).toEqual(['', endpoint, '']);
    });

    test('as a token or a nonce it is refused', async () => {
      await refusal(() => loginScript(convrs, { token: value }), 'ERR_TOKEN_MALFORMED');
      await refusal(
        () => loginScript(convrs, { token: TOKENS.convrs, nonce: value }),
        'ERR_OPTION_INVALID',
      );
    });
  });
});

test('the nonce stands in the element', () => {
  for (const nonce of ['bm9uY2U=', 'A-_z09', 'a+/b==']) {
    const html = loginScript(convrs, { token: TOKENS.convrs, nonce });
    const script = elementsOf(html).find(({ tagName }) => tagName === 'script');
    expect(script?.attrs).toEqual([{ name: 'nonce', value: nonce }]);
  }
});

describe('refused', () => {
  const unchecked = (options: object, vendor: object = convrs) =>
    refusal(() =>
      loginScript(vendor as ChatVendor<unknown, object>, options as LoginScriptOptions),
    );
  const { convrs: token } = TOKENS;

  test.each([
    [{}, 'either token or endpoint'],
    [{ token, endpoint: ENDPOINT }, 'either token or endpoint'],
    [{ token, userId: 'u_2' }, 'userId is not the one in the token'],
    [{ token, userId: 7 }, 'userId is not the one in the token'],
    [{ endpoint: ENDPOINT, userId: 'u_1' }, 'userId is given without token'],
    [{ endpoint: ENDPOINT, userId: '' }, 'userId is given without token'],
    [{ endpoint: '' }, 'endpoint must be an address'],
    [{ endpoint: ' /x' }, 'endpoint must be an address'],
    [{ endpoint: 7 }, 'endpoint must be an address'],
    [{ endpoint: 'javascript:alert(1)' }, 'endpoint must be an address'],
    [{ endpoint: 'data:,x' }, 'endpoint must be an address'],
    [{ endpoint: 'http://[' }, 'endpoint must be an address'],
    [{ token, nonce: '' }, 'nonce must be base64'],
    [{ token, nonce: 'a"b' }, 'nonce must be base64'],
    [{ token, nonce: 7 }, 'nonce must be base64'],
    [{ token, nounce: 'x' }, 'nounce is not known'],
  ])('%j', async (options, message) => {
    expect(await unchecked(options)).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  test('a token that is none: a promise, an object, an answer', async () => {
    for (const wrong of [Promise.resolve(token), { token }, null, 7, 'a.b', `Bearer ${token}`]) {
      expect((await unchecked({ token: wrong })).code).toBe('ERR_TOKEN_MALFORMED');
    }
  });

  test('a token of another vendor', async () => {
    const { code, issues } = await unchecked({ token: TOKENS.zendesk });
    expect(code).toBe('ERR_CLAIMS_INVALID');
    expect(issues?.map(({ path }) => path)).toContain('external_id');
  });

  test('what is no vendor', async () => {
    for (const vendor of [null, 'convrs', { name: 'convrs' }]) {
      expect((await unchecked({ token }, vendor as object)).message).toContain(
        'must be a vendor object',
      );
    }
  });

  test('a script called by hand without what it needs', async () => {
    const { message } = await refusal(() => khoros.script?.({ token: TOKENS.khoros }));
    expect(message).toContain('userId is missing');
    await refusal(() => convrs.script?.({}), 'ERR_OPTION_INVALID');
  });
});

describe('a polluted Object.prototype', () => {
  const pollute = async (name: string, value: unknown, use: () => unknown) => {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    try {
      return await use();
    } finally {
      Reflect.deleteProperty(Object.prototype, name);
    }
  };

  test('gives no endpoint, no token and no script', async () => {
    const { zendesk: token } = TOKENS;
    await pollute('endpoint', 'https://evil.example', () =>
      refusal(() => loginScript(zendesk, { token }), 'ERR_OPTION_INVALID'),
    );
    await pollute('token', 'evil', () => {
      expect(loginScript(zendesk, { endpoint: ENDPOINT })).not.toContain('evil');
    });
    const bare = defineVendor({
      name: 'bare',
      title: 'Bare',
      docs: 'https://example.com/docs',
      keyId: 'unused',
      schema: anything,
    });
    await pollute(
      'script',
      () => 'alert(1)',
      async () => {
        const { message } = await refusal(() => loginScript(bare, { endpoint: ENDPOINT }));
        expect(message).toBe('Bare has no script');
      },
    );
  });

  test('of the page gives no token where nobody is logged in', async () => {
    const page = { ...endpointOf(), ConvrsUser: undefined };
    const html = loginScript(convrs, { endpoint: ENDPOINT });
    const context = run(html.replace('<script>', '<script>Object.prototype.token="evil";'), page);
    await vi.waitFor(() => expect(page.dispatchEvent).toHaveReturnedWith('chat-token'));
    expect(context['ConvrsUser']).toBeUndefined();
  });
});

describe('a vendor of one’s own', () => {
  const definition = {
    name: 'acme',
    title: 'Acme Chat',
    docs: 'https://docs.example.com',
    keyId: 'unused',
    schema: anything,
  } as const;
  const token = forge({ alg: 'HS256' }, { exp: 1 });

  test('without a script', async () => {
    const { message, hint } = await refusal(() => loginScript(defineVendor(definition), { token }));
    expect([message, hint]).toEqual([
      'Acme Chat has no script',
      expect.stringContaining('script(handover)'),
    ]);
  });

  test('without a userId: the id that is given is handed on', () => {
    const vendor = defineVendor({ ...definition, script: (given) => JSON.stringify(given) });
    expect(codeOf(loginScript(vendor, { token }))).toBe(JSON.stringify({ token }));
    expect(codeOf(loginScript(vendor, { token, userId: 'u_1' }))).toBe(
      JSON.stringify({ token, userId: 'u_1' }),
    );
  });

  test.each(['</script>', '</SCRIPT', '<script', '<!--'])('whose script holds %s', async (text) => {
    const vendor = defineVendor({ ...definition, script: () => `x = "${text}";` });
    expect((await refusal(() => loginScript(vendor, { token }))).hint).toContain('scriptLiteral');
  });

  test('whose script gives no text, or throws', async () => {
    const number = defineVendor({ ...definition, script: (() => 7) as unknown as () => string });
    const { message } = await refusal(() => loginScript(number, { token }), 'ERR_OPTION_INVALID');
    expect(message).toContain('must return a text');
    const throwing = defineVendor({ ...definition, script: () => JSON.parse('{') });
    const error = await refusal(() => loginScript(throwing, { token }), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('failed');
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });
});
