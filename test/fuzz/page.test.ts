/** The page's side: no value leaves its script, and no answer of an endpoint breaks the page. */
import vm from 'node:vm';
import { signChatLogin } from 'chat-token';
import { type ChatWidget, connectChat, createTokenSource } from 'chat-token/browser';
import { loginScript, type ScriptWidget, scriptLiteral } from 'chat-token/html';
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { clock } from '../../src/page/clock.ts';
import { answerOf, createEndpoint } from '../../src/page/endpoint.ts';
import { KEY_ID, NOW, NOW_SECONDS, SECRET } from '../support/support.ts';
import { keyFor } from '../support/vendors.ts';
import { answer, codeOf, expectSame, promised } from './answers.ts';
import { holds } from './property.ts';
import { contracted, text, vendorAndUserOf } from './users.ts';
import { widgetsFor } from './widgets.ts';
import { make, sometimes, type Wild, wild } from './wild.ts';

type Node = DefaultTreeAdapterMap['node'];

const MARKUP = [
  ...'</script> </script  <script> < </ script > <!-- --> ]]> &lt; &#60; // /* \\'.split(' '),
  ...['"', "'", '`', '${', '\u2028', '\u2029', '\r\n', '\0', '</script '],
];
/** What HTML reads as an end, a comment or a tag, in any mixture. */
const markup = fc
  .array(fc.oneof(fc.constantFrom(...MARKUP), text), { maxLength: 8 })
  .map((bits) => bits.join(''));
const words = fc.oneof(markup, fc.mixedCase(markup), text);

const PAGE = '<!doctype html><html><head></head><body><p>before</p>…<p>after</p></body></html>';

/** The code of the one script in the HTML: nothing else may come of it, in head or body. */
function codeIn(html: string): string {
  const nodes: Node[] = [];
  const visit = (node: Node) => {
    nodes.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(PAGE.replace('…', () => html)));
  expect(nodes.map(({ nodeName }) => nodeName).join(' ')).toBe(
    '#document #documentType html head body p #text script #text p #text',
  );
  const script = nodes.find((node) => node.nodeName === 'script');
  const code = script !== undefined && 'childNodes' in script ? script.childNodes[0] : undefined;
  return code !== undefined && 'value' in code ? code.value : expect.fail('a script without code');
}

holds(
  'scriptLiteral: the same value for JavaScript, and nothing that HTML sees',
  150,
  fc.property(words, (value) => {
    const code = `seen = ${scriptLiteral(value)};`;
    expect(codeIn(`<script>${code}</script>`)).toBe(code);
    expect(vm.runInThisContext(scriptLiteral(value))).toBe(value);
  }),
);

const CHARSETS = [
  'utf-8',
  'windows-1252',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'big5',
  'euc-kr',
];

holds(
  'scriptLiteral: the same value in a page of any charset',
  100,
  fc.property(
    fc.oneof(words, fc.string({ unit: 'binary' })),
    fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' }),
    fc.constantFrom(...CHARSETS),
    (word, json, charset) => {
      const value = { json, [word]: [word] };
      const bytes = new TextEncoder().encode(`(${scriptLiteral(value)})`);
      const code = new TextDecoder(charset).decode(bytes);
      expect(JSON.stringify(vm.runInNewContext(code))).toBe(JSON.stringify(value));
    },
  ),
);

holds(
  'scriptLiteral: the same for any value of JSON',
  150,
  fc.property(fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' }), words, (json, word) => {
    const value = { json, [word]: [word] };
    const code = `seen = ${scriptLiteral(value)};`;
    expect(codeIn(`<script>${code}</script>`)).toBe(code);
    expect(JSON.stringify(vm.runInNewContext(`(${scriptLiteral(value)})`))).toBe(
      JSON.stringify(value),
    );
  }),
);

/** A widget of your own. */
const own: ScriptWidget = {
  vendor: 'own',
  title: 'Own Chat',
  script: ({ token = '', settings = {}, endpoint = '', userId = '' }) =>
    `seen = ${scriptLiteral([token, settings, endpoint, userId])};`,
};

holds(
  'loginScript: login and endpoint come back out of the page as they were',
  80,
  fc.asyncProperty(words, words, sometimes(words), async (id, endpoint, nonce) => {
    const settings = { [id]: id };
    const login = {
      vendor: 'own',
      token: id,
      settings,
      userId: id,
      expiresAt: null,
      refreshAt: null,
    };
    expect(codeIn(loginScript(own, login))).toContain(scriptLiteral(id));
    const options = nonce === null ? {} : { nonce };
    const script = answer(loginScript, own, { ...login, endpoint }, options);
    // What is no address and no nonce is refused.
    if (!('result' in script)) return;
    const seen: unknown = vm.runInNewContext(codeIn(String(script.result)), {});
    expect(JSON.stringify(seen)).toBe(JSON.stringify([id, settings, endpoint, id]));
  }),
);

