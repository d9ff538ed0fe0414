/** With any arguments, a public function returns a result or throws an error of the package with a code. */
import {
  type ChatLogin,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineConfiguredVendor,
  defineVendor,
  hmac,
  isChatTokenError,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anything, KEY_ID, NOW, SECRET } from '../support/support.ts';
import { fieldsOf, forAnyUser, keyFor, type TestVendor, VENDORS } from '../support/vendors.ts';
import { type Answer, answer, promised } from './answers.ts';
import { holds } from './property.ts';
import { CLAIM_NAMES, contracted, text, vendorAndUser } from './users.ts';
import { widgetsFor } from './widgets.ts';
import { isReadable, make, readable, sometimes, type Wild, wild } from './wild.ts';

const options = (name: string) => ({
  ...keyFor(contracted(name).vendor, SECRET, KEY_ID),
  now: NOW,
});

/** The ids that signing makes are always the same, so that two tokens can be compared. */
const signing = (name: string) => ({
  ...options(name),
  ...(contracted(name).vendor.token.kind === 'jwt' && { randomId: () => 'random-1' }),
});

/** The login of each vendor's example, and the options with which its token verifies. */
const logins = new Map<string, ChatLogin>();
const verifying = new Map<string, object>();
for (const { vendor, example } of VENDORS) {
  const { user } = example.full;
  const login = await signChatLogin(vendor, user, signing(vendor.name));
  logins.set(vendor.name, login);
  verifying.set(vendor.name, verifyOptions(vendor, options(vendor.name), login));
}
const tokenOf = (name: string) => logins.get(name)?.token;

/** A hash is verified against what was sent with it. */
function verifyOptions(vendor: TestVendor, given: object, login: ChatLogin): object {
  return vendor.token.kind === 'jwt' ? given : { ...given, user: fieldsOf(login) };
}

const widgetOf = (name: string) => widgetsFor({}).find(({ vendor }) => vendor === name);

/** Replaces members of an object. */
function changed(object: object, members: readonly (readonly [string, Wild])[]): object {
  const result = { ...object };
  for (const [name, recipe] of members) {
    const descriptor = { enumerable: true, configurable: true, writable: true };
    // An assignment would set the prototype where the name is __proto__.
    Object.defineProperty(result, name, { ...descriptor, value: make(recipe) });
  }
  return result;
}

/** A function, and its valid arguments: first the vendor or the widget, then these. */
interface Target {
  readonly fn: (...args: never) => unknown;
  readonly isAsync: boolean;
  readonly args: (name: string, user: unknown) => readonly unknown[];
  readonly first: (name: string) => unknown;
}
const vendorOf = (name: string) => contracted(name).vendor;
const target = (
  fn: Target['fn'],
  isAsync: boolean,
  args: Target['args'],
  first: Target['first'] = vendorOf,
): Target => ({ fn, isAsync, args, first });

const TARGETS: Readonly<Record<string, Target>> = {
  signChatToken: target(signChatToken, true, (name, user) => [user, signing(name)]),
  signChatLogin: target(signChatLogin, true, (name, user) => [user, signing(name)]),
  createChatTokenSigner: target(createChatTokenSigner, false, (name) => [signing(name)]),
  verifyChatToken: target(verifyChatToken, true, (name) => [tokenOf(name), verifying.get(name)]),
  createChatTokenVerifier: target(createChatTokenVerifier, false, (name) => [verifying.get(name)]),
  loginScript: target(loginScript, false, (name) => [logins.get(name)], widgetOf),
  lintClaims: target(lintClaims, false, (_, user) => [user]),
  createTokenHandler: target(createTokenHandler, false, (name, user) => [
    { ...signing(name), getUser: () => user },
  ]),
};

const MEMBERS = [
  ...['secret', 'keyId', 'keys', 'allowShortSecret', 'expiresIn', 'now', 'clockTolerance'],
  ...['requireExpiry', 'maxTokenLength', 'token', 'endpoint', 'userId', 'nonce', 'getUser'],
  ...['onError', 'origins', 'vendor', 'user', 'checks', 'randomId'],
];
const optionName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...MEMBERS) },
  { weight: 1, arbitrary: text },
);
const optionChanges = fc.array(fc.tuple(optionName, readable), { minLength: 1, maxLength: 2 });

