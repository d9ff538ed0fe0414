/** Whatever a public function is given, it gives a result or an error of the package with a code. */
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  isChatTokenError,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import fc from 'fast-check';
import { expect } from 'vitest';
import { checkClaims } from '../../src/contract/claims.ts';
import { KNOWN_TOKENS } from '../support/known-tokens.ts';
import { anything, KEY_ID, NOW, permissive, SECRET } from '../support/support.ts';
import { answer, promised } from './answers.ts';
import { holds } from './property.ts';
import { CLAIM_NAMES, contracted, text, VENDORS, vendorAndUser } from './users.ts';
import { make, sometimes, type Wild, wild } from './wild.ts';

const names = VENDORS.map(({ vendor }) => vendor.name);
const vendorName = fc.constantFrom(...names, permissive.name);
const vendorOf = (name: string) =>
  name === permissive.name ? permissive : contracted(name).vendor;

const keyOf = (name: string) => ({
  secret: SECRET,
  ...(vendorOf(name).keyId === 'unused' ? {} : { keyId: KEY_ID }),
});

const tokens = new Map<string, string>(Object.entries(KNOWN_TOKENS));

function tokenOf(name: string): string {
  return tokens.get(name) ?? expect.fail(`KNOWN_TOKENS has none for ${name}`);
}

/** Members of which some are replaced by anything. */
function changes(...known: readonly string[]): fc.Arbitrary<[string, Wild][]> {
  const member = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: text },
  );
  return fc.array(fc.tuple(member, wild), { minLength: 1, maxLength: 2 });
}

