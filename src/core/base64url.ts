/** Base64url without padding (RFC 4648, 5), as JOSE wants it (RFC 7515, 2). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The six bits that each character of ASCII stands for; below 0 where it is not in the alphabet. */
const SEXTETS = /* @__PURE__ */ Int8Array.from({ length: 128 }, (_, code) =>
  ALPHABET.indexOf(String.fromCharCode(code)),
);

/** A text's bytes in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** How many characters so many bytes become. */
export function encodedLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

/** Writes bytes as base64url in ASCII, from a place in `text` on; what does not fit is left out. */
export function encodeInto(text: Uint8Array, at: number, bytes: Uint8Array): void {
  let place = at;
  for (let index = 0; index < bytes.length; index += 3) {
    // Behind the end of the bytes there is nothing, which counts as zero.
    const bits =
      (Number(bytes[index]) << 16) | (Number(bytes[index + 1]) << 8) | Number(bytes[index + 2]);
    text[place++] = ALPHABET.charCodeAt(bits >> 18);
    text[place++] = ALPHABET.charCodeAt((bits >> 12) & 63);
    text[place++] = ALPHABET.charCodeAt((bits >> 6) & 63);
    text[place++] = ALPHABET.charCodeAt(bits & 63);
  }
}

/** Writes bytes as base64url. */
export function encode(bytes: Uint8Array): string {
  const text = new Uint8Array(encodedLength(bytes.length));
  encodeInto(text, 0, bytes);
  return new TextDecoder().decode(text);
}

/** Writes a text's UTF-8 bytes as base64url. */
export function encodeText(text: string): string {
  return encode(utf8(text));
}

/**
 * Reads base64url in its one canonical form: unused bits at the end are zero, or
 * whatever they are where it is to be read loosely. `undefined` for what is none.
 */
export function decode(text: string, isLoose = false): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const sextet = SEXTETS[text.charCodeAt(index)];
    if (sextet === undefined || sextet < 0) return undefined;
    bits = (bits << 6) | sextet;
    const place = index % 4;
    if (place > 0) bytes[at++] = bits >> (6 - 2 * place);
  }
  const unused = (text.length * 6) % 8;
  return isLoose || (bits & ((1 << unused) - 1)) === 0 ? bytes : undefined;
}
