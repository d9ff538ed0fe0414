import type { FormatTypes, VerifyOverrides } from '../contract/format.ts';
import { type AnyChatVendor, type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { parseToken, readUnverifiedClaims } from '../formats/jwt/compact.ts';
import { hashNames } from '../inspect/lint.ts';
import type { ChatTokenKeys } from '../keys/keys.ts';
import type { ChatTokenSecret } from '../keys/secret.ts';
import { type VerifiedChatToken, verifyChatToken } from '../token/verify.ts';
import { type ChatTokenError, isChatTokenError } from '../utils/errors.ts';
import { copyPlain, isPlainObject, kindOf, type OwnProperties } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { isTimeClaim, secondsOf } from '../utils/time.ts';
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

/** How the token of a login is verified in tests: another key than `testKey(vendor)`, or `now`. */
export interface ExpectLoginOptions extends VerifyOverrides {
  /** The secret, as for `verifyChatToken`. */
  readonly secret?: ChatTokenSecret | undefined;
  /** The id of that secret, if the vendor uses one. */
  readonly keyId?: string | undefined;
  /** Several keys instead of both. */
  readonly keys?: ChatTokenKeys | undefined;
}

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
      'A hash is valid only for the fields that go with it: check the whole login with toBeChatLoginFor.',
    );
  }
  return verdictOf(vendor, expected, options, () => {
    rejectNonString(token);
    const claims = readUnverifiedClaims(token);
    return { token, claims, madeAt: dateOf(Number(claims['iat']) * 1000), options: {} };
  });
}

/**
 * Verifies the token of a login, and compares the rest of the login with it.
 *
 * @throws `ChatTokenError` if the test is wrong, not the login: `.not` must not hide that.
 */
export async function judgeLogin<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  login: unknown,
  expected: unknown,
  options: object = {},
): Promise<Verdict<Claims>> {
  rejectNonVendor(vendor);
  const given = readLogin(login);
  if (given === undefined) {
    throw optionInvalid(
      `The value must be a login, got ${kindOf(login)}`,
      'Pass what signChatLogin returned, or what the endpoint answered. Is an await missing?',
    );
  }
  const { token, settings, vendor: name, userId } = given;
  const verdict =
    vendor.token.kind === 'jwt'
      ? await judge(vendor, token, expected, options)
      : await judgeHash(vendor, token, settings, expected, options);
  if (verdict.verified === undefined) return verdict;
  const { claims } = verdict.verified;
  const rest = {
    vendor: vendor.name,
    settings: vendor.settings(claims, String(token)),
    userId: vendor.userId(claims),
  };
  const others = differences(rest, { vendor: name, settings, userId });
  const shown = others.map((difference) => withoutToken(difference, token));
  return { ...verdict, differences: [...verdict.differences, ...shown] };
}

/** Hides the token, and what is in its place: that may be another one. */
function withoutToken({ path, expected, received }: Difference, token: unknown): Difference {
  const hide = (value: unknown) => {
    if (value === token) return 'the token';
    return typeof value === 'object' && value !== null ? kindOf(value) : value;
  };
  const isOther = expected === token && typeof received === 'string';
  return { path, expected: hide(expected), received: isOther ? 'another string' : hide(received) };
}

function readLogin(login: unknown): OwnProperties | undefined {
  try {
    const copy = copyPlain(login);
    const settings = copyPlain(copy?.['settings']);
    return settings && { ...copy, settings };
  } catch {
    return undefined; // A getter threw.
  }
}

/** Verifies a hash for the fields that are in the settings next to it. */
async function judgeHash<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  hash: unknown,
  settings: unknown,
  expected: unknown,
  options: object,
): Promise<Verdict<Claims>> {
  return verdictOf(vendor, expected, options, () => {
    rejectNonString(hash);
    const sent: OwnProperties = Object(settings);
    const names = hashNames(vendor, sent);
    const user: OwnProperties = Object.fromEntries(
      Object.entries(sent).filter(([name, value]) => value !== hash && !names.includes(name)),
    );
    return { token: hash, claims: user, madeAt: hashMadeAt(vendor, user), options: { user } };
  });
}

/** A token before it is verified. */
interface ReadToken {
  readonly token: string;
  /** The claims, or the fields that were sent with a hash. */
  readonly claims: OwnProperties;
  /** The current time, unless the test passes another. */
  readonly madeAt: Date;
  /** The options that only this kind of token needs. */
  readonly options: object;
}

/** Verifies what `read` returns. What it throws is a rejection too. */
async function verdictOf<Claims extends object>(
  vendor: ChatVendor<never, Claims>,
  expected: unknown,
  options: object,
  read: () => ReadToken,
): Promise<Verdict<Claims>> {
  readOptions('The options', options);
  const isTestKey = !hasKey(options);
  const compare = (received: object) =>
    expected === undefined ? [] : differences(complete(expected, received, vendor), received);
  let claims: OwnProperties | undefined;
  try {
    const sent = read();
    claims = sent.claims;
    const verified = await verifyChatToken(vendor, sent.token, {
      ...withKey(vendor, options),
      ...sent.options,
      now: Reflect.get(options, 'now') ?? sent.madeAt,
    });
    return { verified, rejection: undefined, differences: compare(verified.claims), isTestKey };
  } catch (error) {
    if (!isChatTokenError(error) || TEST_FAULTS.includes(error.code)) throw error;
    const known = claims === undefined ? [] : compare(claims);
    return { verified: undefined, rejection: error, differences: known, isTestKey };
  }
}

/** The time of a hash that expires. Any other hash is valid at any time. */
function hashMadeAt({ token: { timeField } }: AnyChatVendor, user: OwnProperties): Date {
  if (timeField === undefined) return new Date(0);
  return dateOf(secondsOf(Number(user[timeField.name]), timeField.unit) * 1000);
}

/** A time that cannot be read counts as 1970. */
function dateOf(milliseconds: number): Date {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
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

/** Adds what does not come from the user, unless the test expects it: fixed claims, and actual times. */
function complete(
  expected: unknown,
  claims: object,
  { token: { fixedClaims, timeField } }: AnyChatVendor,
): unknown {
  if (!isPlainObject(expected)) return expected;
  const times = Object.entries(claims).filter(
    ([name]) => isTimeClaim(name) || name === timeField?.name,
  );
  return { ...fixedClaims, ...Object.fromEntries(times), ...expected };
}
