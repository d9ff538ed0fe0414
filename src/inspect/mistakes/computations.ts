import { computeHmac, importKey, isSignedBy, subtle } from '../../keys/hmac.ts';
import { encodeBase64url, encodeUtf8 } from '../../utils/encoding.ts';
import { decodeBase64, toBase64url } from '../form/search.ts';
import type { SignedToken } from '../jwt/decode.ts';
import type { Cause } from './changes.ts';
import { binaryOf, encoded, fromHex } from './encodings.ts';

/** One way to read the last part of a token. */
export interface Reading {
  readonly causes: readonly Cause[];
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The hash with signatures of that length. */
  readonly hash: string;
  /** What should be signed. */
  readonly input: Uint8Array<ArrayBuffer>;
}

/** What another program signed instead of header and payload with the dot between them. */
export interface OtherInput {
  /** The end of a sentence. */
  readonly what: string;
  readonly input: Uint8Array<ArrayBuffer>;
}

const BITS: ReadonlyMap<number, number> = /* @__PURE__ */ new Map([
  [32, 256],
  [48, 384],
  [64, 512],
]);

/** Reads the last part of a token as the signature that it may be. */
export function readSignature(token: SignedToken): Reading | undefined {
  const { input, signature, parts } = token;
  const [, , written] = parts;
  const inner = binaryOf(signature)
    .replace(/^[\w-]{0,20}\(stdin\)= /, '')
    .trim();
  // Random bytes are never hexadecimal or text by chance.
  const readings: (readonly [Cause['code'] | undefined, Uint8Array<ArrayBuffer> | undefined])[] = [
    ['SIGNATURE_IN_HEX', hexBytes(written)],
    ['SIGNATURE_OF_HEX', hexBytes(inner)],
    ['SIGNATURE_ENCODED_TWICE', decodeBase64(inner)],
    [undefined, signature],
  ];
  for (const [code, bytes] of readings) {
    const bits = BITS.get(bytes?.length ?? 0);
    if (bytes === undefined || bits === undefined) continue;
    const causes: Cause[] = code === undefined ? [] : [{ code }];
    if (bits !== 256) causes.push({ code: 'SIGNATURE_OF_OTHER_ALG', values: { bits } });
    return { causes, signature: bytes, hash: `SHA-${bits}`, input };
  }
  return undefined;
}

function hexBytes(digits: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[0-9a-f]+$/i.test(digits) ? fromHex(digits) : undefined;
}

/** Returns how a key made the signature of something else, or without HMAC. */
export async function findComputation(
  { signature, hash, causes, input }: Reading,
  otherInputs: readonly OtherInput[],
  key: CryptoKey,
  secret: Uint8Array<ArrayBuffer> | undefined,
): Promise<readonly Cause[] | undefined> {
  for (const { what, input: other } of otherInputs) {
    if (await isSignedBy(key, { input: other, signature })) {
      return [{ code: 'SIGNATURE_OF_OTHER_TEXT', values: { what } }, ...causes];
    }
  }
  if (secret === undefined) return undefined;
  if (await isSignedBy(await importKey(input, hash), { input: secret, signature })) {
    return [{ code: 'SIGNATURE_OF_SECRET' }, ...causes];
  }
  for (const content of [joined(input, secret), joined(secret, input), input]) {
    const digest = new Uint8Array(await subtle().digest(hash, content));
    if (binaryOf(digest) === binaryOf(signature)) {
      return [{ code: 'SIGNATURE_WITHOUT_HMAC', values: { hash } }, ...causes];
    }
  }
  return undefined;
}

/** Returns what other programs sign. */
export function otherInputsOf({ parts }: SignedToken): readonly OtherInput[] {
  const [header, payload] = parts;
  const encodedText = `${header}.${payload}`;
  const headerJson = decodeBase64(header) ?? new Uint8Array();
  const payloadJson = decodeBase64(payload) ?? new Uint8Array();
  const padded = [header, payload].map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '='));
  const dot = encodeUtf8('.');
  const inputs: Readonly<Record<string, readonly (string | Uint8Array<ArrayBuffer>)[]>> = {
    'the JSON instead of its base64url': [
      joined(headerJson, dot, payloadJson),
      joined(headerJson, payloadJson),
      payloadJson,
    ],
    'header and payload without the dot between them': [header + payload],
    'the payload alone': [payload],
    'a line break after header and payload as well': [`${encodedText}\n`, `${encodedText}\r\n`],
    'header and payload in base64, which differs from base64url': [
      padded.join('.'),
      padded.join('.').replaceAll('-', '+').replaceAll('_', '/'),
      encodedText.replaceAll('-', '+').replaceAll('_', '/'),
    ],
  };
  return Object.entries(inputs).flatMap(([what, forms]) =>
    forms.map((form) => ({ what, input: encoded(form) })),
  );
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Returns whether the last part is the right signature but for characters that were lost or changed. */
export async function isDamagedSignature(
  { input, parts: [, , written] }: SignedToken,
  key: CryptoKey,
): Promise<boolean> {
  if (!key.usages.includes('sign')) return false;
  const right = encodeBase64url(await computeHmac(key, input));
  const text = toBase64url(written);
  const end = ending(right, text);
  return start(right, text) + end >= MIN_RIGHT_CHARACTERS;
}

/** Of 43. So many are never right by chance. */
const MIN_RIGHT_CHARACTERS = 20;

function start(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function ending(one: string, other: string): number {
  return start([...one].reverse().join(''), [...other].reverse().join(''));
}
