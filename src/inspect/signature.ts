import { importKey, isSignedBy, type SignedInput } from '../keys/hmac.ts';
import type { Key } from '../keys/keys.ts';
import { bytesOf, type CheckedSecret, readSecret, secretTextOf } from '../keys/secret.ts';
import { bytesOfBinary, decodeBinary, utf8 } from '../utils/encoding.ts';
import { type Finding, findingsOf } from './findings.ts';

const JWS = 'https://www.rfc-editor.org/rfc/rfc7515#section-5.2';
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';
const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';

/** Whether a signature is one that the vendor takes: `unchecked` without a key or a token to check. */
export type ChatTokenSignature = 'valid' | 'invalid' | 'unchecked';

/** The verdict on a signature, and what is to be said of it. */
export interface CheckedSignature {
  readonly signature: ChatTokenSignature;
  readonly findings: readonly Finding[];
}

/** What is taken for the secret, as it is: what is wrong with it becomes a finding. */
export function readLooseSecret(secret: unknown): CheckedSecret {
  try {
    return readSecret(secret, true);
  } catch (error) {
    const bytes = readableBytes(secret);
    if (bytes === undefined || bytes.length === 0) throw error;
    return { bytes, key: undefined, signing: undefined };
  }
}

function readableBytes(secret: unknown): Uint8Array<ArrayBuffer> | undefined {
  try {
    return bytesOf(secret);
  } catch {
    return undefined; // Too long, detached, or no bytes.
  }
}

/** What is to be said of the keys themselves. */
export function adviseKeys(keys: readonly Key[]): readonly Finding[] {
  const findings: Finding[] = [];
  const found = findingsOf(HMAC);
  for (const { secret } of keys.slice(0, MOST_KEYS)) {
    if (secret.bytes === undefined) continue;
    try {
      readSecret(secret.bytes, true);
    } catch (error) {
      // It throws errors of this package, whose messages hold no secret.
      const why = String(error).replace('ChatTokenError: ', '');
      findings.push(
        found(
          'warning',
          'SECRET_DAMAGED',
          '',
          `${why}: the vendor has another text`,
          "Load it again as it stands in the vendor's console.",
        ),
      );
      continue;
    }
    if (secret.bytes.length < 32) {
      findings.push(
        found(
          'info',
          'SECRET_SHORT',
          '',
          'The secret has fewer than 32 bytes, the least that HS256 should have',
          'If the vendor issued it so, it works; some JWT libraries refuse it.',
        ),
      );
    }
  }
  return uniqueByCode(findings);
}

function uniqueByCode(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding, index) => findings.findIndex(({ code }) => code === finding.code) === index,
  );
}

/** Ten are what the vendors keep; of more, only the signature as it should be is looked at. */
const MOST_KEYS = 10;

/** Finds the key that made a signature, or in which way it was made wrongly. */
export async function checkSignature(
  signed: SignedInput,
  header: { readonly alg: unknown; readonly kid: unknown },
  keys: readonly Key[],
  now: number,
): Promise<CheckedSignature> {
  const found = findingsOf(JWS);
  const fitting: Key[] = [];
  for (const key of keys) {
    const { bytes, key: given } = key.secret;
    const imported = bytes === undefined ? given : await importKey(bytes);
    if (await isSignedBy(imported, signed)) fitting.push(key);
  }
  const isUsable = ({ keyId, expiresAt }: Key): boolean =>
    now < expiresAt && (keyId === undefined || header.kid === undefined || keyId === header.kid);
  if (fitting.some(isUsable)) {
    // The header is the vendor's business: another algorithm than it names was reported already.
    return { signature: header.alg === 'HS256' ? 'valid' : 'invalid', findings: [] };
  }
  const findings: Finding[] = [];
  for (const key of fitting.slice(0, 1)) {
    const name = keys.length === 1 ? 'the key given' : `keys[${keys.indexOf(key)}]`;
    findings.push(misusedKey(key, name, now));
  }
  if (fitting.length === 0) {
    const how = await findMistake(signed, keys);
    findings.push(
      how ??
        (isKidUnknown(header.kid, keys)
          ? findingsOf(KID)(
              'error',
              'KID_UNKNOWN',
              'header.kid',
              'The kid names none of the keys given, and none of them made the signature',
              'Compare the kid with the id that the vendor shows: another environment, or a deleted key?',
            )
          : found(
              'error',
              'SIGNATURE_INVALID',
              '',
              'The signature does not match: none of the keys given made it',
              'The token was changed, or signed with another secret. Compare where both are loaded from.',
            )),
    );
  }
  return { signature: 'invalid', findings };
}

