import type { FormatTypes, VerifyOverrides } from '../contract/format.ts';
import { type AnyChatVendor, type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { parseToken, readUnverifiedClaims } from '../formats/jwt/compact.ts';
import { type VerifiedChatToken, verifyChatToken } from '../token/verify.ts';
import { type ChatTokenError, isChatTokenError } from '../utils/errors.ts';
import { isPlainObject, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { isTimeClaim } from '../utils/time.ts';
import { type Difference, differences } from './expected.ts';
import { testKey } from './keys.ts';

/**
 * How a token is verified in tests: the options of `verifyChatToken`, or only `now`.
 *
 * Without `secret` and `keys`, the key is `testKey(vendor)`. Without `now`, the current time is the
 * token's own `iat`, so that no test depends on the clock: pass `now` to check whether it has expired.
 */
export type ExpectTokenOptions<Format extends FormatTypes = FormatTypes> =
  | Format['verify']
  | VerifyOverrides;

/** Whether a token is valid, and where its claims differ from the expected ones. */
export type Verdict<Claims> = {
  readonly differences: readonly Difference[];
  /** Whether the key was `testKey(vendor)`. */
  readonly isTestKey: boolean;
} & (
  | { readonly verified: VerifiedChatToken<Claims>; readonly rejection: undefined }
  | { readonly rejection: ChatTokenError; readonly verified: undefined }
);

/**
 * Verifies a token and compares its claims.
 *
 * @throws `ChatTokenError` if the test is wrong, not the token: `.not` must not hide that.
 */
export async function judge<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  token: unknown,
  expected: unknown,
  options: object = {},
): Promise<Verdict<Claims>> {
  rejectNonVendor(vendor);
  if (vendor.token.kind !== 'jwt') {
    throw optionInvalid(
      `${vendor.title} takes an identity hash, and this is for JWTs`,
      'Compare the hash with the expected one, or call verifyChatToken.',
    );
  }
  readOptions('The options', options);
  const isTestKey = !hasKey(options);
  const compare = (received: object) =>
    expected === undefined ? [] : differences(complete(expected, received, vendor), received);
  let claims: OwnProperties | undefined;
  try {
    rejectNonString(token);
    claims = readUnverifiedClaims(token);
    const verified = await verifyChatToken(vendor, token, {
      ...withKey(vendor, options),
      now: Reflect.get(options, 'now') ?? issuedAt(claims),
    });
    return { verified, rejection: undefined, differences: compare(verified.claims), isTestKey };
  } catch (error) {
    if (!isChatTokenError(error) || TEST_FAULTS.includes(error.code)) throw error;
    const known = claims === undefined ? [] : compare(claims);
    return { verified: undefined, rejection: error, differences: known, isTestKey };
  }
}

/** The codes of errors that are not about the token. */
const TEST_FAULTS: readonly string[] = [
  'ERR_OPTION_INVALID',
  'ERR_SECRET_INVALID',
  'ERR_RUNTIME_UNSUPPORTED',
  'ERR_CRYPTO_FAILED',
  'ERR_PROTOTYPE_POLLUTED',
];

/** Rejects a token that is not a string. The error asks whether an await is missing. */
export function rejectNonString(token: unknown): asserts token is string {
  if (typeof token !== 'string') parseToken(token, 0);
}

function withKey(vendor: AnyChatVendor, options: object): object {
  return hasKey(options) ? options : { ...testKey(vendor), ...options };
}

function hasKey(options: object): boolean {
  return Object.hasOwn(options, 'secret') || Object.hasOwn(options, 'keys');
}

function issuedAt({ iat }: OwnProperties): Date {
  const date = new Date(Number(iat) * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}

/** Adds what does not come from the user, unless the test expects it: fixed claims, and actual times. */
function complete(
  expected: unknown,
  claims: object,
  { token: { fixedClaims } }: AnyChatVendor,
): unknown {
  if (!isPlainObject(expected)) return expected;
  const times = Object.entries(claims).filter((entry) => isTimeClaim(entry[0]));
  return { ...fixedClaims, ...Object.fromEntries(times), ...expected };
}