function call({ fn, isAsync }: Target, args: readonly unknown[]): Promise<Answer> | Answer {
  return isAsync ? promised(fn, ...args) : answer(fn, ...args);
}

holds(
  'any options, or members of them: a result, or a coded error',
  300,
  fc.asyncProperty(
    fc.constantFrom(...Object.keys(TARGETS)),
    vendorAndUser,
    sometimes(readable),
    optionChanges,
    async (targetName, [name, user], whole, members) => {
      const made = TARGETS[targetName] ?? expect.fail();
      const args = made.args(name, user);
      const last = () => (whole === null ? changed(Object(args.at(-1)), members) : make(whole));
      const { result }: { result?: unknown } = Object(
        await call(made, [made.first(name), ...args.slice(0, -1), last()]),
      );
      // What a signer and a verifier are called with, and the options of one call.
      const perCall = { now: make(members[0]?.[1] ?? { kind: 'plain', inner: NOW }) };
      if (targetName === 'createChatTokenSigner' && typeof result === 'function') {
        await promised(Object(result), user, perCall);
      }
      if (targetName === 'createChatTokenVerifier' && typeof result === 'function') {
        await promised(Object(result), tokenOf(name), perCall);
      }
      if (targetName === 'loginScript' && result !== undefined) {
        expect(result).toMatch(/^<script.*<\/script>$/s);
      }
    },
  ),
);

holds(
  'any options of inspecting: a report, or a coded error',
  100,
  fc.asyncProperty(
    vendorAndUser,
    sometimes(readable),
    optionChanges,
    async ([name], whole, members) => {
      const { vendor } = contracted(name);
      const given = { vendor, ...options(name) };
      const how = whole === null ? changed(given, members) : make(whole);
      await promised(inspectChatToken, tokenOf(name), how);
    },
  ),
);

holds(
  'any value for a vendor: a coded error',
  100,
  fc.asyncProperty(
    fc.constantFrom(...Object.keys(TARGETS)),
    readable,
    async (targetName, recipe) => {
      const made = TARGETS[targetName] ?? expect.fail();
      // The endpoint takes a function that returns the vendor of a request.
      fc.pre(targetName !== 'createTokenHandler' || typeof make(recipe) !== 'function');
      const result = await call(made, [make(recipe), ...made.args('zendesk', {})]);
      expect(result).toStrictEqual({ code: 'ERR_OPTION_INVALID' });
    },
  ),
);

const claimName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...CLAIM_NAMES) },
  { weight: 1, arbitrary: text },
);

holds(
  'any user: a token that verifies, or a coded error',
  150,
  fc.asyncProperty(
    vendorAndUser,
    sometimes(wild),
    fc.array(fc.tuple(claimName, wild), { minLength: 1, maxLength: 2 }),
    async ([name, user], whole, members) => {
      const { vendor } = contracted(name);
      const given = () => (whole === null ? changed(Object(user), members) : make(whole));
      const login = async () => signChatLogin(vendor, given(), signing(name));
      const tokenOfLogin = async () => (await login()).token;
      const signed = await promised(tokenOfLogin);
      if (vendor.token.timeField === undefined) {
        expect(await promised(signChatToken, vendor, given(), signing(name))).toStrictEqual(signed);
        const signer = createChatTokenSigner(vendor, signing(name));
        expect(await promised(signer, given())).toStrictEqual(signed);
      }
      if ('result' in signed) {
        const how = verifyOptions(vendor, options(name), await login());
        const verified = await promised(verifyChatToken, vendor, signed.result, how);
        expect(verified).toHaveProperty('result');
      }
      answer(vendor.claims, given());
      // Claims come from `claims` or from a token: reading them does not throw.
      if (whole === null || isReadable(whole)) answer(vendor.userId, given());
      expect(answer(lintClaims, vendor, given())).toHaveProperty('result');
    },
  ),
);

