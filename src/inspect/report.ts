import { type AnyChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { requiredTimes } from '../formats/jwt/times.ts';
import { type ChatTokenKeys, type GivenKey, type KeyRing, readKeyRing } from '../keys/keys.ts';
import type { ChatTokenSecret } from '../keys/secret.ts';
import { CONSOLE_HINT } from '../keys/text.ts';
import { MAX_LIFETIME } from '../utils/limits.ts';
import { kindOf, type OwnProperties, rejectPollutedPrototype } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { formFinding } from './catalog/form.ts';
import {
  bySeverity,
  type CheckedVendor,
  type Finding,
  type Members,
  type VendorChecks,
} from './findings.ts';
import { decodeLoosely } from './jwt/decode.ts';
import { adviseAlgorithm, adviseHeader } from './jwt/header.ts';
import { adviseIssuer } from './jwt/issuer.ts';
import {
  adviseKeys,
  adviseSecretInKeyId,
  type ChatTokenSignature,
  checkDecoded,
  decodedKey,
  readLooseSecret,
  UNEXPLAINED,
  unswapKeys,
} from './jwt/signature.ts';
import { type ChatTokenReportTimes, type LifetimeRule, readReportTimes } from './jwt/times.ts';
import { adviseMembers, readChecks, withoutUnread } from './lint.ts';
import {
  type ChatTokenReportVendor,
  chooseVendor,
  isOtherVendor,
  withoutFollowing,
} from './recognition.ts';
import { snapshot } from './snapshot.ts';
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
  rejectSwappedArguments(token, options);
  const given = readOptions('The options', options, OPTIONS);
  const advices = [...readChecks(given['checks']), ...known];
  const named = readNamedVendor(given);
  const ring = readRing(given, named);
  const now = createClock(given['now'])(undefined);
  const givenKeys = (await ring?.()) ?? [];

  const { text, findings: wrapping } = unwrap(token, givenKeys);
  const decoded = text === undefined ? undefined : decodeLoosely(text);
  const ownKeys = await unswapKeys(givenKeys, decoded);
  const header = decoded?.header;
  const claims = decoded?.claims;
  const form = [...wrapping, ...(decoded?.findings ?? [])];

  const headerMembers = snapshot(header) ?? NO_MEMBERS;
  const members = snapshot(claims);
  const { vendor, advice, other } = chooseVendor(advices, named, headerMembers, members, claims);

  const { secretEncoding, keyIdClaim, maxTokenLength: max = Infinity } = advice?.vendor.token ?? {};
  const keys = ownKeys.map((key) => decodedKey(key, secretEncoding));
  const kid = keyIdClaim === undefined ? header?.['kid'] : members?.[keyIdClaim];
  const kidPath = keyIdClaim ?? 'header.kid';
  if (text !== undefined && text.length > max)
    form.push(formFinding('TOKEN_TOO_LARGE', '', { max }));

  const aboutHeader =
    header === undefined ? [] : adviseHeader(headerMembers, members ?? NO_MEMBERS, advice);
  const aboutClaims =
    advice === undefined || members === undefined
      ? undefined
      : adviseMembers(advice, members, claims, headerMembers);
  const rightMembers = aboutClaims?.members ?? members;
  const rule = lifetimeRule(advice?.vendor);
  const checked =
    decoded &&
    (await checkDecoded(decoded, {
      alg: header?.['alg'],
      kid,
      kidPath,
      keys,
      undecoded: ownKeys.filter((key) => !keys.includes(key)),
      encoding: secretEncoding?.name,
      now,
      vendorName: vendor?.name,
    }));
  const aboutSignature = checked?.findings ?? [];
  const issuer =
    members === undefined
      ? []
      : adviseIssuer(headerMembers, members, advice?.vendor, aboutClaims?.isRejected);
  const allTimes = rightMembers ? readReportTimes(rightMembers, now, rule).findings : [];
  const aboutTimes =
    members && aboutClaims?.isRejected === false ? withoutUnread(allTimes, members) : allTimes;
  const dropFollowing = (findings: readonly Finding[]): readonly Finding[] =>
    isOtherVendor(other) && advice && members
      ? withoutFollowing(findings, advice.vendor, members)
      : findings;
  // Everything else in a token of another kind follows from that, and another program may have signed it.
  const inside =
    issuer.length > 0
      ? [...issuer, ...aboutSignature.filter(({ code }) => !UNEXPLAINED.has(code))]
      : [
          ...adviseAlgorithm(header),
          ...(aboutClaims?.product ?? []),
          ...other,
          ...(aboutClaims?.misplaced ?? []),
          ...dropFollowing(aboutHeader),
          ...dropFollowing(aboutClaims?.own ?? []),
          ...dropFollowing(aboutTimes),
          ...aboutSignature,
          ...dropFollowing(aboutClaims?.contract ?? []),
        ];
  const findings = bySeverity([
    ...adviseSecretInKeyId(kid, kidPath, ownKeys),
    ...form,
    ...inside,
    ...adviseKeys(ownKeys, givenKeys, secretEncoding),
  ]);
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    header: header === undefined ? null : { ...header },
    claims: claims === undefined ? null : { ...claims },
    times: members ? readReportTimes(members, now, rule).times : {},
    vendor: issuer.length > 0 && named === undefined ? null : vendor,
    signature: checked?.signature ?? 'unchecked',
    findings,
  };
}

const NO_MEMBERS: Members = /* @__PURE__ */ Object.create(null);

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

function lifetimeRule(vendor: CheckedVendor | undefined): LifetimeRule {
  const { expiry } = vendor?.token ?? {};
  const { claim, max = MAX_LIFETIME } = expiry ?? {};
  return {
    claim: claim === 'iat' ? claim : 'exp',
    max: max < MAX_LIFETIME ? max : undefined,
    required: requiredTimes(expiry),
    docs: vendor?.docs ?? '',
  };
}
