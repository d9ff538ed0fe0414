/** docs/errors.md has a section for each error code, with the messages as they are. */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  type ChatTokenErrorCode,
  chatwoot,
  convrs,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript, zendeskWidget } from 'chat-token/html';
import { invalidToken, testKey } from 'chat-token/testing';
import { expect, test, vi } from 'vitest';
import { polluted, refusal } from '../support/support.ts';

const file = new URL('../../docs/errors.md', import.meta.url);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const sections = read('docs/errors.md')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), text }));

test('each code has a section, in the order of the type', () => {
  const [, type = ''] =
    /export type ChatTokenErrorCode(.*?);/s.exec(read('src/utils/errors.ts')) ?? [];
  const codes = [...type.matchAll(/'(\w+)'/g)].map(([, code]) => `\`${code}\``);
  expect(codes.length).toBeGreaterThan(10);
  expect(sections.map(({ heading }) => heading)).toStrictEqual(codes);
});

test.each(sections)('$heading has a message, a cause and a cure', ({ text }) => {
  expect(text).toMatch(/```text\n/);
  expect(text).toMatch(/^\| cause \| cure \|$/m);
});

/** Data without a type. */
const untyped = (data: unknown) => JSON.parse(JSON.stringify(data));
const USER = { external_id: 'u_1' };
const JANE = { identifier: 'u_1', name: 'Jane Doe' };
const KEY = testKey(zendesk);
const SECRET = testKey(convrs);
const good = await signChatToken(convrs, { userId: 'u_1' }, SECRET);

const sign = (user: object, options: object = {}) =>
  signChatToken(zendesk, untyped({ ...USER, ...user }), { ...KEY, ...options });
const signFor = (user: object, options: object = {}) =>
  signChatToken(convrs, untyped(user), { ...SECRET, ...options });
const hash = (options: object) =>
  signChatToken(chatwoot, JANE, { ...testKey(chatwoot), ...options });
const verifyHash = (token: string) =>
  verifyChatToken(chatwoot, token, { ...testKey(chatwoot), user: JANE });
const verify = (token: unknown) => verifyChatToken(convrs, untyped(token), SECRET);
const verifyWrong = async (kind: Parameters<typeof invalidToken>[2]) =>
  verifyChatToken(zendesk, await invalidToken(zendesk, USER, kind), KEY);

/** Runs an action in a runtime that lacks a global. */
async function without(name: string, action: () => Promise<unknown>): Promise<unknown> {
  vi.stubGlobal(name, undefined);
  return action().finally(() => vi.unstubAllGlobals());
}

/** Runs an action while WebCrypto fails. */
async function failing(name: 'sign', action: () => Promise<unknown>): Promise<unknown> {
  const mocked = vi
    .spyOn(crypto.subtle, name)
    .mockRejectedValue(new DOMException('busy', 'OperationError'));
  return action().finally(() => mocked.mockRestore());
}

test.each<[ChatTokenErrorCode, (() => unknown)[]]>([
  [
    'ERR_OPTION_INVALID',
    [
      () => sign({}, { expireIn: '1h' }),
      () => sign({}, { expiresIn: 1e9 }),
      () => hash({ expiresIn: '1h' }),
      () => signFor({}, { keyId: 'app_1' }),
      () => signChatToken(untyped('zendesk'), USER, KEY),
      () => Reflect.apply(signChatToken, undefined, [USER, zendesk, KEY]),
      () => sign({}, { keyId: `"${KEY.keyId}"` }),
      () => sign({}, { secret: undefined, keyId: undefined, keys: () => expect.fail() }),
      async () => loginScript(zendeskWidget, await signChatLogin(zendesk, USER, KEY)),
    ],
  ],
  [
    'ERR_SECRET_INVALID',
    [
      ...[
        '',
        `${KEY.secret}\n`,
        `"${KEY.secret}"`,
        `${KEY.secret} # production`,
        'process.env.CONVRS_SIGNING_SECRET',
        'fJx3',
      ].map((secret) => () => signFor({}, { secret })),
      () => sign({}, { keyId: KEY.secret }),
    ],
  ],
  [
    'ERR_KEY_ID_MISSING',
    [
      () => sign({}, { keyId: '' }),
      () => sign({}, { keyId: '', secret: '' }),
      () => verifyWrong('no-key-id'),
    ],
  ],
  [
    'ERR_CLAIMS_INVALID',
    [
      () => sign({ external_id: 1, plan: 'x' }),
      () => sign({ scope: 'user' }),
      () => sign({ exp: 1 }),
      () => signFor({ agentData: [{ label: 'a', value: '1', type: 'number' }] }),
      () => signFor({ name: 'x'.repeat(20_000) }),
      () => verifyWrong('no-expiry'),
    ],
  ],
  ['ERR_TOKEN_TOO_LARGE', [() => verify('x'.repeat(20_000))]],
  [
    'ERR_TOKEN_MALFORMED',
    [
      () => verify('x'),
      () => verify('0'.repeat(64)),
      () => verify({}),
      () => verify(`${good}=`),
      () => verifyHash(good),
    ],
  ],
  ['ERR_ALGORITHM_REJECTED', [() => verifyWrong('other-algorithm')]],
  ['ERR_KEY_UNKNOWN', [() => verifyWrong('other-key-id')]],
  ['ERR_SIGNATURE_INVALID', [() => verifyWrong('other-key'), () => verifyHash('0'.repeat(64))]],
  ['ERR_TOKEN_EXPIRED', [() => verifyWrong('expired')]],
  ['ERR_TOKEN_NOT_YET_VALID', [() => verifyWrong('not-yet-valid')]],
  ['ERR_RUNTIME_UNSUPPORTED', [() => without('crypto', () => sign({}))]],
  ['ERR_CRYPTO_FAILED', [() => failing('sign', () => sign({}))]],
  ['ERR_PROTOTYPE_POLLUTED', [() => polluted({ added: 1 }, () => sign({}))]],
])('the page quotes the messages of %s', async (code, mistakes) => {
  const errors = await Promise.all(mistakes.map((mistake) => refusal(mistake, code)));
  const messages = errors.map(({ message, hint }) => `${message}\n  ${hint}`).join('\n\n');
  const quote = new RegExp(`(?<=\n## \`${code}\`\n.*?\`\`\`text\n).*?(?=\n\`\`\`)`, 's');
  const page = read('docs/errors.md');
  // UPDATE=1 writes them.
  if (process.env['UPDATE'] === '1')
    writeFileSync(
      file,
      page.replace(quote, () => messages),
    );
  else expect(quote.exec(page)?.[0]).toBe(messages);
});
