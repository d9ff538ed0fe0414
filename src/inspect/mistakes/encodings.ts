import { decodeBase64url, encodeUtf8 } from '../../utils/encoding.ts';
import { requireApi } from '../../utils/options.ts';

/** A secret as a string, or as bytes. */
export type Form = string | Uint8Array<ArrayBuffer>;

/** Returns the bytes that strict and lenient decoders of base64 read, in both alphabets. */
export function base64Decodings(text: string): Form[] {
  const spellings = [text.replaceAll('-', '+').replaceAll('_', '/'), text];
  // A lenient decoder skips other characters, or ends there. Some drop an incomplete group of four.
  const readable = [
    ...spellings.map((spelling) => spelling.replace(/[^A-Za-z0-9+/]/g, '')),
    ...spellings.map((spelling) => /^[A-Za-z0-9+/]*/.exec(spelling)?.[0] ?? ''),
  ];
  return withMisread([...readable, ...readable.map(fullGroups)].map(fromBase64));
}

/** Returns the bytes that strict and lenient decoders of hexadecimal read. */
export function hexDecodings(text: string): Form[] {
  const readable = [text.replace(/^0x/i, '').replace(/[\s:-]/g, ''), text];
  return withMisread(readable.map((digits) => fromHex(/^[0-9a-f]*/i.exec(digits)?.[0] ?? '')));
}

/** Encodes bytes as base64, in both alphabets, with and without padding. */
export function base64Encodings(bytes: Uint8Array): string[] {
  const standard = requireApi(globalThis.btoa, 'btoa')(binaryOf(bytes));
  const url = standard.replaceAll('+', '-').replaceAll('/', '_');
  return [standard, standard, url, url].map((text, index) =>
    index % 2 === 0 ? text : text.replaceAll('=', ''),
  );
}

/** Encodes bytes as hexadecimal, in small and in capital letters. */
export function hexEncodings(bytes: Uint8Array): string[] {
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [text, text.toUpperCase()];
}

/** Encodes a string as UTF-16, with and without a byte order mark. */
export function utf16Encodings(text: string): Form[] {
  return [text, `\ufeff${text}`].flatMap((each) => {
    const units = Array.from({ length: each.length }, (_, index) => each.charCodeAt(index));
    return [
      Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8])),
      Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 0xff])),
    ];
  });
}

/** Decodes an even number of hexadecimal digits. Drops an odd one at the end, as many decoders do. */
export function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: Math.floor(digits.length / 2) }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Makes a character of each byte. */
export function binaryOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Adds what becomes of decoded bytes in a variable for strings. */
function withMisread(decodings: readonly Uint8Array<ArrayBuffer>[]): Form[] {
  const decoder = new (requireApi(globalThis.TextDecoder, 'TextDecoder'))();
  return [
    ...decodings,
    ...decodings.map(binaryOf),
    ...decodings.map((bytes) => decoder.decode(bytes)),
  ];
}

function fromBase64(digits: string): Uint8Array<ArrayBuffer> {
  // One digit at the end is not enough for a byte.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  const url = whole.replaceAll('+', '-').replaceAll('/', '_');
  return decodeBase64url(url) ?? new Uint8Array();
}

function fullGroups(digits: string): string {
  return digits.slice(0, digits.length - (digits.length % 4));
}

/** Returns the bytes of a form. */
export function encoded(form: Form): Uint8Array<ArrayBuffer> {
  return typeof form === 'string' ? encodeUtf8(form) : form;
}
