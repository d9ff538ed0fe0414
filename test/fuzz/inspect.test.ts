/** Inspecting explains any token, and agrees with verifying about which tokens are good. */
import { verifyChatToken } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import fc from 'fast-check';
import { expect } from 'vitest';
import { forge, KEY_ID, NOW, NOW_SECONDS, permissive, SECRET } from '../support/support.ts';
import { forAnyUser, keyFor, type TestVendor, timesOf } from '../support/vendors.ts';
import { change, changed } from './changes.ts';
import { holds } from './property.ts';
import {
  CLAIM_NAMES,
  contracted,
  JWT_VENDORS,
  jwtVendorAndUser,
  READ_NAMES,
  VENDORS,
} from './users.ts';
import { signedToken } from './wild-tokens.ts';

/** Members that JavaScript looks at by itself. */
const MAGIC = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toJSON', 'then', 'length'],
  ...['type', 'value', 'name', 'key', 'json'],
];

/** Any JSON, as text: an object may have a member named `__proto__`. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('{}', '[]', 'null', 'true', '0', '-0', '1e400', '-1e400', '""', '[[]]'),
    fc.jsonValue({ maxDepth: 0, stringUnit: 'binary' }).map((value) => JSON.stringify(value)),
    fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
    fc
      .array(
        fc.tuple(fc.oneof(fc.constantFrom(...MAGIC, ...CLAIM_NAMES), fc.string()), tie('node')),
        {
          maxLength: 3,
        },
      )
      .map(
        (members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`,
      ),
    tie('node').map((inner) => JSON.stringify(inner)),
  ),
})).node;

const ALL: readonly TestVendor[] = VENDORS.map(({ vendor }) => vendor);
const vendorName = fc.constantFrom(...ALL.map(({ name }) => name));
const HEADER_NAMES = ['alg', 'typ', 'kid', 'crit', 'exp', 'iat', 'scope', 'external_id', ...MAGIC];
const membersOf = (names: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...names), jsonText), { maxLength: 6 })
    .map((members) => members.map(([name, value]) => `${JSON.stringify(name)}:${value}`));

holds(
  'any JSON in any claim and any member of the header gives a report',
  250,
  fc.asyncProperty(
    vendorName,
    membersOf(HEADER_NAMES),
    membersOf([...CLAIM_NAMES, ...READ_NAMES, ...MAGIC]),
    async (name, header, claims) => {
      const { vendor } = contracted(name);
      const payload = `{${claims.join()}}`;
      const token = forge(`{${['"alg":"HS256"', ...header].join()}}`, payload);
      const isJwt = vendor.token.kind === 'jwt';
      for (const options of isJwt ? [{}, { vendor, ...keyFor(vendor, SECRET, KEY_ID) }] : [{}]) {
        const { ok, findings } = await inspectChatToken(token, { now: NOW, ...options });
        expect(ok).toBe(!findings.some(({ severity }) => severity === 'error'));
      }
      for (const { code, message } of lintClaims(vendor, JSON.parse(payload))) {
        expect(code && message).toBeTruthy();
      }
    },
  ),
);

/** One change of a good token before it is signed. */
const mutation = fc.oneof(
  fc.record({
    how: fc.constant('set' as const),
    name: fc.oneof(
      fc.constantFrom(...CLAIM_NAMES, ...READ_NAMES),
      fc.constantFrom('iat', 'exp', 'nbf'),
    ),
    json: fc.oneof(
      jsonText,
      fc
        .oneof(
          fc.integer({ min: -4000, max: 4000 }).map((seconds) => NOW_SECONDS + seconds),
          fc.constantFrom(NOW_SECONDS, NOW_SECONDS * 1000, NOW_SECONDS - 978_307_200, 3600, -1),
          fc.constantFrom('undefined', 'guest', '', ' ', 'a\ud800', 'j@example.com', '{"exp":1}'),
        )
        .map((value) => JSON.stringify(value)),
    ),
  }),
  fc.record({ how: fc.constant('delete' as const), at: fc.nat() }),
  fc.record({
    how: fc.constant('rename' as const),
    at: fc.nat(),
    to: fc.constantFrom('upper', 'address', 'camel'),
  }),
  fc.record({
    how: fc.constant('nest' as const),
    into: fc.constantFrom('user', 'userData', 'claims'),
  }),
  fc.record({ how: fc.constant('into the header' as const), at: fc.nat() }),
  fc.record({
    how: fc.constant('header' as const),
    name: fc.constantFrom(...HEADER_NAMES),
    json: jsonText,
  }),
  fc.record({ how: fc.constant('grow' as const), length: fc.constantFrom(11_000, 13_000, 70_000) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;
type Entries = [name: string, json: string][];

function mutate(header: Entries, claims: Entries, made: Mutation): void {
  if (made.how === 'set') {
    // The last of two members with one name counts.
    claims.push([made.name, made.json]);
  } else if (made.how === 'header') header.push([made.name, made.json]);
  else if (made.how === 'grow') claims.push(['name', JSON.stringify('x'.repeat(made.length))]);
  else if (made.how === 'nest') {
    const inner = claims.splice(0).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
    claims.push([made.into, `{${inner.join()}}`], ['exp', String(NOW_SECONDS + 60)]);
  } else {
    const at = made.at % Math.max(claims.length, 1);
    const [name = 'x', json = '1'] = claims[at] ?? [];
    claims.splice(at, 1);
    if (made.how === 'into the header') header.push([name, json]);
    else if (made.how === 'rename') claims.push([renamed(name, made.to), json]);
  }
}

function renamed(name: string, to: string): string {
  if (to === 'upper') return name.toUpperCase();
  if (to === 'camel') return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`;
}

const textOf = (members: Entries) =>
  `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join()}}`;

/** Whether the two agree, with what each of them says. */
async function verdicts(vendor: TestVendor, token: string) {
  const options = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW };
  const verified = await verifyChatToken(vendor, token, options).then(
    () => 'accepted',
    ({ code }: { code?: string }) => code,
  );
  const { ok, signature, findings } = await inspectChatToken(token, { vendor, ...options });
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return { verified, ok, signature, errors };
}

/** Verifying does not look at how long a token with `exp` is valid: only inspecting says what is too long. */
const NOT_VERIFIED = 'EXP_BEYOND_MAX';

function agree({ verified, signature, errors }: Awaited<ReturnType<typeof verdicts>>): boolean {
  const isGood = errors.every((code) => code === NOT_VERIFIED) && signature === 'valid';
  return (verified === 'accepted') === isGood;
}

holds(
  'inspecting finds no error in what verifying accepts, and one in what it rejects',
  500,
  fc.asyncProperty(
    jwtVendorAndUser,
    fc.array(mutation, { maxLength: 3 }),
    fc.option(change, { freq: 5 }),
    async ([name, user], mutations, form) => {
      const { vendor } = contracted(name);
      const { keyId, keyIdClaim, fixedClaims, generatedClaims = [] } = vendor.token;
      const kid = keyId === 'required' ? { [keyIdClaim ?? 'kid']: KEY_ID } : {};
      const own = {
        ...Object.fromEntries(generatedClaims.map((claim) => [claim, 'random-1'])),
        ...(keyIdClaim !== undefined && kid),
        ...timesOf(vendor, NOW_SECONDS),
      };
      const entries = (members: object): Entries =>
        Object.entries(members)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, JSON.stringify(value)]);
      const header = entries({ alg: 'HS256', typ: 'JWT', ...(keyIdClaim === undefined && kid) });
      const claims = entries({ ...fixedClaims, ...Object(user), ...own });
      for (const made of mutations) mutate(header, claims, made);
      const signed = forge(textOf(header), textOf(claims));
      const token = form === null ? signed : changed(signed, form);
      expect(await verdicts(vendor, token)).toSatisfy(agree);
    },
  ),
);

holds(
  'they agree about any header, payload and encoding',
  250,
  fc.asyncProperty(
    fc.oneof(
      // They accept almost any payload.
      { weight: 4, arbitrary: fc.constantFrom('permissive', 'deskpro', 'convrs', 'intercom') },
      { weight: 1, arbitrary: fc.constantFrom(...JWT_VENDORS) },
    ),
    signedToken,
    async (name, token) => {
      const vendor = name === 'permissive' ? forAnyUser(permissive) : contracted(name).vendor;
      expect(await verdicts(vendor, token)).toSatisfy(agree);
    },
  ),
);
