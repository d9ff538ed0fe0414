import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import {
  type ChatTokenKeys,
  type KeyIdOwner,
  type KeyRing,
  readKeyId,
  readKeyRing,
} from '../keys/keys.ts';
import type { ChatTokenSecret } from '../keys/secret.ts';
import { MAX_LIFETIME } from '../utils/limits.ts';
import { type OwnProperties, rejectPollutedPrototype } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { claimsFinding } from './catalog/claims.ts';
import { decodeLoosely } from './decode.ts';
import {
  bySeverity,
  type CheckedVendor,
  type ClaimsChecks,
  checkedVendor,
  type Finding,
  type Members,
  mostCertain,
  type VendorChecks,
} from './findings.ts';
import { adviseAlgorithm, adviseHeader } from './header.ts';
import { adviceFor, adviseMembers, contractIssues, isSameVendor, readChecks } from './lint.ts';
import {
  adviseKeys,
  type ChatTokenSignature,
  checkSignature,
  readLooseSecret,
} from './signature.ts';
import { snapshot } from './snapshot.ts';
import { type ChatTokenReportTimes, readReportTimes } from './times.ts';
import { unwrap } from './unwrap.ts';

/** Options of `inspectChatToken`. All are optional. */
export interface InspectChatTokenOptions {
  /** The vendor that the token is for. Default: detected from the token. */
  readonly vendor?: AnyChatVendor | undefined;
  /**
   * The secret that should have signed. A damaged or short one is accepted here, and reported. A
   * string (its UTF-8 bytes are the key, nothing is decoded from base64), bytes, or a `CryptoKey` for
   * HMAC with SHA-256. Default: none, and the signature is `unchecked`.
   */
  readonly secret?: ChatTokenSecret | undefined;
  /** The id of that secret, compared with the token's `kid`. Default: none, and any `kid` fits. */
  readonly keyId?: string | undefined;
  /**
   * Instead of both: several keys, any of which may have signed, or a function that returns them.
   * Default: none.
   */
  readonly keys?: ChatTokenKeys | undefined;
  /** The current time, for tests. Default: the clock. */
  readonly now?: Date | undefined;
  /** Checks for vendors of your own. Default: none, only those of this package. */
  readonly checks?: readonly VendorChecks[] | undefined;
}

/** The vendor of a token. */
export interface ChatTokenReportVendor {
  /** Its short name: `acme`. */
  readonly name: string;
  /** Its product's name. */
  readonly title: string;
  /** Why: how the vendor was detected. Contains no value of the token. */
  readonly why: string;
}

/** Everything about a token. Header and claims are the user's data; findings contain none of it. */
export interface ChatTokenReport {
  /** Whether there is no finding of severity `error`. */
  readonly ok: boolean;
  /** The header, or `null` if it cannot be read. */
  readonly header: Readonly<Record<string, unknown>> | null;
  /** The claims, or `null` if they cannot be read. Only `signature` says whether they are proved. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The times in words. */
  readonly times: ChatTokenReportTimes;
  /** The vendor that was passed or detected, or `null`. */
  readonly vendor: ChatTokenReportVendor | null;
  /** Whether the vendor accepts the signature. `unchecked` without a key. */
  readonly signature: ChatTokenSignature;
  /** The findings: errors first, and within a severity the most decisive first. */
  readonly findings: readonly Finding[];
}

const OPTIONS = ['vendor', 'secret', 'keyId', 'keys', 'now', 'checks'];

/** Inspects a token. `known` is what is known about each vendor. */
export async function inspectWith(
  known: readonly VendorChecks[],
  token: unknown,
  options: InspectChatTokenOptions,
): Promise<ChatTokenReport> {
  rejectPollutedPrototype();
  const given = readOptions('The options', options, OPTIONS);
  const advices = [...readChecks(given['checks']), ...known];
  const named = readNamedVendor(given);
  const ring = readRing(given, named);
  const now = createClock(given['now'])(undefined);
  const keys = (await ring?.()) ?? [];

  const { text, findings: wrapping } = unwrap(token);
  const decoded = text === undefined ? undefined : decodeLoosely(text);
  const header = decoded?.header;
  const claims = decoded?.claims;
  const signed = decoded?.signed;
  const form = [...wrapping, ...(decoded?.findings ?? []), ...adviseAlgorithm(header)];

  const headerMembers = snapshot(header) ?? NO_MEMBERS;
  const members = snapshot(claims);
  const { vendor, advice, other } = chooseVendor(advices, named, headerMembers, members, claims);

  const aboutHeader =
    header === undefined ? [] : adviseHeader(headerMembers, members ?? NO_MEMBERS, advice);
  const aboutClaims =
    advice === undefined || members === undefined
      ? undefined
      : adviseMembers(advice, members, claims);
  const { times, findings: aboutTimes } =
    members === undefined ? NO_TIMES : readReportTimes(members, now, lifetimeRule(advice?.vendor));
  const { signature, findings: aboutSignature } =
    signed === undefined || keys.length === 0
      ? UNCHECKED
      : await checkSignature(signed, { alg: header?.['alg'], kid: header?.['kid'] }, keys, now);

  const findings = bySeverity([
    ...form,
    ...(aboutClaims?.product ?? []),
    ...other,
    ...aboutHeader,
    ...(aboutClaims?.own ?? []),
    ...aboutTimes,
    ...aboutSignature,
    ...(aboutClaims?.contract ?? []),
    ...adviseKeys(keys),
  ]);
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    header: header === undefined ? null : { ...header },
    claims: claims === undefined ? null : { ...claims },
    times,
    vendor,
    signature,
    findings,
  };
}

