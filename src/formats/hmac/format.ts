import type { ComposeContext } from '../../contract/format.ts';
import { KEY_OPTIONS, rejectKeyId } from '../../keys/keys.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import type { HashFormat } from './options.ts';

/** Makes the format of a vendor's identity hash: an HMAC with SHA-256 over a string, in hexadecimal. */
// @__NO_SIDE_EFFECTS__
export function hashFormat<Fields extends object>(
  message: (fields: Fields) => unknown,
): HashFormat<Fields> {
  return Object.freeze({
    kind: 'hmac',
    keyId: 'unused',
    expiry: null,
    fixedClaims: Object.freeze({}),
    reservedClaims: [],
    ignoredClaims: [],
    overrides: ['now'],
    options: [...KEY_OPTIONS, 'now'],
    readKeyId: rejectKeyId,
    prepare:
      () =>
      (fields: object, { title }: ComposeContext) => {
        // The vendor that this format belongs to checked the fields.
        const input = message(fields as Fields);
        if (typeof input === 'string' && !NO_IDENTIFIER.test(input)) {
          if (!JWT_INPUT.test(input.replace(/[^\w+/.-]/g, ''))) return { input, expiresAt: null };
        }
        throw claimsInvalid(
          `Not valid for ${title}`,
          [{ path: '', message: 'has no identifier to hash' }],
          'Pass the id of one user.',
        );
      },
    complete: (_input: string, mac: Uint8Array) => encodeHex(mac),
  });
}

/** A blank string, a missing value turned into a string, and half a surrogate pair, which has no UTF-8. */
const NO_IDENTIFIER =
  /^[\s\u200b-\u200d\u2060]*$|^(?:undefined|null|NaN|\[object \w+\])$|\p{Surrogate}/u;

/**
 * What is signed for a JWT: a header, which is an object in base64url, and more behind a dot. Its hash would
 * be the signature of that JWT, for a vendor that has the same secret. The letters are those that `{` and
 * the next character can become, also behind white space.
 */
const JWT_INPUT = /^(?:e[wy]|I[ACH]|C[QSXgin]|D[QSX])[^.]{18,}\../;

/** Encodes bytes in hexadecimal, lower case: vendors compare the hash as text. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
