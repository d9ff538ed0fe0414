import type { TokenFormat } from '../contract/format.ts';
import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import {
  type ChatTokenKeys,
  type GivenKey,
  type Key,
  type KeyRing,
  readKeyRing,
} from '../keys/keys.ts';
import type { ChatTokenSecret } from '../keys/secret.ts';
import { CONSOLE_HINT } from '../keys/text.ts';
import { kindOf, type OwnProperties, rejectPollutedPrototype } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import type { Finding, VendorChecks } from './findings.ts';
import { inspectHash } from './hash/report.ts';
import { inspectJwt } from './jwt/report.ts';
import type { ChatTokenReportTimes } from './jwt/times.ts';
import { readLooseSecret } from './keys.ts';
import { readChecks } from './lint.ts';
import type { ChatTokenReportVendor } from './recognition.ts';
import { snapshot } from './snapshot.ts';

/** Options of `inspectChatToken`. All are optional. */
export interface InspectChatTokenOptions {
  /** The vendor that the token is for. Default: detected from a JWT. A hash shows no vendor. */
  readonly vendor?: AnyChatVendor | undefined;
  /**
   * The secret that should have signed. A damaged or short one is accepted here, and reported. A
   * string (decoded only if the vendor's secrets are encoded), bytes, or a `CryptoKey` for HMAC with
   * SHA-256. Default: none, and the signature is `unchecked`.
   */
  readonly secret?: ChatTokenSecret | undefined;
  /** The id of that secret, compared with the token's `kid`. Default: none, and any `kid` fits. */
  readonly keyId?: string | undefined;
  /**
   * Instead of both: several keys, any of which may have signed, or a function that returns them.
   * Default: none.
   */
  readonly keys?: ChatTokenKeys | undefined;
  /**
   * The fields that were sent with an identity hash, its time included if it has one. Only for a vendor that
   * takes a hash. Default: none, and the hash is `unchecked`.
   */
  readonly user?: object | undefined;
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
  /** Checks for vendors of your own. Default: none, only those of this package. */
  readonly checks?: readonly VendorChecks[] | undefined;
}

/** The verdict on a signature or a hash. It is `unchecked` without a key, or if it cannot be read. */
export type ChatTokenSignature = 'valid' | 'invalid' | 'unchecked';

/** Everything about a token. Header and claims are the user's data; findings contain none of it. */
export interface ChatTokenReport {
  /** Whether it is a JWT, or an identity hash. */
  readonly kind: 'jwt' | 'hash';
  /** Whether there is no finding of severity `error`. */
  readonly ok: boolean;
  /** The header, or `null` if it cannot be read. A hash has none. */
  readonly header: Readonly<Record<string, unknown>> | null;
  /**
   * The claims, or the fields that were passed with a hash. `null` if they cannot be read. Only
   * `signature` says whether they are proved.
   */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The times in words. */
  readonly times: ChatTokenReportTimes;
  /** The vendor that was passed or detected, or `null`. */
  readonly vendor: ChatTokenReportVendor | null;
  /** Whether the vendor accepts the signature, or the hash. `unchecked` without a key. */
  readonly signature: ChatTokenSignature;
  /** The findings: errors first, and within a severity the most decisive first. */
  readonly findings: readonly Finding[];
}

/** What inspecting a token needs. */
export interface InspectContext {
  /** The token, or anything that should be one. */
  readonly token: unknown;
  /** What is known about the vendors. */
  readonly advices: readonly VendorChecks[];
  /** The vendor that was passed. */
  readonly named: AnyChatVendor | undefined;
  /** The keys as they were passed. */
  readonly keys: readonly Key[];
  /** The fields that were sent with a hash. */
  readonly user: unknown;
  /** Seconds since 1970. */
  readonly now: number;
}

/** One row for each kind of token, as for verifying. */
const INSPECTORS: Readonly<
  Record<TokenFormat['kind'], (context: InspectContext) => Promise<ChatTokenReport>>
> = { jwt: inspectJwt, hmac: inspectHash };

const OPTIONS = ['vendor', 'secret', 'keyId', 'keys', 'user', 'now', 'checks'];

/** Inspects a token. `known` is what is known about each vendor. */
export async function inspectWith(
  known: readonly VendorChecks[],
  token: unknown,
  options: InspectChatTokenOptions,
): Promise<ChatTokenReport> {
  rejectPollutedPrototype();
  rejectSwappedArguments(token, options);
  const given = readOptions('The options', options, OPTIONS);
  const advices = [...readChecks(given['checks']), ...known];
  const named = readNamedVendor(given);
  const { user } = given;
  const kind = named?.token.kind ?? 'jwt';
  if (user !== undefined && kind === 'jwt') {
    throw optionInvalid(
      'user goes with an identity hash',
      named === undefined
        ? 'Pass the vendor too: a hash does not show it.'
        : `Leave it out: a JWT for ${named.title} contains the user.`,
    );
  }
  if (user !== undefined && snapshot(user) === undefined) {
    throw optionInvalid(
      `user must be a plain object that can be read, got ${kindOf(user)}`,
      'Pass the fields that were sent with the hash.',
    );
  }
  const ring = readRing(given, named);
  const now = createClock(given['now'])(undefined);
  const keys = (await ring?.()) ?? [];
  return INSPECTORS[kind]({ token, advices, named, keys, user, now });
}

/** `verifyChatToken` takes the vendor first, `inspectChatToken` the token. */
function rejectSwappedArguments(token: unknown, options: unknown): void {
  if (!isVendor(options) && !(typeof options === 'string' && isVendor(token))) return;
  throw optionInvalid(
    'The first argument is the token; the vendor goes into the options',
    'Call inspectChatToken(token, { vendor }).',
  );
}

function isVendor(value: unknown): boolean {
  try {
    rejectNonVendor(value);
    return true;
  } catch {
    return false;
  }
}

function readNamedVendor({ vendor }: OwnProperties): AnyChatVendor | undefined {
  if (vendor === undefined) return undefined;
  rejectNonVendor(vendor);
  // rejectNonVendor has looked at it; the types of user and claims are its own business.
  return vendor as AnyChatVendor;
}

function readRing(options: OwnProperties, vendor: AnyChatVendor | undefined): KeyRing | undefined {
  const { secret, keys, keyId } = options;
  if (secret === undefined && keys === undefined && keyId === undefined) return undefined;
  const { title = 'The vendor', token } = vendor ?? {};
  const readKeyIds = token?.keyId === 'unused' ? token.readKeyIds : readLooseKeyIds;
  return readKeyRing(options, { title, token: { readKeyIds } }, 'verify', readLooseSecret);
}

/** Reads key ids as they are. What is wrong with them becomes a finding. */
function readLooseKeyIds(keys: readonly GivenKey[]): readonly (string | undefined)[] {
  return keys.map(({ keyId, path }) => {
    if (typeof keyId === 'string' || keyId === undefined) return keyId;
    throw optionInvalid(`${path}keyId must be a string, got ${kindOf(keyId)}`, CONSOLE_HINT);
  });
}
