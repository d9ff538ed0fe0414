/**
 * docs/errors.md: a heading for each code and for no other, and under it messages and hints as the
 * library gives them. Each message of a `text` block is made here, from what the page says of it.
 */
import { readFileSync } from 'node:fs';
import { convrs, createChatTokenSigner, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { type ChatWidget, connectChat, zendeskWidget } from 'chat-token/browser';
import { loginScript } from 'chat-token/html';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../support/support.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** A message of the page, with the hint under it. */
interface Quote {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const sections = read('docs/errors.md')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), text }));
const quotes = sections.flatMap(({ heading, text }): Quote[] =>
  [...text.matchAll(/```text\n(.*?)```/gs)].flatMap(([, block = '']) =>
    [...block.matchAll(/^(.+)\n {2}(.+)$/gm)].map(([, message = '', hint = '']) => ({
      code: heading.replaceAll('`', ''),
      message,
      hint,
    })),
  ),
);

/** The codes of the type, in its order. */
const codes = [
  ...read('src/utils/errors.ts')
    .slice(read('src/utils/errors.ts').indexOf('export type ChatTokenErrorCode'))
    .matchAll(/^ {2}\| '(\w+)'/gm),
].map(([, code = '']) => code);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const key = { keyId: KEY_ID, secret: SECRET };
const user = { external_id: 'u_1' };
const at = { now: NOW };
const claims = { scope: 'user', ...user, iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const token = (changes: object = {}, header: object = {}) =>
  forge({ alg: 'HS256', typ: 'JWT', kid: KEY_ID, ...header }, { ...claims, ...changes });
const verify = (it: string, options: object = {}) =>
  verifyChatToken(zendesk, it, { ...key, ...at, ...options });
/** What JavaScript can pass, and TypeScript refuses. */
const untyped = (value: unknown) => value as never;

/** What a page's session says first, where the endpoint answers so. */
function ofPage(answers: readonly Response[], widget: ChatWidget = zendeskWidget) {
  vi.stubGlobal('addEventListener', () => undefined);
  return new Promise((_, reject) => {
    const rest = [...answers];
    const session = connectChat(widget, {
      endpoint: '/api/chat-token',
      fetch: async () => rest.shift() ?? Response.error(),
      onError: (error) => {
        session.stop();
        reject(error);
      },
    });
  });
}

const answer = (userId: string, refreshAt = NOW_SECONDS + 2700) =>
  Response.json(
    { token: token({ external_id: userId }), userId, expiresAt: claims.exp, refreshAt },
    { headers: { date: NOW.toUTCString() } },
  );
const page = (zE: (...args: [string, string, ...((given: unknown) => void)[]]) => void) => {
  vi.stubGlobal('zE', zE);
};

/** How each message of the page comes about. */
const made: Readonly<Record<string, () => unknown>> = {
  'The options: expireIn is not known; did you mean "expiresIn"?': () =>
    signChatToken(zendesk, user, untyped({ ...key, expireIn: '1h' })),
  'expiresIn must be whole seconds from 1 to 31622400, or a text such as "15m", "1h" or "2d"': () =>
    createChatTokenSigner(zendesk, { ...key, expiresIn: 3_600_000 * 24 }),
  'keyId is given, and this vendor uses no kid': () => signChatToken(convrs, {}, untyped(key)),
  'The keys function failed': () =>
    signChatToken(zendesk, user, {
      keys: () => {
        throw new Error('the key service is down');
      },
    }),
  'The vendor must be a vendor object, not a string': () =>
    signChatToken(untyped('zendesk'), user, key),
  'The Zendesk widget asks for a token again and again: it needs an endpoint': () =>
    loginScript(zendesk, { token: token() }),
  'The secret is empty or blank': () => signChatToken(zendesk, user, { ...key, secret: '' }),
  'The secret begins or ends with white space, a line break or a byte order mark': () =>
    signChatToken(zendesk, user, { ...key, secret: `${SECRET}\n` }),
  'The secret is in quotation marks': () =>
    signChatToken(zendesk, user, { ...key, secret: `"${SECRET}"` }),
  'The secret is a placeholder': () =>
    signChatToken(zendesk, user, { ...key, secret: 'your-signing-secret' }),
  'The secret has fewer than 24 bytes': () =>
    signChatToken(zendesk, user, { ...key, secret: 'Zq7' }),
  'keyId is missing, and this vendor wants a kid': () =>
    signChatToken(zendesk, user, { ...key, keyId: '' }),
  'The token has no kid in its header, which this vendor wants': () =>
    verify(token({}, { kid: undefined })),
  'Not valid for Zendesk messaging: external_id must be a string, not a number: pass String(id) (and 1 more)':
    () => zendesk.claims(untyped({ external_id: 42, emailVerified: true })),
  'Not valid for Zendesk messaging: scope is always "user" here: leave it out': () =>
    zendesk.claims(untyped({ ...user, scope: 'user' })),
  'Not valid for Zendesk messaging: exp is reserved: the clock and expiresIn set it': () =>
    zendesk.claims(untyped({ ...user, exp: 1 })),
  'Not valid for Convrs Web Chat: agentData[0].value must be a number, not a string': () =>
    convrs.claims(untyped({ agentData: [{ label: 'Balance', value: '1250', type: 'currency' }] })),
  "The token's times are not valid: exp is missing": () => verify(token({ exp: undefined })),
  'The token has more than 16384 characters': () => verify(token({ name: 'x'.repeat(20_000) })),
  'This is not a signed token: it has not three parts with dots between them': () =>
    verify('undefined'),
  'This is not a signed token: it is of type object, not a string (is an await missing?)': () =>
    verify(untyped(Promise.resolve(token()))),
  'This is not a signed token: it is not all canonical base64url': () =>
    verify(`Bearer ${token()}`),
  'The token is not signed with HS256': () => verify(token({}, { alg: 'RS256' })),
  'None of the keys may verify this token': () => verify(token({}, { kid: 'app_other' })),
  'The signature does not match': () => verify(token(), { secret: OTHER_SECRET }),
  'The token has expired': () => verify(token({ exp: NOW_SECONDS })),
  'The token is not valid yet': () => verify(token({ nbf: NOW_SECONDS + 60 })),
  'The endpoint answered 500': () => ofPage([new Response(null, { status: 500 })], ready),
  'The endpoint cannot be reached': () => {
    vi.stubGlobal('addEventListener', () => undefined);
    return new Promise((_, reject) => {
      const session = connectChat(ready, {
        endpoint: '/api/chat-token',
        fetch: () => Promise.reject(new TypeError('Failed to fetch')),
        onError: (error) => {
          session.stop();
          reject(error);
        },
      });
    });
  },
  'The endpoint gave no token': () => ofPage([Response.json({ jwt: token() })], ready),
  'The endpoint gave a token that is not for Zendesk messaging': () =>
    ofPage(
      [Response.json({ token: forge({}, {}), userId: null, expiresAt: 1, refreshAt: 1 })],
      ready,
    ),
  'The user changed': () => {
    vi.useFakeTimers({ now: NOW });
    const failed = ofPage([answer('u_1', NOW_SECONDS + 10), answer('u_2')], ready);
    failed.catch(() => undefined);
    return vi.advanceTimersByTimeAsync(11_000).then(() => {
      vi.useRealTimers();
      return failed;
    });
  },
  'Zendesk messaging did not take the token': () => {
    page((_messenger, _command, _jwt, login) => login?.({ type: 'LoginFailedError' }));
    return ofPage([answer('u_1')]);
  },
};
/** A widget that is there, and takes everything. */
const ready: ChatWidget = { ...zendeskWidget, isReady: () => true, login: () => undefined };

test('there are codes and messages to check', () => {
  expect(codes.length).toBeGreaterThan(10);
  expect(quotes.length).toBeGreaterThan(20);
});

test('each code has its heading, and no other has one', () => {
  expect(sections.map(({ heading }) => heading)).toStrictEqual(codes.map((code) => `\`${code}\``));
});

test.each(sections)('$heading has a message, a cause and a cure', ({ text }) => {
  expect(text).toMatch(/```text\n/);
  expect(text).toMatch(/^\| cause \| cure \|$/m);
});

describe('each message is what the library says', () => {
  test.each(quotes)('$message', async ({ code, message, hint }) => {
    const error = await refusal(() => made[message]?.());
    expect([error.code, error.message, error.hint]).toStrictEqual([code, message, hint]);
  });

  test('and each that is made here stands on the page', () => {
    expect(Object.keys(made).sort()).toStrictEqual(quotes.map(({ message }) => message).sort());
  });
});
