import { decodeBase64url, decodeHex } from '../utils/encoding.ts';
import { ChatTokenError } from '../utils/errors.ts';
import { CONSOLE_HINT } from './text.ts';

/** How a vendor writes its secrets, if their UTF-8 bytes are not the key. */
export interface SecretEncoding {
  /** Its name, for messages. */
  readonly name: 'base64' | 'hex';
  /** Returns the key, or `undefined` for a string in another form. */
  decode(text: string): Uint8Array<ArrayBuffer> | undefined;
  /**
   * Returns the key of a secret with this text, or throws. Text as bytes was read from a file, and was not decoded
   * yet.
   */
  read(secret: unknown, text: string, name: string): Uint8Array<ArrayBuffer>;
}

/** Hexadecimal digits of 16 bytes or more. Base64 never looks like that by chance. */
const HEX = /^(?:[\da-f]{2}){16,}$/i;

/** Standard base64, with or without padding. */
export const BASE64: SecretEncoding = /* @__PURE__ */ encodingOf(
  'base64',
  (text) => {
    const digits = text.replace(/={1,2}$/, '');
    if (HEX.test(text) || /[-_=]/.test(digits)) return undefined;
    if (digits !== text && text.length % 4 !== 0) return undefined;
    return decodeBase64url(digits.replaceAll('+', '-').replaceAll('/', '_'));
  },
  (text) => (HEX.test(text) ? 'looks like hex' : 'is in another form'),
);

/** Hexadecimal, in small or capital letters. */
export const HEXADECIMAL: SecretEncoding = /* @__PURE__ */ encodingOf(
  'hex',
  (text) => (/^(?:[\da-f]{2})+$/i.test(text) ? decodeHex(text) : undefined),
  (text) => (/^[\w+/-]+={0,2}$/.test(text) ? 'looks like base64' : 'is in another form'),
);

/** The encodings by the names that `jwt` and `hmac` take. */
export const SECRET_ENCODINGS: Readonly<
  Record<'utf8' | SecretEncoding['name'], SecretEncoding | undefined>
> = { utf8: undefined, base64: BASE64, hex: HEXADECIMAL };

// @__NO_SIDE_EFFECTS__
function encodingOf(
  name: SecretEncoding['name'],
  decode: SecretEncoding['decode'],
  describe: (text: string) => string,
): SecretEncoding {
  return {
    name,
    decode,
    read(secret, text, path) {
      const bytes = typeof secret === 'string' ? decode(text) : undefined;
      if (bytes !== undefined) return bytes;
      const problem =
        typeof secret === 'string'
          ? `${describe(text)}, but must be in ${name}`
          : `is text as bytes: pass it as a string, or decode the ${name}`;
      throw new ChatTokenError('ERR_SECRET_INVALID', `${path} ${problem}`, { hint: CONSOLE_HINT });
    },
  };
}
