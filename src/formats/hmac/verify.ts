import { claimsOf } from '../../contract/vendor.ts';
import type { FormatVerifier } from '../../contract/verifier.ts';
import { cryptoKeyOf, isSignedBy } from '../../keys/hmac.ts';
import { isUsableKey } from '../../keys/keys.ts';
import { encodeUtf8 } from '../../utils/encoding.ts';
import { ChatTokenError } from '../../utils/errors.ts';
import { optionInvalid } from '../../utils/options.ts';

/** Verifies identity hashes. */
export const hashVerifier: FormatVerifier = {
  options: [],
  overrides: ['now', 'user'],
  prepare(vendor, options, keys) {
    const compose = vendor.token.prepare(options);

    return async (token, now, overrides) => {
      // A call that passes `user: undefined` has lost its user.
      const { user } = Object.hasOwn(overrides, 'user') ? overrides : options;
      if (user === undefined) {
        throw optionInvalid('user is missing', 'Pass the fields that were sent with the hash.');
      }
      const signature = decodeHash(token);
      const claims = claimsOf(vendor, vendor['~validate'](user));
      const context = { title: vendor.title, keyId: undefined, now, overrides };
      const input = encodeUtf8(compose(claims, context).input);
      const candidates = (await keys()).filter((key) => isUsableKey(key, undefined, now));
      if (candidates.length === 0) {
        throw new ChatTokenError('ERR_KEY_UNKNOWN', 'Every key has expired', {
          hint: 'Pass a key that the vendor still accepts.',
        });
      }
      for (const { secret } of candidates) {
        if (await isSignedBy(await cryptoKeyOf(secret), { input, signature })) return { claims };
      }
      throw new ChatTokenError('ERR_SIGNATURE_INVALID', 'The hash does not match', {
        hint: 'It was made for another user, or with a different secret.',
      });
    };
  },
};

/** Only lower case is a hash: vendors compare it as text. */
function decodeHash(hash: unknown): Uint8Array<ArrayBuffer> {
  if (typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) {
    return Uint8Array.from({ length: 32 }, (_, index) =>
      Number.parseInt(hash.slice(2 * index, 2 * index + 2), 16),
    );
  }
  throw new ChatTokenError(
    'ERR_TOKEN_MALFORMED',
    'Not an identity hash: expected 64 hexadecimal digits in lower case',
    { hint: 'Pass only the hash.' },
  );
}
