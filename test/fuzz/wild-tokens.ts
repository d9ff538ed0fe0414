/** Tokens with a valid signature, whose header and payload may be anything. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import { CLAIM_NAMES, text } from './users.ts';

const json = fc.jsonValue({ stringUnit: 'binary' });

/** A member as JSON text. */
const memberOf = (name: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(name, value)
    .map(([key, content]) => `${JSON.stringify(key)}:${JSON.stringify(content)}`);

const time = fc.oneof(
  fc.constantFrom(NOW_SECONDS, NOW_SECONDS - 1, NOW_SECONDS + 1, NOW_SECONDS + 0.5),
  fc.integer({ min: NOW_SECONDS - 4000, max: NOW_SECONDS + 4000 }),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 1 }),
);
/** Members that JSON.stringify does not write. */
const rawClaim = fc.constantFrom(
  '"exp":1e400',
  '"nbf":-1e400',
  '"a":1e400',
  '"exp":-0',
  '"__proto__":{"exp":1}',
  '"__proto__":null',
  '"a":{"__proto__":1}',
  `"a":${'['.repeat(40)}${']'.repeat(40)}`,
  '"a":"\\ud800"',
  '"\\u0065xp":1',
);
const claim = fc.oneof(
  { weight: 4, arbitrary: memberOf(fc.constantFrom('iat', 'exp', 'nbf'), time) },
  { weight: 3, arbitrary: memberOf(fc.oneof(fc.constantFrom(...CLAIM_NAMES), text), json) },
  { weight: 1, arbitrary: rawClaim },
);
const payload = fc.oneof(
  // Valid ones, so that the verdict depends on the header alone.
  { weight: 5, arbitrary: fc.constantFrom('{}', JSON.stringify({ exp: NOW_SECONDS + 60 })) },
  { weight: 9, arbitrary: fc.array(claim, { maxLength: 5 }).map((claims) => `{${claims.join()}}`) },
  { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: text },
);

const HEADER_NAMES = 'typ kid cty jku jwk x5c zip b64 crit enc alg'.split(' ');
const HEADER_MEMBERS = [
  ...['JWT', 'jwt', 'at+jwt'].map((typ) => `"typ":"${typ}"`),
  ...['none', 'HS512', 'hs256', 'HS256'].map((alg) => `"alg":"${alg}"`),
  ...['["b64"]', '["b64"],"b64":true', '[]', '["exp"]', 'null'].map((crit) => `"crit":${crit}`),
  ...['"kid":"a"', '"kid":""', '"b64":false', '"b64":true', '"zip":"DEF"'],
  '"__proto__":{"alg":"HS256"}',
];
const headerMember = fc.oneof(
  { weight: 2, arbitrary: memberOf(fc.constantFrom(...HEADER_NAMES), json) },
  { weight: 2, arbitrary: fc.constantFrom(...HEADER_MEMBERS) },
  { weight: 1, arbitrary: memberOf(text, json) },
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

/** How a string becomes a part of a token. */
const ENCODINGS: Readonly<Record<string, (part: string) => string>> = {
  base64url: (part) => Buffer.from(part).toString('base64url'),
  base64: (part) => Buffer.from(part).toString('base64'),
  padded: (part) => {
    const encoded = Buffer.from(part).toString('base64url');
    return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=');
  },
  'byte order mark': (part) => Buffer.from(`\ufeff${part}`).toString('base64url'),
  latin1: (part) => Buffer.from(part, 'latin1').toString('base64url'),
  'utf-16': (part) => Buffer.from(part, 'utf16le').toString('base64url'),
  'white space': (part) => Buffer.from(part).toString('base64url').replace(/^.{4}/, '$&\n'),
};
const encoding = fc.oneof(
  { weight: 8, arbitrary: fc.constant('base64url') },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(ENCODINGS)) },
);

/** Any header and payload, well formed or not, signed by node:crypto. */
export const signedToken: fc.Arbitrary<string> = fc
  .record({
    parts: fc.tuple(fc.tuple(header, encoding), fc.tuple(payload, encoding)),
    secret: fc.constantFrom(SECRET, SECRET, SECRET, OTHER_SECRET),
    hash: fc.constantFrom(...new Array(9).fill('sha256'), 'sha512'),
  })
  .map(({ parts, secret, hash }) => {
    const input = parts.map(([part, how]) => ENCODINGS[how]?.(part)).join('.');
    return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
  });
