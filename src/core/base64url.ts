/** Base64url without padding (RFC 4648, 5), as JOSE wants it (RFC 7515, 2). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The six bits that each character of ASCII stands for; below 0 where it is not in the alphabet. */
const SEXTETS = /* @__PURE__ */ Int8Array.from({ length: 128 }, (_, code) =>
  ALPHABET.indexOf(String.fromCharCode(code)),
);

/** Writes bytes as base64url. */
export function encode(bytes: Uint8Array): string {
  const { length } = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const text = new Uint8Array(Math.ceil((length * 4) / 3));
  let at = 0;
  for (let index = 0; index < length; index += 3) {
    const left = length - index;
    const two = left === 1 ? view.getUint8(index) << 8 : view.getUint16(index);
    const bits = (two << 8) | (left > 2 ? view.getUint8(index + 2) : 0);
    text[at++] = ALPHABET.charCodeAt(bits >> 18);
    text[at++] = ALPHABET.charCodeAt((bits >> 12) & 63);
    // What is written behind the end of the text is ignored.
    text[at++] = ALPHABET.charCodeAt((bits >> 6) & 63);
    text[at++] = ALPHABET.charCodeAt(bits & 63);
  }
  return new TextDecoder().decode(text);
}

/** Writes a text's UTF-8 bytes as base64url. */
export function encodeText(text: string): string {
  return encode(new TextEncoder().encode(text));
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
