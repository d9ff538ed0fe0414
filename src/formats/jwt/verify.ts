import { validateClaims } from '../../contract/validate.ts';
import { claimsOf } from '../../contract/vendor.ts';
import type { FormatVerifier } from '../../contract/verifier.ts';
import { type CheckedSecret, cryptoError, cryptoKeyOf, subtle } from '../../keys/hmac.ts';
import { isUsableKey } from '../../keys/keys.ts';
import { MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import { type OwnProperties, rejectPollutedPrototype } from '../../utils/objects.ts';
import { readCount, readFlag, requireApi } from '../../utils/options.ts';
import { type CompactToken, malformed, parseToken, readClaims, tokenError } from './compact.ts';
import { checkTimes } from './times.ts';

/** Verifies JWTs. */
export const jwtVerifier: FormatVerifier = {
  options: ['clockTolerance', 'requireExpiry', 'maxTokenLength'],
  overrides: ['now'],
  prepare(vendor, options, keys) {
    const { keyId, expiry } = vendor.token;
    const clockTolerance = readCount(options, 'clockTolerance', 0);
    const requireExpiry = readFlag(options, 'requireExpiry', expiry?.required ?? false);
    const maxLength = readCount(options, 'maxTokenLength', MAX_TOKEN_LENGTH);

    return async (token, now) => {
      const parsed = parseToken(token, maxLength);
      const { kid } = parsed.header;
      if (!kid && keyId === 'required') {
        throw tokenError(
          'ERR_KEY_ID_MISSING',
          `The token has no kid in its header, which ${vendor.title} requires`,
          'Sign with keyId. In jsonwebtoken the option is called keyid.',
        );
      }
      const candidates = (await keys()).filter((key) => isUsableKey(key, kid, now));
      if (candidates.length === 0) {
        throw tokenError(
          'ERR_KEY_UNKNOWN',
          "No configured key matches the token's kid",
          'The kid names a different key, or the key has expired.',
        );
      }
      const payload = await verifySignature(
        parsed,
        candidates.map(({ secret }) => secret),
      );
      // It may have been polluted while this waited.
      rejectPollutedPrototype();
      const times = checkTimes(payload, { now, clockTolerance, requireExpiry });
      const claims = claimsOf(vendor, validateClaims(vendor, payload), 'the payload');
      return { claims: { ...claims, ...times }, header: parsed.header };
    };
  },
};

let jose: Promise<typeof import('jose/jws/compact/verify')> | undefined;

/**
 * Returns the claims of a token that one of the secrets signed. Signing is our own code; jose, which
 * others audit, verifies. It is loaded on first use, so that programs that only sign do without it.
 */
export async function verifySignature(
  { text }: CompactToken,
  secrets: readonly CheckedSecret[],
): Promise<OwnProperties> {
  // jose makes both while it loads.
  requireApi(globalThis.TextEncoder, 'TextEncoder');
  requireApi(globalThis.TextDecoder, 'TextDecoder');
  subtle();
  jose ??= import('jose/jws/compact/verify');
  const { compactVerify } = await jose;
  for (const secret of secrets) {
    const key = await cryptoKeyOf(secret);
    try {
      return readClaims((await compactVerify(text, key, { algorithms: ['HS256'] })).payload);
    } catch (error) {
      const { code, cause } = detailsOf(error);
      // Without a code or with a cause, jose or WebCrypto rejected the key, not the signature.
      if (typeof code !== 'string') throw cryptoError('verify', error);
      if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
        if (cause !== undefined) throw cryptoError('verify', cause);
        continue;
      }
      // Any other error is about the form of the token, and the next key would not change it.
      throw code === 'ERR_TOKEN_MALFORMED' ? error : malformed('jose cannot read it');
    }
  }
  throw tokenError(
    'ERR_SIGNATURE_INVALID',
    'The signature does not match',
    'The token was changed, or signed with a different secret.',
  );
}

function detailsOf(error: unknown): { readonly code?: unknown; readonly cause?: unknown } {
  return error instanceof Error ? error : {};
}
