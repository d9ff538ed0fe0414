import { type ChatVendor, readVendor } from '../contract/vendor.ts';
import { type ChatTokenKeys, type KeyRing, readKeyOptions } from '../keys/keys.ts';
import type { ChatTokenSecret } from '../keys/secret.ts';
import { LONGEST_SECONDS } from '../utils/limits.ts';
import type { OwnProperties } from '../utils/objects.ts';
import { readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { decodeLoosely } from './decode.ts';
import {
  type AnyVendor,
  byLevel,
  type ClaimsAdvice,
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from './findings.ts';
import { adviseAlgorithm, adviseHeader } from './header.ts';
import { adviceFor, adviseMembers, contractIssues } from './lint.ts';
import {
  adviseKeys,
  type ChatTokenSignature,
  checkSignature,
  readLooseSecret,
} from './signature.ts';
import { snapshot } from './snapshot.ts';
import { type ChatTokenReportTimes, readReportTimes } from './times.ts';
import { unwrap } from './unwrap.ts';

/** Options of `inspectChatToken`; all may be left out. */
export interface InspectChatTokenOptions {
  /** The vendor that the token is meant for. Default: the one that it looks made for. */
  readonly vendor?: ChatVendor<unknown, object> | undefined;
  /**
   * The secret that should have signed. Taken as it is, also where signing would refuse it: that it is
   * damaged or short is reported. A text (its UTF-8 bytes, nothing is base64-decoded), bytes, or a
   * `CryptoKey` for HMAC with SHA-256. Default: none, and the signature is `unchecked`.
   */
  readonly secret?: ChatTokenSecret | undefined;
  /** The id of that secret, to compare with the token's `kid`. Default: none, and any `kid` fits. */
  readonly keyId?: string | undefined;
  /**
   * In place of both: several keys, any of which may have signed, or a function that gives them.
   * Default: none.
   */
  readonly keys?: ChatTokenKeys | undefined;
  /** The time to take as now, for tests. Default: the clock's. */
  readonly now?: Date | undefined;
}

/** The vendor that a token looks made for. */
export interface ChatTokenReportVendor {
  /** Its short name: `acme`. */
  readonly name: string;
  /** Its product's name. */
  readonly title: string;
  /** What the guess rests on. Holds no value of the token. */
  readonly why: string;
}

/** What there is to know of a token. Header and claims are the user's data; findings are not. */
export interface ChatTokenReport {
  /** Whether there is no finding of severity `error`. */
  readonly ok: boolean;
  /** The header as it stands in the token; `null` where it cannot be read. */
  readonly header: Readonly<Record<string, unknown>> | null;
  /** The claims as they stand in the token; `null` where they cannot be read. Not proved by anything. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The times in words. */
  readonly times: ChatTokenReportTimes;
  /** The vendor that was named, or that the token looks made for; `null` where that is open. */
  readonly vendor: ChatTokenReportVendor | null;
  /** Whether the signature is one that the vendor takes; `unchecked` without a key. */
  readonly signature: ChatTokenSignature;
  /** What is to be said of it: errors first, and within a severity what is most decisive first. */
  readonly findings: readonly Finding[];
}

const OPTIONS = ['vendor', 'secret', 'keyId', 'keys', 'now'];

/** Inspects a token, with what is known of each of the vendors. */
export async function inspectWith(
  advices: readonly VendorAdvice[],
  token: unknown,
  options: InspectChatTokenOptions,
): Promise<ChatTokenReport> {
  const given = readOptions('The options', options, OPTIONS);
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

  const findings = byLevel([
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

const NO_MEMBERS: Members = /* @__PURE__ */ Object.create(null);
const NO_TIMES = { times: {}, findings: [] };
const UNCHECKED: { signature: ChatTokenSignature; findings: readonly Finding[] } = {
  signature: 'unchecked',
  findings: [],
};

function readNamedVendor(options: OwnProperties): AnyVendor | undefined {
  const { vendor } = options;
  if (vendor === undefined) return undefined;
  readVendor(vendor);
  // readVendor has looked at it; the types of user and claims are its own business.
  return vendor as AnyVendor;
}

function readRing(options: OwnProperties, vendor: AnyVendor | undefined): KeyRing | undefined {
  const { secret, keys, keyId } = options;
  if (secret === undefined && keys === undefined && keyId === undefined) return undefined;
  return readKeyOptions(options, vendor?.keyId ?? 'optional', 'verify', readLooseSecret);
}

function lifetimeRule(vendor: AnyVendor | undefined): { max: number; docs: string } | undefined {
  return vendor === undefined || vendor.lifetime.max >= LONGEST_SECONDS
    ? undefined
    : { max: vendor.lifetime.max, docs: vendor.docs };
}

/** The vendor that a token is judged by, and what is to be said of the choice. */
interface Choice {
  readonly vendor: ChatTokenReportVendor | null;
  readonly advice: ClaimsAdvice | undefined;
  readonly other: readonly Finding[];
}

function chooseVendor(
  advices: readonly VendorAdvice[],
  named: AnyVendor | undefined,
  header: Members,
  claims: Members | undefined,
  raw: OwnProperties | undefined,
): Choice {
  const guesses = advices.flatMap((advice) => {
    const why = claims === undefined ? undefined : advice.recognize(header, claims);
    return why === undefined ? [] : [{ advice, why }];
  });
  const guess = guesses.at(0);
  if (named !== undefined) {
    const advice = adviceFor(named, advices);
    const own = guesses.find((other) => other.advice === advice);
    const why = own === undefined ? 'it was named' : `it was named, and ${own.why}`;
    const isOther =
      guess !== undefined && own === undefined && contractIssues(named, raw).length > 0;
    const vendor = { name: named.name, title: named.title, why };
    return { vendor, advice, other: isOther ? [otherVendor(guess.advice.vendor, guess.why)] : [] };
  }
  if (guess !== undefined) {
    const { name, title } = guess.advice.vendor;
    return { vendor: { name, title, why: guess.why }, advice: guess.advice, other: [] };
  }
  return { vendor: null, advice: undefined, other: claims === undefined ? [] : [UNKNOWN] };
}

/** What JWTs in general are. */
const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';

const UNKNOWN = /* @__PURE__ */ findingsOf(JWT)(
  'info',
  'VENDOR_UNKNOWN',
  '',
  'Nothing shows for which vendor this token is made, so only its form was looked at',
  'Name the vendor, to have its contract looked at, too.',
);

function otherVendor(vendor: AnyVendor, why: string): Finding {
  return findingsOf(vendor.docs)(
    'warning',
    'VENDOR_OTHER',
    '',
    `The token looks made for ${vendor.title}: ${why}`,
    'Look whether the right vendor is named, and the right claims are signed.',
  );
}
