/**
 * Base64url without padding (RFC 4648, 5), as JOSE wants it (RFC 7515, 2), by the runtime's own base64.
 * That is for texts whose characters stand for bytes, here called binary.
 */
import { requireApi } from './options.ts';

/** The runtime's encoder, without which nothing is signed or verified. */
export function textEncoder(): TextEncoder {
  return new (requireApi(globalThis.TextEncoder, 'TextEncoder'))();
}

/** A text's bytes in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return textEncoder().encode(text);
}

/** The bytes of a text that is known to be ASCII, in half the time; anything else would be cut off. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  textEncoder().encodeInto(text, bytes);
  return bytes;
}

/** The text whose bytes these are, byte order mark included; throws where they are not UTF-8. */
export function textOfUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function encodeBinary(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Writes bytes as base64url: some hundred at most, as signatures have. */
export function encode(bytes: Uint8Array): string {
  return encodeBinary(Reflect.apply(String.fromCharCode, undefined, bytes));
}

/**
 * Writes a value as JSON in base64url. What is not ASCII is escaped, as JSON allows: then characters
 * are bytes, and no reader can take them for another charset.
 */
export function encodeJson(value: object): string {
  return encodeBinary(JSON.stringify(value).replace(/[\x80-\uffff]/g, unicodeEscape));
}

/**
 * Reads base64url in its one canonical form, or with whatever stands in the bits that are not used
 * where it is to be read loosely. `undefined` for what is none.
 */
export function decodeBinary(text: string, isLoose = false): string | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    // The runtime forgives white space, padding and unused bits, which do not come back.
    const again = encodeBinary(binary);
    if (again === text) return binary;
    return isLoose && again.slice(0, -1) === text.slice(0, -1) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes that a text stands for. */
export function bytesOfBinary(binary: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Writes one UTF-16 unit as JSON and JavaScript escape it: `\u00fc`. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A control character (U+0000 to U+001F, U+007F to U+009F), named by what is none. No expression of a
 * signing path says `\p{…}`: the engine looks such a class up when it reads the file.
 */
export const CONTROL: RegExp = /[^ -~\xa0-\uffff]/;
