import { generatedIssues, validateClaims } from '../../contract/validate.ts';
import { claimsOf } from '../../contract/vendor.ts';
import type { FormatVerifier } from '../../contract/verifier.ts';
import { type CheckedSecret, cryptoError, cryptoKeyOf, subtle } from '../../keys/hmac.ts';
import { isUsableKey } from '../../keys/keys.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import { type OwnProperties, rejectPollutedPrototype } from '../../utils/objects.ts';
import { readCount, readFlag, requireApi } from '../../utils/options.ts';
import {
  type CompactToken,
  malformed,
  parseToken,
  readClaims,
  readUnverifiedClaims,
  tokenError,
} from './compact.ts';
import { checkTimes } from './times.ts';

/** Verifies JWTs. */
export const jwtVerifier: FormatVerifier = {
  options: ['clockTolerance', 'requireExpiry', 'maxTokenLength'],
  overrides: ['now'],
  prepare(vendor, options, keys) {
    const { keyId, keyIdClaim, expiry, generatedClaims, maxTokenLength } = vendor.token;
    const clockTolerance = readCount(options, 'clockTolerance', 0);
    const requireExpiry = readFlag(options, 'requireExpiry', expiry?.required ?? false);
    const maxLength = readCount(options, 'maxTokenLength', maxTokenLength);

    return async (token, now) => {
      const parsed = parseToken(token, maxLength);
      // The key id may be a claim, and is needed to find the key. Nothing else is read before the signature.
      const kid = keyIdClaim
        ? readUnverifiedClaims(token, maxLength)[keyIdClaim]
        : parsed.header.kid;
      // As in the header: a key without an id would fit it.
      if (kid !== undefined && typeof kid !== 'string') {
        throw malformed(`its ${keyIdClaim} is not a string`);
      }
      if (!kid && keyId === 'required') {
        throw tokenError(
          'ERR_KEY_ID_MISSING',
          `The token has no ${keyIdClaim ?? 'kid in its header'}, which ${vendor.title} requires`,
          keyIdClaim
            ? 'Sign with keyId.'
            : 'Sign with keyId. In jsonwebtoken the option is called keyid.',
        );
      }
      const candidates = (await keys()).filter((key) => isUsableKey(key, kid, now));
      if (candidates.length === 0) {
        throw tokenError(
          'ERR_KEY_UNKNOWN',
          `No configured key matches the token's ${keyIdClaim ?? 'kid'}`,
          'It names a different key, or the key has expired.',
        );
      }
      const payload = await verifySignature(
        parsed,
        candidates.map(({ secret }) => secret),
      );
      // It may have been polluted while this waited.
      rejectPollutedPrototype();
      const times = checkTimes(payload, { now, clockTolerance, requireExpiry, expiry });
      rejectUnmade(generatedClaims ?? [], payload, vendor.title);
      const claims = claimsOf(vendor, validateClaims(vendor, payload), 'the payload');
      return { claims: { ...claims, ...times }, header: parsed.header };
    };
  },
};

function rejectUnmade(names: readonly string[], claims: OwnProperties, title: string): void {
  const issues = generatedIssues(names, claims);
  if (issues.length > 0) {
    throw claimsInvalid(`Not valid for ${title}`, issues, 'signChatToken makes it.');
  }
}

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
