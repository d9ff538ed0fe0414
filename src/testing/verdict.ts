import { type ChatVendor, readVendor } from '../contract/vendor.ts';
import { readToken, readUnverified } from '../formats/jwt/compact.ts';
import type { KeyIdRule } from '../keys/keys.ts';
import {
  type VerifiedChatToken,
  type VerifyChatTokenOptions,
  type VerifyOverrides,
  verifyChatToken,
} from '../token/verify.ts';
import { type ChatTokenError, isChatTokenError } from '../utils/errors.ts';
import { isPlainObject, type OwnProperties } from '../utils/objects.ts';
import { readOptions } from '../utils/options.ts';
import { isTimeClaim } from '../utils/time.ts';
import { type Difference, differences } from './expected.ts';
import { testKey } from './keys.ts';

/**
 * How a token is verified in tests: with what `verifyChatToken` takes, or nothing but `now`.
 *
 * Without `secret` and `keys` the key is `testKey(vendor)`. Without `now` the token is looked at as of
 * its own `iat`, so that no test depends on the time of day: pass `now` to ask whether it has expired.
 */
export type ExpectTokenOptions<KeyId extends KeyIdRule = KeyIdRule> =
  | VerifyChatTokenOptions<KeyId>
  | VerifyOverrides;

/** What became of a token, and where its claims are not as expected. */
export type Verdict<Claims> = {
  readonly differences: readonly Difference[];
  /** Whether the key was `testKey(vendor)`. */
  readonly isTestKey: boolean;
} & (
  | { readonly verified: VerifiedChatToken<Claims>; readonly refusal: undefined }
  | { readonly refusal: ChatTokenError; readonly verified: undefined }
);

/**
 * Verifies a token and compares its claims.
 *
 * @throws `ChatTokenError` where the test is at fault and not the token: `.not` must not hide that.
 */
export async function judge<Claims extends object>(
  vendor: ChatVendor<unknown, Claims>,
  token: unknown,
  expected: unknown,
  options: ExpectTokenOptions = {},
): Promise<Verdict<Claims>> {
  readVendor(vendor);
  readOptions('The options', options);
  const isTestKey = !hasKey(options);
  const compare = (claims: object) =>
    expected === undefined ? [] : differences(complete(expected, claims, vendor), claims);
  let said: OwnProperties | undefined;
  try {
    refuseNonText(token);
    said = readUnverified(token);
    const verified = await verifyChatToken(vendor, token, {
      ...withKey(vendor, options),
      now: options.now ?? issuedAt(said),
    });
    return { verified, refusal: undefined, differences: compare(verified.claims), isTestKey };
  } catch (error) {
    if (!isChatTokenError(error) || TEST_FAULTS.includes(error.code)) throw error;
    const known = said === undefined ? [] : compare(said);
    return { verified: undefined, refusal: error, differences: known, isTestKey };
  }
}

/** What an option is refused with. */
const TEST_FAULTS: readonly string[] = ['ERR_OPTION_INVALID', 'ERR_SECRET_INVALID'];

/** Refuses what is no text, with a word about a missing await. */
export function refuseNonText(token: unknown): asserts token is string {
  if (typeof token !== 'string') readToken(token, Infinity);
}

function withKey(
  vendor: ChatVendor<unknown, object>,
  options: ExpectTokenOptions,
): VerifyChatTokenOptions {
  return hasKey(options) ? options : { ...testKey(vendor), ...options };
}

function hasKey(options: ExpectTokenOptions): options is VerifyChatTokenOptions {
  return Object.hasOwn(options, 'secret') || Object.hasOwn(options, 'keys');
}

function issuedAt({ iat }: OwnProperties): Date {
  const date = new Date(Number(iat) * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}

/** Adds what the user does not say, unless the test does: the fixed claims, and the times as they are. */
function complete(
  expected: unknown,
  claims: object,
  { fixedClaims }: ChatVendor<unknown, object>,
): unknown {
  if (!isPlainObject(expected)) return expected;
  const times = Object.entries(claims).filter((entry) => isTimeClaim(entry[0]));
  return { ...fixedClaims, ...Object.fromEntries(times), ...expected };
}
