import type { SecretEncoding } from '../keys/encodings.ts';
import type { CheckedSecret } from '../keys/hmac.ts';
import { keyIdProblem } from '../keys/key-id.ts';
import type { Key } from '../keys/keys.ts';
import { checkSecret, secretBytes, secretText } from '../keys/secret.ts';
import { isChatTokenError } from '../utils/errors.ts';
import { signatureFinding } from './catalog/signature.ts';
import type { Finding } from './findings.ts';
import { repair } from './mistakes/changes.ts';
import { isPublicSecret } from './mistakes/secrets.ts';

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

/** Decodes a secret, for a vendor whose secrets are encoded. Other bytes are the key already. */
export function decodedKey(key: Key, encoding: SecretEncoding | undefined): Key {
  const text = key.secret.bytes && secretText(key.secret.bytes);
  const bytes = text === undefined ? undefined : encoding?.decode(repair(text).text);
  return bytes === undefined ? key : { ...key, secret: { bytes, key: undefined } };
}

/** Vendors keep at most ten keys. Of more, mistakes are not searched for. */
export const MAX_SEARCHED_KEYS = 10;

/** Reports a key that signed, but has expired. */
export function keyExpired(key: Key, keys: readonly Key[]): Finding {
  return signatureFinding('KEY_EXPIRED', '', { key: nameOfKey(key, keys) });
}

/** Names a key as the caller passed it. */
export function nameOfKey(key: Key, keys: readonly Key[]): string {
  return keys.length === 1 ? 'the given key' : `keys[${keys.indexOf(key)}]`;
}

/** Reports a key that anyone knows. */
export function adviseSample({ secret: { bytes } }: Key): readonly Finding[] {
  return bytes !== undefined && isPublicSecret(bytes) ? [signatureFinding('SECRET_IS_SAMPLE')] : [];
}

/** Checks the keys themselves. `given` are the same as they were passed. */
export function adviseKeys(
  keys: readonly Key[],
  given: readonly Key[],
  encoding: SecretEncoding | undefined,
): readonly Finding[] {
  const findings = keys.slice(0, MAX_SEARCHED_KEYS).flatMap((key, index) => {
    const { secret, keyId } = key;
    const problem = keyId === undefined ? undefined : keyIdProblem(keyId);
    return [
      ...(key === given[index] ? [] : [signatureFinding('KEYS_SWAPPED')]),
      ...adviseSecret(secret.bytes, encoding),
      ...(problem === undefined ? [] : [signatureFinding('KEY_ID_DAMAGED', '', { problem })]),
    ];
  });
  return findings.filter(
    (finding, index) => findings.findIndex(({ code }) => code === finding.code) === index,
  );
}

function adviseSecret(
  bytes: Uint8Array | undefined,
  encoding: SecretEncoding | undefined,
): readonly Finding[] {
  if (bytes === undefined) return [];
  const reason = problemOf(bytes, encoding);
  if (reason !== undefined) return [signatureFinding('SECRET_DAMAGED', '', { reason })];
  return bytes.length < 32 ? [signatureFinding('SECRET_SHORT')] : [];
}

function problemOf(bytes: Uint8Array, encoding: SecretEncoding | undefined): string | undefined {
  try {
    // The string may have been passed as bytes.
    checkSecret((encoding && secretText(bytes)) ?? bytes, true, undefined, encoding);
    return undefined;
  } catch (error) {
    return isChatTokenError(error) ? error.message : undefined;
  }
}