/** Any key id fits while the vendor is not known. */
const ANY_VENDOR: KeyIdOwner = {
  title: 'The vendor',
  token: { readKeyId: (keyId, title, use) => readKeyId('optional', keyId, title, use) },
};

const NO_MEMBERS: Members = /* @__PURE__ */ Object.create(null);
const NO_TIMES = { times: {}, findings: [] };
const UNCHECKED: { signature: ChatTokenSignature; findings: readonly Finding[] } = {
  signature: 'unchecked',
  findings: [],
};

function readNamedVendor(options: OwnProperties): AnyChatVendor | undefined {
  const { vendor } = options;
  if (vendor === undefined) return undefined;
  rejectNonVendor(vendor);
  // rejectNonVendor has looked at it; the types of user and claims are its own business.
  const named = vendor as AnyChatVendor;
  if (named.token.kind === 'jwt') return named;
  throw optionInvalid(
    `${named.title} takes an identity hash, and inspectChatToken explains JWTs`,
    "Verify the hash with verifyChatToken, and pass the user's fields as user.",
  );
}

function readRing(options: OwnProperties, vendor: AnyChatVendor | undefined): KeyRing | undefined {
  const { secret, keys, keyId } = options;
  if (secret === undefined && keys === undefined && keyId === undefined) return undefined;
  return readKeyRing(options, vendor ?? ANY_VENDOR, 'verify', readLooseSecret);
}

function lifetimeRule(
  vendor: CheckedVendor | undefined,
): { max: number; docs: string } | undefined {
  const max = vendor?.token?.expiry?.max ?? MAX_LIFETIME;
  return vendor === undefined || max >= MAX_LIFETIME ? undefined : { max, docs: vendor.docs };
}

/** The vendor whose contract the token is checked against, and a finding about the choice. */
interface Choice {
  readonly vendor: ChatTokenReportVendor | null;
  readonly advice: ClaimsChecks | undefined;
  readonly other: readonly Finding[];
}

function chooseVendor(
  advices: readonly VendorChecks[],
  named: AnyChatVendor | undefined,
  header: Members,
  claims: Members | undefined,
  raw: OwnProperties | undefined,
): Choice {
  const guesses = advices.flatMap((advice) => {
    const found = claims === undefined ? undefined : advice.recognize?.(header, claims);
    return found === undefined ? [] : [{ advice, ...found }];
  });
  const guess = mostCertain(guesses);
  if (named !== undefined) {
    const advice = adviceFor(named, advices);
    const own = guesses.find((other) => isSameVendor(checkedVendor(other.advice.vendor), named));
    const why = own === undefined ? 'it was passed' : `it was passed, and ${own.why}`;
    const isOther =
      guess !== undefined && own === undefined && contractIssues(named, raw).length > 0;
    const vendor = { name: named.name, title: named.title, why };
    return {
      vendor,
      advice,
      other: isOther ? [otherVendor(checkedVendor(guess.advice.vendor), guess.why)] : [],
    };
  }
  if (guess !== undefined) {
    const known = checkedVendor(guess.advice.vendor);
    const vendor = { name: known.name, title: known.title, why: guess.why };
    return { vendor, advice: { ...guess.advice, vendor: known }, other: [] };
  }
  return {
    vendor: null,
    advice: undefined,
    other: claims === undefined ? [] : [claimsFinding('VENDOR_UNKNOWN')],
  };
}

function otherVendor({ title, docs }: CheckedVendor, reason: string): Finding {
  return claimsFinding('VENDOR_OTHER', '', { vendor: title, reason, docs });
}
