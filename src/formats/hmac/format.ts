import type { ComposeContext } from '../../contract/format.ts';
import { KEY_OPTIONS, rejectKeyIds } from '../../keys/keys.ts';
import { idProblem } from '../../schema/values.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import type { HashFormat } from './options.ts';

/** Makes the format of a vendor's identity hash: an HMAC with SHA-256 over a string, in hexadecimal. */
// @__NO_SIDE_EFFECTS__
export function hashFormat<Fields extends object>(
  message: (fields: Fields) => unknown,
): HashFormat<Fields> {
  return Object.freeze({
    kind: 'hmac',
    keyId: 'unused',
    keyIdClaim: undefined,
    secretEncoding: undefined,
    maxTokenLength: MAX_TOKEN_LENGTH,
    singleUse: false,
    expiry: null,
    fixedClaims: Object.freeze({}),
    reservedClaims: [],
    generatedClaims: [],
    privilegedClaims: [],
    ignoredClaims: [],
    overrides: ['now'],
    options: [...KEY_OPTIONS, 'now'],
    readKeyIds: rejectKeyIds,
    prepare:
      () =>
      (fields: object, { title }: ComposeContext) => {
        // The vendor that this format belongs to checked the fields.
        const input = message(fields as Fields);
        // A message may consist of an id and more, on several lines.
        if (typeof input === 'string' && !idProblem(input.trim().replace(/\p{Cc}/gu, ''))) {
          if (!JWT_INPUT.test(input.replace(/[^\w+/.-]/g, '')))
            return { claims: fields, input, expiresAt: null };
        }
        throw claimsInvalid(
          `Not valid for ${title}`,
          [{ path: '', message: 'has no identifier to hash' }],
          'Pass the id of one user.',
          'the user',
        );
      },
    complete: (_input: string, mac: Uint8Array) => encodeHex(mac),
  });
}

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
