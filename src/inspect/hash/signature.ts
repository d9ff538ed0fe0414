import { type CheckedSecret, cryptoKeyOf, importKey, isSignedBy, subtle } from '../../keys/hmac.ts';
import { isUsableKey, type Key } from '../../keys/keys.ts';
import { encodeUtf8 } from '../../utils/encoding.ts';
import { hashFinding } from '../catalog/hash.ts';
import { signatureFinding } from '../catalog/signature.ts';
import type { Finding, Members } from '../findings.ts';
import { adviseSample, keyExpired, MAX_SEARCHED_KEYS } from '../keys.ts';
import { binaryOf } from '../mistakes/encodings.ts';
import { first } from '../mistakes/first.ts';
import { otherKeys } from '../mistakes/secrets.ts';
import { type HashCause, type RightTexts, wrongTexts } from './texts.ts';

/** What a hash is compared with. */
export interface HashContext {
  /** The bytes of the hash. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fields: Members;
  readonly texts: RightTexts;
  readonly keys: readonly Key[];
  /** Those of them that were decoded, as they were before. */
  readonly undecoded: readonly Key[];
  /** The encoding of the vendor's secrets, if they are encoded. */
  readonly encoding: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** For messages: the vendor's short name, its title, and where it documents its hash. */
  readonly vendor: { readonly name: string; readonly title: string; readonly docs: string };
}

/** Whether a key made the hash of the right text, and why not. */
export interface CheckedHash {
  readonly isRight: boolean;
  readonly findings: readonly Finding[];
}

/** The hash functions by the bytes that they return. WebCrypto knows no other. */
const ALGORITHMS: ReadonlyMap<number, string> = /* @__PURE__ */ new Map([
  [20, 'SHA-1'],
  [32, 'SHA-256'],
  [48, 'SHA-384'],
  [64, 'SHA-512'],
]);

/** Compares a hash with the right text and every key, and otherwise searches for the mistake. */
export async function checkHash(context: HashContext): Promise<CheckedHash> {
  const { bytes, texts, keys, now } = context;
  if (bytes.length === 32) {
    const signed = { input: encodeUtf8(texts.right), signature: bytes };
    for (const key of keys) {
      if (!(await isSignedBy(await cryptoKeyOf(key.secret), signed))) continue;
      return isUsableKey(key, undefined, now)
        ? { isRight: true, findings: adviseSample(key) }
        : { isRight: false, findings: [keyExpired(key, keys)] };
    }
  }
  return { isRight: false, findings: await explain(context) };
}

async function explain(context: HashContext): Promise<readonly Finding[]> {
  const { bytes, vendor } = context;
  const algorithm = ALGORITHMS.get(bytes.length);
  const values = { vendor: vendor.title, docs: vendor.docs };
  if (algorithm === undefined) {
    const name = bytes.length === 16 ? 'MD5' : `a hash function of ${bytes.length} bytes`;
    return [hashFinding('HASH_OTHER_ALGORITHM', '', { ...values, algorithm: name })];
  }
  const found = await findMistake(context, algorithm);
  const other =
    algorithm === 'SHA-256'
      ? []
      : [
          hashFinding('HASH_OTHER_ALGORITHM', '', {
            ...values,
            algorithm: `HMAC with ${algorithm}`,
          }),
        ];
  if (found === undefined) return other.length > 0 ? other : [hashFinding('HASH_INVALID')];
  if (found.some(({ code }) => code === 'HASH_WITHOUT_KEY')) return found;
  return [...found, ...other];
}

/** At most so many texts are tried, for all keys together. */
const MAX_TEXTS = 800;

async function findMistake(
  context: HashContext,
  algorithm: string,
): Promise<readonly Finding[] | undefined> {
  const { bytes: signature, fields, texts, keys, undecoded, encoding = '', vendor } = context;
  const values = { vendor: vendor.title, docs: vendor.docs };
  const toFinding = ({ code, values: own }: HashCause) =>
    hashFinding(code, '', { ...values, ...own });
  const searched = [...keys, ...undecoded].slice(0, MAX_SEARCHED_KEYS);
  const input = encodeUtf8(texts.right);

  for (const { secret } of searched) {
    const isText = undecoded.some((key) => key.secret === secret);
    const before = isText ? [signatureFinding('SECRET_NOT_DECODED', '', { encoding })] : [];
    const key = await keyFor(secret, algorithm);
    if (key === undefined) continue;
    if (await isSignedBy(key, { input, signature })) return before;
    const limit = Math.ceil(MAX_TEXTS / searched.length);
    for (const { text, causes } of first(limit, wrongTexts(fields, texts))) {
      if (await isSignedBy(key, { input: encodeUtf8(text), signature })) {
        return [...before, ...causes.map(toFinding)];
      }
    }
    const wrong = secret.bytes && (await findComputation(signature, input, secret.bytes));
    if (wrong !== undefined) return [...before, ...wrong];
  }
  return findSecret(context, searched, { input, signature }, algorithm);
}

/** The hash of a `CryptoKey` is fixed. */
async function keyFor(secret: CheckedSecret, algorithm: string): Promise<CryptoKey | undefined> {
  if (secret.bytes !== undefined) return importKey(secret.bytes, algorithm);
  return algorithm === 'SHA-256' ? cryptoKeyOf(secret) : undefined;
}

/** Finds how a secret made the hash without being its key. */
async function findComputation(
  signature: Uint8Array<ArrayBuffer>,
  input: Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
): Promise<readonly Finding[] | undefined> {
  const algorithm = ALGORITHMS.get(signature.length) ?? 'SHA-256';
  if (await isSignedBy(await importKey(input, algorithm), { input: secret, signature })) {
    return [hashFinding('HASH_KEY_SWAPPED')];
  }
  for (const content of [[input], [secret, input], [input, secret]]) {
    const joined = Uint8Array.from(content.flatMap((part) => [...part]));
    const digest = new Uint8Array(await subtle().digest(algorithm, joined));
    if (binaryOf(digest) === binaryOf(signature)) {
      return [hashFinding('HASH_WITHOUT_KEY', '', { algorithm })];
    }
  }
  return undefined;
}

/** Finds what happened to the secret. */
async function findSecret(
  { vendor }: HashContext,
  searched: readonly Key[],
  signed: Parameters<typeof isSignedBy>[1],
  algorithm: string,
): Promise<readonly Finding[] | undefined> {
  const secrets = searched.flatMap(({ secret: { bytes } }) => (bytes === undefined ? [] : [bytes]));
  for (const { bytes, causes } of otherKeys(secrets, vendor.name)) {
    if (await isSignedBy(await importKey(bytes, algorithm), signed)) {
      return causes.map(({ code, values }) => signatureFinding(code, '', values));
    }
  }
  return undefined;
}