function isKidUnknown(kid: unknown, keys: readonly Key[]): boolean {
  if (typeof kid !== 'string' || kid === '') return false;
  return keys.every(({ keyId }) => keyId !== undefined && keyId !== kid);
}

function misusedKey({ expiresAt }: Key, name: string, now: number): Finding {
  if (now >= expiresAt) {
    return findingsOf(JWS)(
      'error',
      'KEY_EXPIRED',
      '',
      `The signature is that of ${name}, which has expired`,
      'Sign with the key that replaced it.',
    );
  }
  return findingsOf(KID)(
    'error',
    'KID_OF_OTHER_KEY',
    'header.kid',
    `The signature is that of ${name}, and the kid names another key`,
    'Take key id and secret from the same key: the vendor looks the secret up by the kid.',
  );
}

/** Tries what is done to secrets and algorithms by mistake; what fits first is it. */
async function findMistake(
  signed: SignedInput,
  keys: readonly Key[],
): Promise<Finding | undefined> {
  let made: Mistake | undefined;
  for (const { secret } of keys.slice(0, MOST_KEYS)) {
    const mistakes = secret.bytes === undefined ? [] : mistakesWith(secret.bytes);
    for (const mistake of mistakes) {
      if (made !== undefined) continue;
      const key = await importKey(mistake.changed, mistake.hash);
      if (await isSignedBy(key, signed)) made = mistake;
    }
  }
  return made && findingsOf(JWS)('error', made.code, '', made.message, made.what);
}

/** A secret as it may have become before it signed. */
interface Mistake {
  readonly code: string;
  readonly message: string;
  readonly what: string;
  readonly changed: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

function mistakesWith(bytes: Uint8Array<ArrayBuffer>): Mistake[] {
  const text = secretTextOf(bytes);
  const mistakes = ['384', '512'].map(
    (bits): Mistake => ({
      code: 'SIGNATURE_OF_OTHER_ALG',
      message: `The secret is right, and the token is signed with HS${bits}`,
      what: 'Sign with HS256.',
      changed: bytes,
      hash: `SHA-${bits}`,
    }),
  );
  const add = (
    code: string,
    how: string,
    what: string,
    changed: Uint8Array<ArrayBuffer> | string | undefined,
  ): void => {
    const made = typeof changed === 'string' ? utf8(changed) : changed;
    // No key is empty, and what is as it was is no mistake.
    if (made === undefined || made.length === 0 || changed === text) return;
    const message = `The token is signed with ${how}`;
    mistakes.push({ code, message, what, changed: made, hash: 'SHA-256' });
  };
  const asText = 'Use the secret as the text that it is; these vendors decode nothing.';
  const trim = 'Trim the secret where it is loaded for signing.';
  if (text !== undefined) {
    add('SECRET_BASE64_DECODED', 'the secret decoded from base64', asText, fromBase64(text));
    add('SECRET_HEX_DECODED', 'the secret decoded from hexadecimal', asText, fromHex(text));
    add('SECRET_WITH_NEWLINE', 'the secret and a line break behind it', trim, `${text}\n`);
    add('SECRET_WITH_NEWLINE', 'the secret and a line break behind it', trim, `${text}\r\n`);
    add(
      'SECRET_TRIMMED',
      'the secret without the white space around it',
      'Give inspect and the signer the same text: the one without it is most likely right.',
      text.trim(),
    );
    for (const quote of ['"', "'"]) {
      add(
        'SECRET_QUOTED',
        'the secret in quotation marks',
        'Remove them where the secret is loaded for signing: they became part of the key.',
        `${quote}${text}${quote}`,
      );
    }
    add('SECRET_BASE64_ENCODED', 'the secret encoded as base64', asText, toBase64(bytes));
  }
  return mistakes;
}

/** Both alphabets, with and without padding. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const unpadded = text.replace(/={1,2}$/, '');
  const binary = decodeBinary(unpadded.replaceAll('+', '-').replaceAll('/', '_'), true);
  return binary === undefined ? undefined : bytesOfBinary(binary);
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
