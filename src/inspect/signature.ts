import {
  type CheckedSecret,
  cryptoKeyOf,
  importKey,
  isSignedBy,
  type SignedInput,
} from '../keys/hmac.ts';
import { isUsableKey, type Key } from '../keys/keys.ts';
import { checkSecret, secretBytes, secretText } from '../keys/secret.ts';
import { decodeBase64url, encodeUtf8 } from '../utils/encoding.ts';
import { isChatTokenError } from '../utils/errors.ts';
import { signatureFinding } from './catalog/signature.ts';
import type { Finding, FindingValues } from './findings.ts';

/** The verdict on a signature. It is `unchecked` without a key, or without a signature that can be read. */
export type ChatTokenSignature = 'valid' | 'invalid' | 'unchecked';

/** The verdict on a signature, and the findings about it. */
export interface CheckedSignature {
  readonly signature: ChatTokenSignature;
  readonly findings: readonly Finding[];
}

/** Reads a secret as it is. What is wrong with it becomes a finding. */
export function readLooseSecret(secret: unknown): CheckedSecret {
  try {
    return checkSecret(secret, true);
  } catch (error) {
    if (typeof secret !== 'string' && !ArrayBuffer.isView(secret)) throw error;
    const bytes = secretBytes(secret);
    return { bytes, key: undefined };
  }
}

/** Vendors keep at most ten keys. Of more, mistakes are not searched for. */
const MAX_SEARCHED_KEYS = 10;

/** Checks the keys themselves. */
export function adviseKeys(keys: readonly Key[]): readonly Finding[] {
  const findings = keys.slice(0, MAX_SEARCHED_KEYS).flatMap(({ secret }): Finding[] => {
    if (secret.bytes === undefined) return [];
    const reason = damageOf(secret.bytes);
    if (reason !== undefined) return [signatureFinding('SECRET_DAMAGED', '', { reason })];
    return secret.bytes.length < 32 ? [signatureFinding('SECRET_SHORT')] : [];
  });
  return findings.filter(
    (finding, index) => findings.findIndex(({ code }) => code === finding.code) === index,
  );
}

function damageOf(bytes: Uint8Array): string | undefined {
  try {
    checkSecret(bytes, true);
    return undefined;
  } catch (error) {
    return isChatTokenError(error) ? error.message : undefined;
  }
}

/** Finds the key that made a signature, or the mistake with which it was made. */
export async function checkSignature(
  signed: SignedInput,
  header: { readonly alg: unknown; readonly kid: unknown },
  keys: readonly Key[],
  now: number,
): Promise<CheckedSignature> {
  const fitting: Key[] = [];
  for (const key of keys) {
    if (await isSignedBy(await cryptoKeyOf(key.secret), signed)) fitting.push(key);
  }
  if (fitting.some((key) => isUsableKey(key, header.kid, now))) {
    // ALG_UNSUPPORTED reports a header that names another algorithm.
    return { signature: header.alg === 'HS256' ? 'valid' : 'invalid', findings: [] };
  }
  const [misused] = fitting;
  if (misused !== undefined) {
    const key = keys.length === 1 ? 'the given key' : `keys[${keys.indexOf(misused)}]`;
    const finding =
      now >= misused.expiresAt
        ? signatureFinding('KEY_EXPIRED', '', { key })
        : signatureFinding('KID_OF_OTHER_KEY', 'header.kid', { key });
    return { signature: 'invalid', findings: [finding] };
  }
  const finding =
    (await findMistake(signed, keys)) ??
    (isKidUnknown(header.kid, keys)
      ? signatureFinding('KID_UNKNOWN', 'header.kid')
      : signatureFinding('SIGNATURE_INVALID'));
  return { signature: 'invalid', findings: [finding] };
}

function isKidUnknown(kid: unknown, keys: readonly Key[]): boolean {
  if (typeof kid !== 'string' || kid === '') return false;
  return keys.every(({ keyId }) => keyId !== undefined && keyId !== kid);
}

/** Tries what often happens to secrets and algorithms by mistake, and reports the first match. */
async function findMistake(
  signed: SignedInput,
  keys: readonly Key[],
): Promise<Finding | undefined> {
  for (const { secret } of keys.slice(0, MAX_SEARCHED_KEYS)) {
    for (const { code, values, changed, hash } of mistakesWith(secret.bytes)) {
      if (changed === undefined || changed.length === 0) continue;
      const key = await importKey(changed, hash);
      if (await isSignedBy(key, signed)) return signatureFinding(code, '', values);
    }
  }
  return undefined;
}

/** A key that may have signed instead of the secret. */
interface Mistake {
  readonly code: Parameters<typeof signatureFinding>[0];
  readonly values?: FindingValues;
  readonly changed: Uint8Array<ArrayBuffer> | undefined;
  readonly hash?: string;
}

function mistakesWith(bytes: Uint8Array<ArrayBuffer> | undefined): readonly Mistake[] {
  if (bytes === undefined) return [];
  const algorithms = ['384', '512'].map(
    (bits): Mistake => ({
      code: 'SIGNATURE_OF_OTHER_ALG',
      values: { bits },
      changed: bytes,
      hash: `SHA-${bits}`,
    }),
  );
  const text = secretText(bytes);
  if (text === undefined) return algorithms;
  const trimmed = text.trim();
  return [
    ...algorithms,
    { code: 'SECRET_BASE64_DECODED', changed: fromBase64(text) },
    { code: 'SECRET_HEX_DECODED', changed: fromHex(text) },
    { code: 'SECRET_WITH_NEWLINE', changed: encodeUtf8(`${text}\n`) },
    { code: 'SECRET_WITH_NEWLINE', changed: encodeUtf8(`${text}\r\n`) },
    { code: 'SECRET_TRIMMED', changed: trimmed === text ? undefined : encodeUtf8(trimmed) },
    { code: 'SECRET_QUOTED', changed: encodeUtf8(`"${text}"`) },
    { code: 'SECRET_QUOTED', changed: encodeUtf8(`'${text}'`) },
    { code: 'SECRET_BASE64_ENCODED', changed: encodeUtf8(toBase64(bytes)) },
  ];
}

/** Both alphabets, with and without padding. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const unpadded = text.replace(/={1,2}$/, '');
  return decodeBase64url(unpadded.replaceAll('+', '-').replaceAll('/', '_'));
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
