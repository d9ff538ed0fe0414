import type { SentFields, TokenFormat } from '../../contract/format.ts';
import { claimsOf } from '../../contract/vendor.ts';
import type { FormatVerifier } from '../../contract/verifier.ts';
import { cryptoKeyOf, isSignedBy } from '../../keys/hmac.ts';
import { isUsableKey } from '../../keys/keys.ts';
import { decodeBase64url, decodeHex, encodeUtf8 } from '../../utils/encoding.ts';
import { ChatTokenError } from '../../utils/errors.ts';
import { optionInvalid } from '../../utils/options.ts';

/** Verifies identity hashes. */
export const hashVerifier: FormatVerifier = {
  options: [],
  overrides: ['now', 'user'],
  prepare(vendor, options, keys) {
    const { title, token: format } = vendor;
    const compose = format.prepare(options);
    const { timeField } = format;

    return async (token, now, overrides) => {
      // A call that passes `user: undefined` has lost its user.
      const { user } = Object.hasOwn(overrides, 'user') ? overrides : options;
      if (user === undefined) {
        throw optionInvalid('user is missing', 'Pass the fields that were sent with the hash.');
      }
      const signature = decodeHash(token, format);
      const { fields, time, issues } = sentWith(timeField, user);
      const claims = claimsOf(vendor, vendor['~validate'](fields));
      if (issues !== undefined) claimsOf(vendor, { issues });
      const context = { title, keyId: undefined, now, overrides };
      const composed = compose(claims, time === undefined ? context : { ...context, time });
      const input = encodeUtf8(composed.input);
      const candidates = (await keys()).filter((key) => isUsableKey(key, undefined, now));
      if (candidates.length === 0) {
        throw new ChatTokenError('ERR_KEY_UNKNOWN', 'Every key has expired', {
          hint: 'Pass a key that the vendor still accepts.',
        });
      }
      for (const { secret } of candidates) {
        if (!(await isSignedBy(await cryptoKeyOf(secret), { input, signature }))) continue;
        if (time !== undefined) timeField?.checkAge(time, now);
        // These are the claims of this vendor, with the time of the hash.
        return { claims: composed.claims as typeof claims };
      }
      throw new ChatTokenError('ERR_SIGNATURE_INVALID', 'The hash does not match', {
        hint: 'It was made for another user, or with a different secret.',
      });
    };
  },
};

/** The fields that were sent with a hash, and the time of one that expires. */
function sentWith(timeField: TokenFormat['timeField'], user: unknown): SentFields {
  return timeField === undefined ? { fields: user } : timeField.split(user);
}

/** The bytes of an HMAC with SHA-256. */
const HASH_BYTES = 32;

/** Decodes a hash. Only one spelling is accepted: vendors compare it as text. */
function decodeHash(
  hash: unknown,
  { outputEncoding, complete }: TokenFormat,
): Uint8Array<ArrayBuffer> {
  const isHex = outputEncoding !== 'base64';
  if (typeof hash === 'string' && hash.length <= 2 * HASH_BYTES) {
    const base64url = hash.replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
    const bytes = isHex ? decodeHex(hash) : decodeBase64url(base64url);
    if (bytes?.length === HASH_BYTES && complete('', bytes) === hash) return bytes;
  }
  const form = isHex ? '64 hexadecimal digits in lower case' : '32 bytes in base64';
  throw new ChatTokenError('ERR_TOKEN_MALFORMED', `Not an identity hash: expected ${form}`, {
    hint: 'Pass only the hash.',
  });
}