/** The names of the vendors that have a script. */
const WITH_SCRIPT = widgetsFor({}).map(({ vendor }) => vendor);

holds(
  'loginScript of each vendor: one script, with the token of any user in it',
  120,
  fc.asyncProperty(
    vendorAndUserOf(WITH_SCRIPT),
    fc.option(fc.base64String({ minLength: 4 })),
    fc.webPath(),
    words,
    async ([name, user], nonce, path, word) => {
      const { vendor } = contracted(name);
      const widget = widgetsFor({ [word]: word }).find((each) => each.vendor === name);
      const options = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW };
      // Not all users can be signed: the id may be a word like null.
      const signed = await promised(signChatLogin, vendor, user, options);
      if (!('result' in signed)) return;
      const login = Object(signed.result);
      const ofNonce = nonce === null ? {} : { nonce };
      const endpoint = `/chat${path}`;
      const alone = answer(loginScript, widget, login, ofNonce);
      const both = answer(loginScript, widget, { ...login, endpoint }, ofNonce);
      const scripts = [alone, both].flatMap((script) =>
        'result' in script ? [String(script.result)] : [],
      );
      // Some need the endpoint, some take one of both, and some take both.
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) {
        const code = codeIn(script);
        expect(code).toContain(JSON.stringify(login.token));
        expect(() => new vm.Script(code)).not.toThrow();
        expect(script.startsWith(nonce === null ? '<script>' : `<script nonce="${nonce}">`)).toBe(
          true,
        );
      }
    },
  ),
);

const time = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(NOW_SECONDS, NOW_SECONDS + 3600, 0, -1, 1e300) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
);
const VENDOR_NAMES = ['test', 'acme', 'zendesk'];
const goodBody = fc.record({
  vendor: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...VENDOR_NAMES) },
    { weight: 1, arbitrary: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })) },
  ),
  token: fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  ),
  settings: fc.oneof(
    { weight: 4, arbitrary: fc.dictionary(text, fc.jsonValue({ maxDepth: 1 })) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  ),
  userId: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('u_1', null) },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
  expiresAt: fc.oneof(time, fc.constant(null)),
  refreshAt: fc.oneof(time, fc.constant(null)),
});
const body: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  { weight: 4, arbitrary: goodBody.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.uint8Array().map((bytes) => new Uint8Array(bytes)) },
);
const dateHeader = fc.oneof(
  fc.constantFrom('Thu, 01 Jan 2026 00:00:00 GMT', '', 'null', '0'),
  fc.stringMatching(/^[\x21-\x7e]{0,9}$/),
);
/** An answer, or one that never came whole. */
interface HttpAnswer {
  readonly how: string;
  readonly status: number;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly date: string | null;
  readonly age: string | null;
  readonly retryAfter: string | null;
}
const httpAnswer: fc.Arbitrary<HttpAnswer> = fc.record({
  how: fc.oneof(
    { weight: 8, arbitrary: fc.constant('whole') },
    { weight: 1, arbitrary: fc.constantFrom('no network', 'redirected', 'broken off', 'read') },
  ),
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(200, 200, 200, 401) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  content: body,
  date: fc.option(dateHeader),
  age: fc.option(fc.oneof(fc.constantFrom('0', '60', '-1'), dateHeader), { freq: 1 }),
  retryAfter: fc.option(fc.oneof(fc.constantFrom('1', '1e9', '-1'), dateHeader)),
});

const HAVE_NO_BODY = [204, 205, 304];

async function respond({ how, status, content, ...fields }: HttpAnswer): Promise<Response> {
  if (how === 'no network') throw new TypeError('fetch failed');
  if (how === 'redirected') return Response.error();
  if (how === 'broken off') {
    const pull = (controller: ReadableStreamDefaultController) =>
      controller.error(new Error('gone'));
    return new Response(new ReadableStream({ pull }));
  }
  const headers = new Headers();
  if (fields.date !== null) headers.set('date', fields.date);
  if (fields.age !== null) headers.set('age', fields.age);
  if (fields.retryAfter !== null) headers.set('retry-after', fields.retryAfter);
  const response = new Response(HAVE_NO_BODY.includes(status) ? null : content, {
    status,
    headers,
  });
  if (how === 'read') await response.arrayBuffer();
  return response;
}

const isNobody = ({ how, status }: HttpAnswer) => ['whole', 'read'].includes(how) && status === 401;

const isTime = (value: unknown) => value === null || typeof value === 'number';