const tokenPart = fc.oneof(
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  fc.constantFrom('', 'eyJhbGciOiJIUzI1NiJ9', 'e30', 'bnVsbA', 'W10'),
  text,
);
const tokenText = fc.oneof(
  text,
  fc.array(tokenPart, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
  fc
    .tuple(fc.constantFrom(...logins.values()), text, text)
    .map(([{ token }, before, after]) => before + token + after),
);

holds(
  'any token: a verdict, or a coded error',
  150,
  fc.asyncProperty(vendorAndUser, fc.oneof(tokenText, readable), async ([name], recipe) => {
    const { vendor } = contracted(name);
    const given = () => (typeof recipe === 'string' ? recipe : make(recipe));
    const how = verifying.get(name) ?? expect.fail();
    const verdict = await promised(verifyChatToken, vendor, given(), how);
    const verifier = createChatTokenVerifier(vendor, how);
    expect(await promised(verifier, given())).toStrictEqual(verdict);
    answer(loginScript, widgetOf(name), { ...logins.get(name), token: given() });
    for (const asked of [{ vendor, ...how }, { vendor }, undefined]) {
      expect(await promised(inspectChatToken, given(), asked)).toHaveProperty('result.ok');
    }
  }),
);

const JWT = {
  keyId: 'optional',
  fixedClaims: { scope: 'user' },
  expiry: 'exp',
  lifetime: { default: 60, max: 3600 },
  registeredClaims: ['sub'],
  requireExpiry: true,
  privilegedClaims: ['role'],
  // Always the same, so that two tokens can be compared.
  generatedClaims: { jti: () => 'random-1' },
  defaultClaims: { sid: () => 'random-2' },
  secretEncoding: 'utf8',
  maxTokenLength: 3000,
  singleUse: false,
};
const FORMATS: Readonly<Record<string, readonly [make: Target['fn'], definition: object]>> = {
  jwt: [jwt, JWT],
  'jwt with a key id in a claim': [jwt, { keyId: 'optional', keyIdClaim: 'ski' }],
  'jwt that counts from iat': [jwt, { expiry: 'iat', lifetime: { max: 3600 } }],
  hmac: [hmac, { message: () => 'u_1' }],
};
const RULES = {
  user: anything,
  token: jwt(),
  userId: () => 'u_1',
  settings: (_: object, token: string) => ({ token }),
};
const ABOUT = { name: 'acme', title: 'Acme Chat', docs: 'https://example.com/docs' };
const DEFINITION = { ...ABOUT, ...RULES };

const changesOf = (definition: object) =>
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(definition)), readable), {
    minLength: 1,
    maxLength: 2,
  });

/** What a schema answers, with any value in one place. */
const ANSWERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  answer: (value) => value,
  value: (value) => ({ value }),
  issues: (value) => ({ issues: value }),
  issue: (value) => ({ issues: [value] }),
  path: (value) => ({ issues: [{ message: 'is wrong', path: value }] }),
  'path segment': (value) => ({ issues: [{ message: 'is wrong', path: [value, { key: value }] }] }),
  message: (value) => ({ issues: [{ message: value }] }),
};

/** Uses all of a vendor, if there is one. */
async function useVendor({ result }: { result?: unknown }, given: () => unknown): Promise<void> {
  if (result === undefined) return;
  const vendor = forAnyUser(result);
  const options = { secret: SECRET, now: NOW };
  const made = answer(vendor.claims, given());
  if ('result' in made) expect(JSON.parse(JSON.stringify(made.result))).toEqual(made.result);
  if ('result' in made) answer(vendor.userId, made.result);
  const signed = await promised(signChatToken, vendor, given(), options);
  if ('result' in signed) {
    const how = verifyOptions(vendor, options, await signChatLogin(vendor, given(), options));
    const verified = await promised(verifyChatToken, vendor, signed.result, how);
    expect(verified).toHaveProperty('result');
  }
  const { result: login } = Object(await promised(signChatLogin, vendor, given(), options));
  if (login !== undefined) expect(signed).toStrictEqual({ result: Object(login).token });
  answer(lintClaims, vendor, given());
}

holds(
  'any definition of a vendor: a vendor that works, or a coded error',
  200,
  fc.asyncProperty(
    sometimes(readable),
    changesOf(DEFINITION),
    wild,
    async (whole, members, value) => {
      const definition = whole === null ? changed(DEFINITION, members) : make(whole);
      await useVendor(Object(answer(defineVendor, definition)), () => make(value));
    },
  ),
);

