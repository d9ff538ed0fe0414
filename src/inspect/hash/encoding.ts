import type { TokenFormat } from '../../contract/format.ts';
import { decodeBase64 } from '../form/search.ts';
import { binaryOf, fromHex } from '../mistakes/encodings.ts';

/** A hash that could be read. */
export interface ReadHash {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How it is written, as the end of a sentence: `in base64`. `undefined` if it is written as it should be. */
  readonly form: string | undefined;
}

/** The bytes of hashes: MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. */
const LENGTHS: readonly number[] = [16, 20, 28, 32, 48, 64];

/** The ways to write a hash. The first that fits counts. */
const FORMS: readonly (readonly [
  form: string,
  read: (text: string) => Uint8Array<ArrayBuffer> | undefined,
])[] = [
  ['hex', (text) => hexBytes(text, /^[0-9a-f]+$/)],
  ['in upper-case hexadecimal digits', (text) => hexBytes(text, /^[0-9A-F]+$/)],
  ['in hexadecimal digits of mixed case', (text) => hexBytes(text, /^[0-9a-f]+$/i)],
  ['with a prefix', (text) => hexBytes(text.replace(/^(?:0x|sha\d+[=:-])/i, ''), /^[0-9a-f]+$/i)],
  [
    'in hexadecimal digits with separators',
    (text) => hexBytes(text.replace(/[- :]/g, ''), /^[0-9a-f]+$/i),
  ],
  ['in base64 of its hexadecimal digits', hexInBase64],
  ['base64', (text) => (/^[\w+/]+={0,2}$/.test(text) ? decodeBase64(text) : undefined)],
  ['in base64url', (text) => (/^[\w-]+={0,2}$/.test(text) ? decodeBase64(text) : undefined)],
];

/** Reads a hash, also if it is written in another way than it should be. */
export function readHash(text: string, { outputEncoding }: TokenFormat): ReadHash | undefined {
  for (const [form, read] of FORMS) {
    const bytes = read(text);
    if (bytes === undefined || !LENGTHS.includes(bytes.length)) continue;
    if (form === outputEncoding && isCanonical(text, bytes, form))
      return { bytes, form: undefined };
    if (form === 'hex') return { bytes, form: 'in hexadecimal digits' };
    return { bytes, form: form === 'base64' ? 'in base64' : form };
  }
  return undefined;
}

/** Names the way in which a vendor compares hashes. */
export function formOf({ outputEncoding }: TokenFormat): string {
  return outputEncoding === 'base64'
    ? '44 characters of base64'
    : '64 lower-case hexadecimal digits';
}

/** Base64 needs its padding. */
function isCanonical(text: string, { length }: Uint8Array, form: string): boolean {
  return form !== 'base64' || text.length === Math.ceil(length / 3) * 4;
}

function hexBytes(text: string, digits: RegExp): Uint8Array<ArrayBuffer> | undefined {
  return digits.test(text) && text.length % 2 === 0 ? fromHex(text) : undefined;
}

function hexInBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = /^[\w+/-]+={0,2}$/.test(text) ? decodeBase64(text) : undefined;
  return bytes && hexBytes(binaryOf(bytes), /^[0-9a-f]+$/i);
}
