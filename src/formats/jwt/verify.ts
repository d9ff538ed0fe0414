import { type CheckedSecret, cryptoKeyOf, subtle, unusableKey } from '../../keys/hmac.ts';
import type { OwnProperties } from '../../utils/objects.ts';
import { requireApi } from '../../utils/options.ts';
import { type CompactToken, malformed, readClaims, tokenError } from './compact.ts';

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
      if (code === undefined) throw unusableKey('verify');
      if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
        if (cause !== undefined) throw unusableKey('verify');
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
