import { type CheckedSecret, cryptoKeyOf, importKey, isSignedBy } from '../../keys/hmac.ts';
import { keyIdProblem } from '../../keys/key-id.ts';
import { isUsableKey, type Key } from '../../keys/keys.ts';
import { secretText } from '../../keys/secret.ts';
import { signatureFinding } from '../catalog/signature.ts';
import type { Finding } from '../findings.ts';
import {
  adviseSample,
  keyExpired,
  MAX_SEARCHED_KEYS,
  nameOfKey,
  readLooseSecret,
} from '../keys.ts';
import { type Cause, repair } from '../mistakes/changes.ts';
import {
  findComputation,
  isDamagedSignature,
  type OtherInput,
  otherInputsOf,
  type Reading,
  readSignature,
} from '../mistakes/computations.ts';
import { isSecretInKeyId, otherKeys } from '../mistakes/secrets.ts';
import type { ChatTokenSignature } from '../report.ts';
import type { DecodedToken, SignedToken } from './decode.ts';

/** The verdict on a signature, and the findings about it. */
export interface CheckedSignature {
  readonly signature: ChatTokenSignature;
  readonly findings: readonly Finding[];
}

/** What looks like a key id: `app_0123456789abcdef`, or a UUID. */
const KEY_ID = /^(?:[a-z]{2,8}_[\da-f]{8,32}|[\da-f]{8}-[\da-f-]{27})$/i;

/** What is a key id, and never a secret. */
const CERTAIN_KEY_ID = /^app_[\da-f]{24}$/;

/** What looks like a secret: much hexadecimal, or mixed characters. */
const SECRET = /^(?:[\da-f]{40,1024}|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{24,1024})$/;

/** Swaps id and secret of the keys that were passed the wrong way round. */
export function unswapKeys(
  keys: readonly Key[],
  decoded: DecodedToken | undefined,
): Promise<readonly Key[]> {
  return Promise.all(keys.map((key) => unswapped(key, decoded)));
}

async function unswapped(key: Key, decoded: DecodedToken | undefined): Promise<Key> {
  const { keyId, secret } = key;
  const text = secret.bytes && secretText(secret.bytes);
  if (keyId === undefined || text === undefined) return key;
  if (!SECRET.test(keyId) || !KEY_ID.test(text)) return key;
  const swapped = { ...key, keyId: text, secret: readLooseSecret(keyId) };
  // Secrets may be UUIDs, and key ids long: only the signature can tell.
  const isSwapped =
    CERTAIN_KEY_ID.test(text) ||
    (!(await hasSigned(key, decoded)) && (await hasSigned(swapped, decoded)));
  return isSwapped ? swapped : key;
}

async function hasSigned({ secret }: Key, decoded: DecodedToken | undefined): Promise<boolean> {
  const key = await cryptoKeyOf(secret);
  for (const signed of [decoded?.signed, decoded?.canonical]) {
    if (signed !== undefined && (await isSignedBy(key, signed))) return true;
  }
  return false;
}

/** Finds a key id that shows the secret to everyone. It matters more than any other finding. */
export function adviseSecretInKeyId(
  kid: unknown,
  path: string,
  keys: readonly Key[],
): readonly Finding[] {
  if (typeof kid !== 'string') return [];
  const isShown = keys
    .slice(0, MAX_SEARCHED_KEYS)
    .some(({ secret: { bytes } }) => bytes !== undefined && isSecretInKeyId(bytes, kid));
  return isShown ? [signatureFinding('KID_IS_SECRET', path)] : [];
}

/** What a signature is checked against. */
export interface SignatureContext {
  readonly alg: unknown;
  readonly kid: unknown;
  /** Where that is. */
  readonly kidPath: string;
  readonly keys: readonly Key[];
  /** Those of them that were decoded, as they were before. */
  readonly undecoded: readonly Key[];
  /** The encoding of the vendor's secrets, if they are encoded. */
  readonly encoding: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** The vendor's short name, if it is known. */
  readonly vendorName: string | undefined;
}

/** Findings that only say that a signature does not match. The others say why. */
export const UNEXPLAINED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'SIGNATURE_INVALID',
  'SIGNATURE_LENGTH',
  'SIGNATURE_DAMAGED',
  'KID_UNKNOWN',
]);

/**
 * Checks the signature of a token as it is written, and as it was before something changed base64url to
 * plain base64. Damage that the form already shows is not reported again.
 */
export async function checkDecoded(
  { signed, canonical, isDamaged }: DecodedToken,
  context: SignatureContext,
): Promise<CheckedSignature> {
  if (signed === undefined) return { signature: 'unchecked', findings: [] };
  if (canonical !== undefined) {
    // Mistakes are searched for once, in the token as it is.
    const other = await checkKeys(canonical, context);
    if (other?.signature === 'valid') return other;
  }
  const checked =
    (await checkKeys(signed, context)) ??
    ({ signature: 'invalid', findings: await explain(signed, context) } as const);
  if (!isDamaged) return checked;
  const { signature, findings } = checked;
  return { signature, findings: findings.filter(({ code }) => !UNEXPLAINED.has(code)) };
}

