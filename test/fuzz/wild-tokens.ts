/** Tokens whose signature is right, and whose header and payload may be anything. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import { CLAIM_NAMES, text } from './users.ts';

/** Times that are near, others, and what is none. */
const near = fc.oneof(
  fc.constantFrom(
    NOW_SECONDS,
    NOW_SECONDS - 1,
    NOW_SECONDS + 1,
    NOW_SECONDS + 0.5,
    NOW_SECONDS - 0.5,
  ),
  fc.integer({ min: NOW_SECONDS - 4000, max: NOW_SECONDS + 4000 }),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 1 }),
);

const json = fc.jsonValue({ stringUnit: 'binary' });
/** JSON texts, for what JSON.stringify does not write. */
const member = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('iat', 'exp', 'nbf'), near)
      .map(([name, value]) => `"${name}":${JSON.stringify(value)}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.oneof(fc.constantFrom(...CLAIM_NAMES), text), json)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"exp":1e400',
      '"nbf":-1e400',
      '"iat":1e999',
      '"a":1e400',
      '"exp":-0',
      '"exp":17672256000000000000000',
      '"__proto__":{"exp":1}',
      '"__proto__":null',
      '"a":{"__proto__":1}',
      '"constructor":{"prototype":{}}',
      `"a":${'['.repeat(40)}${']'.repeat(40)}`,
      '"a":"\\ud800"',
      '"\\u0065xp":1',
    ),
  },
);

const payload = fc.oneof(
  // Good ones, so that the verdict hangs on the header alone.
  { weight: 5, arbitrary: fc.constantFrom('{}', JSON.stringify({ exp: NOW_SECONDS + 60 })) },
  {
    weight: 9,
    arbitrary: fc.array(member, { maxLength: 5 }).map((members) => `{${members.join()}}`),
  },
  { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: text },
);

const headerMember = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'typ',
          'kid',
          'cty',
          'jku',
          'jwk',
          'x5c',
          'zip',
          'b64',
          'crit',
          'enc',
          'alg',
        ),
        json,
      )
      .map(([name, value]) => `"${name}":${JSON.stringify(value)}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '"typ":"JWT"',
      '"typ":"jwt"',
      '"typ":"at+jwt"',
      '"kid":"a"',
      '"kid":""',
      '"alg":"none"',
      '"alg":"HS512"',
      '"alg":"hs256"',
      '"alg":"HS256"',
      '"b64":false',
      '"b64":true',
      '"crit":["b64"]',
      '"crit":["b64"],"b64":true',
      '"crit":[]',
      '"crit":["exp"]',
      '"crit":null',
      '"zip":"DEF"',
      '"__proto__":{"alg":"HS256"}',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(text, json)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  },
);

const header = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.array(headerMember, { maxLength: 2 }), fc.nat(2))
      .map(([members, at]) => `{${members.toSpliced(at, 0, '"alg":"HS256"').join()}}`),
  },
  { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
);
/** How a text becomes the part of a token. */
const encoding = fc.oneof(
  { weight: 8, arbitrary: fc.constant('base64url') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'base64',
      'base64url with padding',
      'with a byte order mark',
      'latin1',
      'white space in it',
      'utf-16',
    ),
  },
);

function encoded(part: string, how: string): string {
  const bytes = Buffer.from(part);
  if (how === 'base64') return bytes.toString('base64');
  if (how === 'base64url with padding')
    return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  if (how === 'with a byte order mark') return Buffer.from(`\ufeff${part}`).toString('base64url');
  if (how === 'latin1') return Buffer.from(part, 'latin1').toString('base64url');
  if (how === 'utf-16') return Buffer.from(part, 'utf16le').toString('base64url');
  const text = bytes.toString('base64url');
  return how === 'white space in it' ? `${text.slice(0, 4)}\n${text.slice(4)}` : text;
}

/** Any header and payload, well written or not, signed by node:crypto. */
export const signedToken: fc.Arbitrary<string> = fc
  .record({
    header: fc.tuple(header, encoding),
    payload: fc.tuple(payload, encoding),
    secret: fc.constantFrom(SECRET, SECRET, SECRET, OTHER_SECRET),
    hash: fc.oneof(
      { weight: 9, arbitrary: fc.constant('sha256') },
      { weight: 1, arbitrary: fc.constant('sha512') },
    ),
  })
  .map(({ header, payload, secret, hash }) => {
    const input = `${encoded(...header)}.${encoded(...payload)}`;
    return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
  });