function changed(object: object, members: readonly [string, Wild][]): object {
  const result = { ...object };
  for (const [name, recipe] of members) {
    // Not by assignment: that would set the prototype where the name is __proto__.
    Object.defineProperty(result, name, {
      value: make(recipe),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

holds(
  'any user: a token that verifies, or a coded error',
  250,
  fc.asyncProperty(
    vendorAndUser,
    sometimes(wild),
    changes(...CLAIM_NAMES),
    async ([name, user], whole, members) => {
      const { vendor } = contracted(name);
      const given = () => (whole === null ? changed(Object(user), members) : make(whole));
      const options = { ...keyOf(name), now: NOW };
      const signed = await promised(signChatToken, vendor, given(), options);
      const again = await promised(createChatTokenSigner(vendor, options), given());
      expect(again).toStrictEqual(signed);
      if (!('code' in signed)) {
        const verified = await promised(verifyChatToken, vendor, signed.result, {
          ...options,
          maxTokenLength: 1e6,
        });
        expect(verified).toHaveProperty('result');
      }
      answer(vendor.claims, given());
      answer(checkClaims, vendor, given());
      answer(vendor.userId, given());
      const advice = answer(lintClaims, vendor, given());
      expect(advice).toHaveProperty('result');
    },
  ),
);

const SIGNING = ['secret', 'keyId', 'keys', 'allowShortSecret', 'expiresIn', 'now'];
const VERIFYING = [
  'secret',
  'keyId',
  'keys',
  'allowShortSecret',
  'clockTolerance',
  'requireExpiry',
  'maxTokenLength',
  'now',
];

holds(
  'any options of signing: a token, or a coded error',
  200,
  fc.asyncProperty(
    vendorAndUser,
    sometimes(wild),
    changes(...SIGNING),
    sometimes(changes('expiresIn', 'now')),
    async ([name, user], whole, members, each) => {
      const { vendor } = contracted(name);
      const given = () =>
        whole === null ? changed({ ...keyOf(name), now: NOW }, members) : make(whole);
      await promised(signChatToken, vendor, user, given());
      const signer = answer(createChatTokenSigner, vendor, given());
      if (!('result' in signer) || typeof signer.result !== 'function') return;
      await promised(Object(signer.result), user, each === null ? undefined : changed({}, each));
    },
  ),
);

holds(
  'any options of verifying: a verdict, or a coded error',
  200,
  fc.asyncProperty(
    fc.constantFrom(...names),
    sometimes(wild),
    changes(...VERIFYING),
    sometimes(changes('now')),
    async (name, whole, members, each) => {
      const { vendor } = contracted(name);
      const token = tokenOf(name);
      const given = () =>
        whole === null ? changed({ ...keyOf(name), now: NOW }, members) : make(whole);
      await promised(verifyChatToken, vendor, token, given());
      const verifier = answer(createChatTokenVerifier, vendor, given());
      if (!('result' in verifier) || typeof verifier.result !== 'function') return;
      await promised(Object(verifier.result), token, each === null ? undefined : changed({}, each));
    },
  ),
);

const tokenPart = fc.oneof(
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  fc.constantFrom('', 'eyJhbGciOiJIUzI1NiJ9', 'e30', 'bnVsbA', 'W10'),
  fc.base64String(),
  text,
);
const tokenText = fc.oneof(
  text,
  fc.array(tokenPart, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
  fc
    .tuple(fc.constantFrom(...Object.values(KNOWN_TOKENS)), text, text)
    .map(([token, before, behind]) => before + token + behind),
);

holds(
  'any token: a verdict, or a coded error',
  250,
  fc.asyncProperty(vendorName, fc.oneof(tokenText, wild), async (name, recipe) => {
    const vendor = vendorOf(name);
    const given = () => (typeof recipe === 'string' ? recipe : make(recipe));
    const options = { ...keyOf(name), now: NOW };
    const verdict = await promised(verifyChatToken, vendor, given(), options);
    expect(await promised(createChatTokenVerifier(vendor, options), given())).toStrictEqual(
      verdict,
    );
    answer(loginScript, vendor, { token: given() });
    const report = await promised(inspectChatToken, given(), { vendor, ...options });
    expect(report).toHaveProperty('result.ok');
    expect(await promised(inspectChatToken, given())).toHaveProperty('result.ok');
  }),
);

holds(
  'any options of inspecting and of loginScript: a report or a script, or a coded error',
  200,
  fc.asyncProperty(
    fc.constantFrom(...names),
    sometimes(wild),
    changes('vendor', 'secret', 'keyId', 'keys', 'now'),
    changes('token', 'endpoint', 'userId', 'nonce'),
    async (name, whole, ofReport, ofScript) => {
      const { vendor } = contracted(name);
      const token = tokenOf(name);
      const options =
        whole === null ? changed({ vendor, ...keyOf(name), now: NOW }, ofReport) : make(whole);
      await promised(inspectChatToken, token, options);
      const script = answer(
        loginScript,
        vendor,
        whole === null ? changed({ token }, ofScript) : make(whole),
      );
      if ('result' in script) expect(script.result).toMatch(/^<script.*<\/script>$/s);
    },
  ),
);

holds(
  'any value for a vendor: a coded error',
  100,
  fc.asyncProperty(wild, async (recipe) => {
    const options = { secret: SECRET, now: NOW };
    const refused = { code: 'ERR_OPTION_INVALID' };
    expect(await promised(signChatToken, make(recipe), {}, options)).toStrictEqual(refused);
    expect(await promised(verifyChatToken, make(recipe), '', options)).toStrictEqual(refused);
    expect(answer(createChatTokenSigner, make(recipe), options)).toStrictEqual(refused);
    expect(answer(createChatTokenVerifier, make(recipe), options)).toStrictEqual(refused);
    expect(
      answer(createTokenHandler, make(recipe), { ...options, getUser: () => null }),
    ).toStrictEqual(refused);
    expect(answer(loginScript, make(recipe), { endpoint: '/' })).toStrictEqual(refused);
    expect(answer(lintClaims, make(recipe), {})).toStrictEqual(refused);
  }),
);

const DEFINITION = {
  name: 'acme',
  title: 'Acme Chat',
  docs: 'https://example.com/docs',
  keyId: 'optional',
  schema: anything,
  fixedClaims: { scope: 'user' },
  userId: () => 'u_1',
  lifetime: { default: 60, max: 3600 },
  registeredClaims: ['sub'],
  requireExpiry: true,
  script: () => 'x()',
  safeMessages: true,
};

holds(
  'any definition of a vendor: a vendor whose every method answers, or a coded error',
  500,
  fc.asyncProperty(
    sometimes(wild),
    changes(...Object.keys(DEFINITION)),
    wild,
    async (whole, members, value) => {
      const defined = answer(
        defineVendor,
        whole === null ? changed(DEFINITION, members) : make(whole),
      );
      if (!('result' in defined)) return;
      const vendor = defined.result;
      const { claims, userId } = Object(vendor);
      answer(claims, make(value));
      answer(checkClaims, vendor as never, make(value));
      answer(userId, make(value));
      const options = { secret: SECRET, now: NOW };
      const signed = await promised(signChatToken, vendor, make(value), options);
      if ('result' in signed) {
        await promised(verifyChatToken, vendor, signed.result, options);
        answer(loginScript, vendor, { token: signed.result });
      }
      answer(lintClaims, vendor, make(value));
      answer(loginScript, vendor, { endpoint: '/' });
    },
  ),
);

holds(
  'any answer of a schema: claims that JSON carries, or a coded error',
  200,
  fc.asyncProperty(
    wild,
    fc.constantFrom('answer', 'value', 'issues', 'issue', 'path', 'path segment', 'message'),
    fc.boolean(),
    async (recipe, part, safeMessages) => {
      const validate = () => {
        const value = make(recipe);
        if (part === 'value') return { value };
        if (part === 'issues') return { issues: value };
        if (part === 'issue') return { issues: [value] };
        if (part === 'path') return { issues: [{ message: 'is wrong', path: value }] };
        if (part === 'path segment')
          return { issues: [{ message: 'is wrong', path: [value, { key: value }] }] };
        return part === 'message' ? { issues: [{ message: value }] } : value;
      };
      const schema = { '~standard': { version: 1, vendor: 'test', validate } };
      const defined = answer(defineVendor, { ...DEFINITION, schema, safeMessages });
      if (!('result' in defined)) return;
      const { claims } = Object(defined.result);
      const made = answer(claims, {});
      if ('result' in made) expect(JSON.parse(JSON.stringify(made.result))).toEqual(made.result);
      answer(checkClaims, defined.result as never, { scope: 'user' });
      answer(lintClaims, defined.result, {});
      await promised(signChatToken, defined.result, {}, { secret: SECRET });
    },
  ),
);

const requestInit = fc.record(
  {
    method: fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PROPFIND', 'get'),
    headers: fc.dictionary(
      fc.oneof(
        fc.constantFrom('origin', 'sec-fetch-site', 'access-control-request-headers', 'cookie'),
        fc.stringMatching(/^[a-z-]{1,9}$/),
      ),
      fc.oneof(
        fc.constantFrom(
          'null',
          'same-origin',
          'none',
          'cross-site',
          'https://www.example.com',
          'https://',
          '*',
        ),
        fc.stringMatching(/^[\x21-\x7e]{0,9}$/),
      ),
    ),
  },
  { requiredKeys: [] },
);
const address = fc.webUrl({ withQueryParameters: true });

/** What looks like a request: the address need not be whole, nor the method one. */
const requestLike = fc.record({ url: fc.oneof(address, text), method: text, init: requestInit });
type RequestLike = typeof requestLike extends fc.Arbitrary<infer Value> ? Value : never;

function makeRequest(recipe: RequestLike | Wild): unknown {
  return 'kind' in recipe ? make(recipe) : { ...recipe, headers: new Headers(recipe.init.headers) };
}

const HANDLER = ['getUser', 'onError', 'origins', ...SIGNING];
const STATUSES = [200, 204, 401, 403, 405, 500];

holds(
  'any options, user and request of a token handler: an answer, or a coded error',
  250,
  fc.asyncProperty(
    fc.constantFrom(...names),
    vendorAndUser,
    sometimes(changes(...HANDLER)),
    wild,
    fc.oneof(fc.tuple(address, requestInit), requestLike, wild),
    async (name, [of, user], members, found, asked) => {
      const { vendor } = contracted(name);
      const options = {
        ...keyOf(name),
        getUser: () => (of === name ? user : make(found)),
        onError: () => make(found),
        origins: ['https://www.example.com'],
      };
      const made = answer(
        createTokenHandler,
        vendor,
        members === null ? options : changed(options, members),
      );
      if (!('result' in made)) return;
      const request = Array.isArray(asked) ? new Request(...asked) : makeRequest(asked);
      const responded = await promised(Object(made.result), request);
      if (!('result' in responded)) {
        expect(Array.isArray(asked), 'a request is answered').toBe(false);
        return;
      }
      if (!(responded.result instanceof Response)) expect.fail('no answer');
      expect(STATUSES).toContain(responded.result.status);
      expect(responded.result.headers.get('cache-control')).toBe('private, no-store');
      const body = await responded.result.text();
      if (body !== '')
        expect(Object.keys(JSON.parse(body))).toContain(responded.result.ok ? 'token' : 'error');
    },
  ),
);

holds(
  'any value: it is told whether it is an error of the package',
  100,
  fc.property(wild, wild, (recipe, code) => {
    expect(answer(isChatTokenError, make(recipe))).toHaveProperty('result', expect.any(Boolean));
    expect(answer(isChatTokenError, make(recipe), make(code))).toHaveProperty(
      'result',
      expect.any(Boolean),
    );
  }),
);