holds(
  'any definition of a format: a vendor that works, or a coded error',
  150,
  fc.asyncProperty(
    fc.oneof(
      ...Object.entries(FORMATS).map(([name, [, definition]]) =>
        fc.tuple(fc.constant(name), changesOf(definition)),
      ),
    ),
    sometimes(readable),
    wild,
    async ([name, members], whole, value) => {
      const [format, definition] = FORMATS[name] ?? expect.fail();
      const given = whole === null ? changed(definition, members) : make(whole);
      const token = answer(format, given);
      if (!('result' in token)) return;
      const made = answer(defineVendor, { ...DEFINITION, token: token.result });
      expect(made).toHaveProperty('result');
      await useVendor(Object(made), () => make(value));
    },
  ),
);

const CONFIGURED = { ...ABOUT, config: { widgetId: 'string', most: 'number?' } };

test('the definitions that are changed are good', () => {
  expect(answer(defineVendor, DEFINITION)).toHaveProperty('result');
  expect(answer(defineConfiguredVendor, CONFIGURED, () => RULES)).toHaveProperty('result');
  for (const [format, definition] of Object.values(FORMATS)) {
    expect(answer(format, definition)).toHaveProperty('result');
  }
});

holds(
  'any configuration, and any definition of one: a vendor that works, or a coded error',
  150,
  fc.asyncProperty(
    sometimes(readable),
    changesOf(CONFIGURED),
    readable,
    async (whole, members, value) => {
      const about = whole === null ? changed(CONFIGURED, members) : make(whole);
      const made = answer(defineConfiguredVendor, about, () => RULES);
      for (const configure of [
        made,
        answer(defineConfiguredVendor, CONFIGURED, () => make(value)),
      ]) {
        if (!('result' in configure)) continue;
        const call: (...args: never) => unknown = Object(configure.result);
        await useVendor(Object(answer(call, make(value))), () => ({ id: 1 }));
        await useVendor(Object(answer(call, { widgetId: make(value) })), () => ({ id: 1 }));
        const two = { widgetId: 'w_1', most: make(value) };
        await useVendor(Object(answer(call, two)), () => ({ id: 1 }));
      }
    },
  ),
);

holds(
  'any answer of a schema: claims that JSON carries, or a coded error',
  150,
  fc.asyncProperty(wild, fc.constantFrom(...Object.keys(ANSWERS)), async (recipe, part) => {
    const validate = () => ANSWERS[part]?.(make(recipe));
    const schema = { '~standard': { version: 1, vendor: 'test', validate } };
    const definition = { ...DEFINITION, user: schema };
    await useVendor(Object(answer(defineVendor, definition)), () => ({}));
  }),
);

const requestInit = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'PUT', 'DELETE'),
  headers: fc.dictionary(
    fc.constantFrom('origin', 'sec-fetch-site', 'cookie', 'access-control-request-method'),
    fc.oneof(
      fc.constantFrom('https://www.example.com', 'https://evil.example', 'null', 'cross-site'),
      fc.stringMatching(/^[\x21-\x7e]{0,9}$/),
    ),
  ),
});

holds(
  'any user and request of a token handler: an answer, or a coded error',
  150,
  fc.asyncProperty(
    vendorAndUser,
    sometimes(wild),
    fc.oneof(fc.tuple(fc.webUrl(), requestInit), readable),
    async ([name, user], found, asked) => {
      const handler = createTokenHandler(contracted(name).vendor, {
        ...signing(name),
        getUser: () => (found === null ? user : make(found)),
        onError: () => found && make(found),
        origins: ['https://www.example.com'],
      } as never);
      const request = Array.isArray(asked) ? new Request(...asked) : make(asked);
      const { result: response }: { result?: unknown } = Object(await promised(handler, request));
      if (!(response instanceof Response)) {
        expect(Array.isArray(asked), 'a request gets an answer').toBe(false);
        return;
      }
      expect([200, 204, 401, 403, 405, 500]).toContain(response.status);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      const body = await response.text();
      if (body !== '') {
        expect(Object.keys(JSON.parse(body))).toContain(response.ok ? 'token' : 'error');
      }
    },
  ),
);

holds(
  'isChatTokenError returns a boolean for any value',
  100,
  fc.property(wild, sometimes(wild), (recipe, code) => {
    const result = answer(isChatTokenError, make(recipe), ...(code === null ? [] : [make(code)]));
    expect(result).toHaveProperty('result', expect.any(Boolean));
  }),
);