/** Finds the key that made a signature. Returns `undefined` if none of them did. */
async function checkKeys(
  signed: SignedToken,
  context: SignatureContext,
): Promise<CheckedSignature | undefined> {
  const { alg, kid, keys, now } = context;
  if (keys.length === 0) return { signature: 'unchecked', findings: adviseForm(signed, alg) };
  const fitting: Key[] = [];
  for (const key of keys) {
    if (await isSignedBy(await cryptoKeyOf(key.secret), signed)) fitting.push(key);
  }
  const right = fitting.find((key) => isUsableKey(key, kid, now) || isRepairable(key, kid, now));
  if (right !== undefined) {
    return {
      // ALG_UNSUPPORTED reports a header that names another algorithm.
      signature: alg === 'HS256' ? 'valid' : 'invalid',
      findings: adviseSample(right),
    };
  }
  const [misused] = fitting;
  if (misused === undefined) return undefined;
  return { signature: 'invalid', findings: adviseMisused(misused, context) };
}

/** Returns whether only the key id given here is damaged. `KEY_ID_DAMAGED` reports it. */
function isRepairable({ keyId, expiresAt }: Key, kid: unknown, now: number): boolean {
  if (keyId === undefined || keyIdProblem(keyId) === undefined || now >= expiresAt) return false;
  const { text } = repair(keyId);
  // A placeholder says nothing about the key.
  return text === kid || keyIdProblem(text) !== undefined;
}

/** Explains why a key that made a signature does not count. */
function adviseMisused(
  misused: Key,
  { kid, kidPath, keys, now }: SignatureContext,
): readonly Finding[] {
  if (now >= misused.expiresAt) return [keyExpired(misused, keys)];
  // The header's own findings say what is wrong with it.
  if (typeof kid !== 'string' || keyIdProblem(kid) !== undefined) return [];
  if (adviseSecretInKeyId(kid, '', keys).length > 0) return [];
  return [signatureFinding('KID_OF_OTHER_KEY', kidPath, { key: nameOfKey(misused, keys) })];
}

/** Explains a signature that none of the keys made. */
async function explain(
  signed: SignedToken,
  context: SignatureContext,
): Promise<readonly Finding[]> {
  const { alg, kid, kidPath, keys } = context;
  const causes = await findMistake(signed, context);
  if (causes !== undefined) {
    return causes.map(toFinding);
  }
  const form = adviseForm(signed, alg);
  if (form.some(({ code }) => code === 'SIGNATURE_LENGTH')) return form;
  const finding = isKidUnknown(kid, keys)
    ? signatureFinding('KID_UNKNOWN', kidPath)
    : signatureFinding('SIGNATURE_INVALID');
  return [...form, finding];
}

/** Finds what a signature shows without a key. */
function adviseForm(signed: SignedToken, alg: unknown): readonly Finding[] {
  const causes = readSignature(signed)?.causes ?? [];
  // A signature of another algorithm has one of its lengths.
  if (causes.some(({ code }) => code !== 'SIGNATURE_OF_OTHER_ALG')) return causes.map(toFinding);
  const { length } = signed.signature;
  if (alg !== 'HS256' || length === 32) return [];
  return [signatureFinding('SIGNATURE_LENGTH', '', { length })];
}

function toFinding({ code, values }: Cause): Finding {
  return signatureFinding(code, '', values);
}

function isKidUnknown(kid: unknown, keys: readonly Key[]): boolean {
  if (typeof kid !== 'string' || keyIdProblem(kid) !== undefined) return false;
  const isOther = ({ keyId }: Key): boolean =>
    keyId !== undefined && keyIdProblem(keyId) === undefined && keyId !== kid;
  return keys.every(isOther);
}

/** Searches for what often happens to secrets and signatures by mistake. Returns the first match. */
async function findMistake(
  signed: SignedToken,
  { keys, undecoded, encoding = '', kid, vendorName }: SignatureContext,
): Promise<readonly Cause[] | undefined> {
  const reading = readSignature(signed);
  const searched = [...keys, ...undecoded].slice(0, MAX_SEARCHED_KEYS);
  const otherInputs = otherInputsOf(signed);
  for (const { secret } of searched) {
    const isText = undecoded.some((key) => key.secret === secret);
    // With the text of a secret that was not decoded, the signature may be whole.
    if (!isText && (await isDamagedSignature(signed, await cryptoKeyOf(secret)))) {
      return [{ code: 'SIGNATURE_DAMAGED' }];
    }
    const causes = reading && (await findInSecret(secret, reading, otherInputs));
    if (causes !== undefined) {
      return isText ? [{ code: 'SECRET_NOT_DECODED', values: { encoding } }, ...causes] : causes;
    }
  }
  if (reading === undefined) return undefined;

  const secrets = searched.flatMap(({ secret: { bytes } }) => (bytes === undefined ? [] : [bytes]));
  const keyIds = [kid, ...searched.map(({ keyId }) => keyId)].filter(
    (id) => typeof id === 'string',
  );
  for (const { bytes, causes } of otherKeys(secrets, vendorName, keyIds)) {
    if (await isSignedBy(await importKey(bytes, reading.hash), reading)) {
      return [...causes, ...reading.causes];
    }
  }
  return undefined;
}

/** Returns how a secret made a signature that is written or computed in a wrong way. */
async function findInSecret(
  secret: CheckedSecret,
  reading: Reading,
  otherInputs: readonly OtherInput[],
): Promise<readonly Cause[] | undefined> {
  const { bytes } = secret;
  // The hash of a CryptoKey is fixed.
  if (bytes === undefined && reading.hash !== 'SHA-256') return undefined;
  const key =
    bytes === undefined ? await cryptoKeyOf(secret) : await importKey(bytes, reading.hash);
  if (await isSignedBy(key, reading)) return reading.causes;
  return findComputation(reading, otherInputs, key, bytes);
}
