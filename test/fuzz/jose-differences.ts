/**
 * All differences between the verdicts of the library and of jose's `jwtVerify`. In each case, the
 * library rejects a token that jose accepts. `jose.test.ts` checks each example, and that there are no others.
 */
import { forge } from '../support/forge.ts';
import { NOW_SECONDS } from '../support/known-tokens.ts';

/** A difference, and why the library sees it so. */
export interface Difference {
  /** What the token has. */
  readonly what: string;
  readonly reason: string;
  /** The code with which the library rejects it. */
  readonly refusal: string;
  /** A token that shows it, good but for this. */
  readonly example: string;
  /** Whether it may be what sets the verdicts apart. */
  applies(token: string): boolean;
}

const HEADER = { alg: 'HS256', typ: 'JWT' };
const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
const GOOD = forge(HEADER, TIMES);
const BYTE_ORDER_MARK = '\ufeff';

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'More than 16,384 characters',
    reason: 'No chat token is as long; `maxTokenLength` says how much work a token may cause.',
    refusal: 'ERR_TOKEN_TOO_LARGE',
    example: forge(HEADER, { ...TIMES, name: 'x'.repeat(12_500) }),
    applies: (token) => token.length > 16_384,
  },
  {
    what: 'Base64url that is not canonical: padding, white space, unused bits that are not zero',
    reason: 'One token has one spelling, so that a list of revoked tokens cannot be evaded.',
    refusal: 'ERR_TOKEN_MALFORMED',
    example: `${GOOD}=`,
    applies: (token) =>
      token
        .split('.')
        .some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part),
  },
  {
    what: 'A byte order mark before the JSON of header or payload',
    reason: 'RFC 8259, 8.1: writers of JSON must not add one.',
    refusal: 'ERR_TOKEN_MALFORMED',
    example: forge(HEADER, BYTE_ORDER_MARK + JSON.stringify(TIMES)),
    applies: (token) => [0, 1].some((at) => part(token, at).toString().startsWith(BYTE_ORDER_MARK)),
  },
  {
    what: 'A `typ` that is not a string',
    reason: 'RFC 7515, 4.1.9 says that it is one. jose checks it only if asked to.',
    refusal: 'ERR_TOKEN_MALFORMED',
    example: forge({ ...HEADER, typ: 1 }, TIMES),
    applies: (token) => isNoText(headerOf(token)['typ']),
  },
  {
    what: 'A `kid` that is not a string',
    reason:
      'RFC 7515, 4.1.4 says that it is one. jose leaves it to the function that returns the key.',
    refusal: 'ERR_TOKEN_MALFORMED',
    example: forge({ ...HEADER, kid: ['a'] }, TIMES),
    applies: (token) => isNoText(headerOf(token)['kid']),
  },
  {
    what: '`crit` that names `b64`, and `b64` is true',
    reason: 'These vendors have no extensions, so none may be critical. jose knows this one.',
    refusal: 'ERR_TOKEN_MALFORMED',
    example: forge({ ...HEADER, crit: ['b64'], b64: true }, TIMES),
    applies: (token) => {
      const { crit, b64 } = headerOf(token);
      return (
        Array.isArray(crit) &&
        crit.length > 0 &&
        crit.every((name) => name === 'b64') &&
        b64 === true
      );
    },
  },
  {
    what: 'A number too large for JavaScript, such as `"exp": 1e400`',
    reason:
      'It is read as infinity: a token that never expires, or a claim that JSON cannot write.',
    refusal: 'ERR_CLAIMS_INVALID',
    example: forge(HEADER, `{"iat":${TIMES.iat},"exp":1e400}`),
    applies: (token) => someValue(token, (value) => value === Infinity || value === -Infinity),
  },
  {
    what: 'A claim, or a member of one, named `__proto__`',
    reason: 'Code that merges such claims into an object changes its prototype.',
    refusal: 'ERR_CLAIMS_INVALID',
    example: forge(HEADER, '{"data":{"__proto__":{"isAdmin":true}}}'),
    applies: (token) =>
      someValue(token, (value) => isObject(value) && Object.hasOwn(value, '__proto__')),
  },
  {
    what: 'Claims nested deeper than 32 levels',
    reason: 'Deeper than any vendor has them, and a way to exhaust the stack of what reads them.',
    refusal: 'ERR_CLAIMS_INVALID',
    example: forge(HEADER, `{"data":${'['.repeat(33)}${']'.repeat(33)}}`),
    applies: (token) => depthOf(payloadOf(token)) > 32,
  },
];

function part(token: string, at: number): Buffer {
  return Buffer.from(token.split('.')[at] ?? '', 'base64url');
}

/** As jose reads it: a byte order mark is skipped. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const headerOf = (token: string): Record<string, unknown> => Object(parse(part(token, 0)));
const payloadOf = (token: string): unknown => parse(part(token, 1));

function isNoText(value: unknown): boolean {
  return value !== undefined && typeof value !== 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function someValue(token: string, test: (value: unknown) => boolean): boolean {
  const visit = (value: unknown): boolean =>
    test(value) || (isObject(value) && Object.values(value).some(visit));
  return visit(payloadOf(token));
}

/** The levels below the claims themselves. */
function depthOf(value: unknown): number {
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>(
    (depth, inner) => Math.max(depth, 1 + depthOf(inner)),
    0,
  );
}