function expectLogin(value: unknown): void {
  const { vendor, token, settings, userId, expiresAt, refreshAt, ...rest } = Object(value);
  expect(rest).toStrictEqual({});
  expect([typeof vendor, typeof token, typeof settings]).toStrictEqual([
    'string',
    'string',
    'object',
  ]);
  expect(settings === null || Array.isArray(settings)).toBe(false);
  expect(userId === null || typeof userId === 'string').toBe(true);
  expect(isTime(expiresAt) && isTime(refreshAt)).toBe(true);
}

holds(
  'any answer of an endpoint: no user, a whole login, or a coded error',
  150,
  fc.asyncProperty(httpAnswer, async (given) => {
    const { ask } = createEndpoint('/api/chat-token', () => respond(given));
    const verdict = await promised(ask);
    if ('code' in verdict) expect(verdict.code).toBe('ERR_ENDPOINT_FAILED');
    else if (verdict.result === undefined) expect(isNobody(given)).toBe(true);
    else expectAnswer(verdict.result);
  }),
);

function expectAnswer(value: unknown): void {
  const { login, freshUntil, validUntil, ...rest } = Object(value);
  expectLogin(login);
  expect(rest).toStrictEqual({});
  expect([typeof freshUntil, typeof validUntil]).toStrictEqual(['number', 'number']);
}

holds(
  'createTokenSource: any answer gives null, a whole login of the vendor, or a coded error',
  150,
  fc.asyncProperty(
    httpAnswer,
    fc.constantFrom(undefined, ...VENDOR_NAMES),
    async (given, vendor) => {
      const fetch = vi.fn(() => respond(given));
      const source = createTokenSource({ endpoint: '/api/chat-token', fetch, vendor });
      const [first, second] = await Promise.all([
        promised(source.getLogin),
        promised(source.getLogin),
      ]);
      source.stop();
      expectSame(second, first);
      // Two calls share a login, unless the vendor accepts its token once.
      const { expiresAt, refreshAt } = Object('result' in first && first.result);
      const isOnce = typeof expiresAt === 'number' && refreshAt === null;
      expect(fetch).toHaveBeenCalledTimes(isOnce ? 2 : 1);
      if ('code' in first) expect(first.code).toBe('ERR_ENDPOINT_FAILED');
      else if (first.result === null) expect(isNobody(given)).toBe(true);
      else {
        expectLogin(first.result);
        const { validUntil } = answerOf(Object(first.result));
        expect(validUntil, 'it has not expired').toBeGreaterThanOrEqual(clock() - 1000);
        if (vendor !== undefined) expect(first.result).toMatchObject({ vendor });
      }
    },
  ),
);

/** What a widget throws: anything that can be asked what it is (a revoked proxy cannot). */
function thrown(recipe: Wild): unknown {
  const value = make(recipe);
  try {
    Object.getPrototypeOf(Object(value));
    return value;
  } catch {
    return recipe.kind;
  }
}

beforeAll(() => vi.stubGlobal('addEventListener', () => {}));
afterAll(() => {
  vi.unstubAllGlobals();
});

holds(
  'connectChat: any answer, and any widget, gives a log-in, nobody, or a coded error',
  100,
  fc.asyncProperty(
    httpAnswer,
    fc.constantFrom(...VENDOR_NAMES),
    fc.constantFrom('takes it', 'throws', 'rejects', 'cannot say whether it is ready'),
    wild,
    async (given, vendor, does, recipe) => {
      const logins: string[] = [];
      const codes: string[] = [];
      const widget: ChatWidget = {
        vendor,
        title: 'Test Chat',
        isReady: () => {
          if (does === 'cannot say whether it is ready') throw thrown(recipe);
          return true;
        },
        login: ({ token: handed }) => {
          logins.push(handed);
          if (does === 'throws') throw thrown(recipe);
          return does === 'rejects' ? Promise.reject(thrown(recipe)) : undefined;
        },
        logout: () => make(recipe),
      };
      const session = connectChat(widget, {
        endpoint: '/api/chat-token',
        fetch: () => respond(given),
        onError: (error) => codes.push(codeOf(error)),
        onRefresh: () => {},
      });
      const isLoggedIn = await session.ready;
      await new Promise((resolve) => setImmediate(resolve));
      const said = codes.length;
      await session.logout();
      expect(typeof isLoggedIn).toBe('boolean');
      if (isLoggedIn) expect(logins).toHaveLength(1);
      const hasAsked = does !== 'cannot say whether it is ready';
      // Something is said of what failed, and nothing of a log-in that worked or of nobody.
      const isFine = hasAsked && (isNobody(given) || (isLoggedIn && does === 'takes it'));
      expect(said === 0).toBe(isFine);
    },
  ),
);
