import type { ComposeContext, FixedClaims, TokenExpiry } from '../../contract/format.ts';
import type { KeyIds } from '../../keys/key-id.ts';
import { KEY_OPTIONS, type KeyIdRule, rejectKeyIds } from '../../keys/keys.ts';
import { encodeBase64url, encodeJson } from '../../utils/encoding.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import { MAX_LIFETIME, MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import type { OwnProperties } from '../../utils/objects.ts';
import { readCount } from '../../utils/options.ts';
import { isTimeClaim, readLifetime, TIME_CLAIMS } from '../../utils/time.ts';
import type { JwtFormat } from './options.ts';

/** Registered claims (RFC 7519, section 4.1) that a vendor's contract may name. */
export type RegisteredClaim = 'iss' | 'sub' | 'aud' | 'jti';

/** The registered claims that are not about time. */
export const PARTY_CLAIMS: readonly RegisteredClaim[] = ['iss', 'sub', 'aud', 'jti'];

/** 1 hour: what the vendors recommend, or show in their samples. */
export const STANDARD_EXPIRY: TokenExpiry = /* @__PURE__ */ Object.freeze({
  default: 3600,
  max: MAX_LIFETIME,
  required: true,
});

/** What a vendor documents about its JWT. */
interface JwtRules<KeyId extends KeyIdRule, Fixed extends FixedClaims> {
  /** Default: tokens name no key. Then bundles do not contain the checks of key ids. */
  readonly keyIds?: KeyIds<KeyId> | undefined;
  readonly fixedClaims: Fixed;
  readonly expiry?: TokenExpiry;
  readonly registeredClaims?: readonly RegisteredClaim[];
}

/** Makes the format of a vendor's JWT. Its rules are not checked: see `jwt` for those of a user. */
// @__NO_SIDE_EFFECTS__
export function jwtFormat<const Fixed extends FixedClaims, KeyId extends KeyIdRule = 'unused'>({
  keyIds,
  fixedClaims,
  expiry = STANDARD_EXPIRY,
  registeredClaims = [],
}: JwtRules<KeyId, Fixed>): JwtFormat<KeyId, Fixed> {
  return Object.freeze({
    kind: 'jwt',
    keyId: keyIds?.rule ?? 'unused',
    expiry,
    // V8 copies a frozen object much faster.
    fixedClaims: Object.freeze(fixedClaims),
    reservedClaims: TIME_CLAIMS,
    ignoredClaims: PARTY_CLAIMS.filter((claim) => !registeredClaims.includes(claim)),
    overrides: ['now', 'expiresIn'],
    options: [...KEY_OPTIONS, 'now', 'expiresIn', 'maxTokenLength'],
    explain(name: string) {
      if (isTimeClaim(name)) return 'is reserved: signing sets the times';
      if (!Object.hasOwn(fixedClaims, name)) return undefined;
      return `is always ${JSON.stringify(fixedClaims[name])} here: leave it out`;
    },
    readKeyIds: keyIds?.read ?? rejectKeyIds,
    prepare(options: OwnProperties) {
      const { expiresIn: given = expiry.default } = options;
      const lifetime = readLifetime('expiresIn', given, expiry.max);
      const maxLength = readCount(options, 'maxTokenLength', MAX_TOKEN_LENGTH);
      return (claims: object, { keyId: kid, now, overrides }: ComposeContext) => {
        const own = overrides?.['expiresIn'];
        const exp =
          now + (own === undefined ? lifetime : readLifetime('expiresIn', own, expiry.max));
        // With `{ ...claims, iat, exp }`, signing is 5 % slower.
        const payload = encodeJson(Object.assign(Object.create(null), claims, { iat: now, exp }));
        const input = `${encodeHeader(kid)}.${payload}`;
        if (input.length + SIGNATURE_LENGTH > maxLength) {
          const message = `must fit a token of ${maxLength} characters`;
          throw claimsInvalid(
            'The claims',
            [{ path: '', message }],
            'Leave out what the chat does not need.',
          );
        }
        return { input, expiresAt: exp };
      };
    },
    complete: (input: string, mac: Uint8Array) => `${input}.${encodeBase64url(mac)}`,
  });
}

/** A dot, and 32 bytes in base64url. */
const SIGNATURE_LENGTH = 44;

/** No key id is empty, so the first call encodes. */
let lastKeyId: string | undefined = '';
let lastHeader = '';

/** Remembers the last header: without that, signing is 10 % slower. */
function encodeHeader(keyId: string | undefined): string {
  if (keyId !== lastKeyId) {
    lastKeyId = keyId;
    lastHeader = encodeJson({ alg: 'HS256', typ: 'JWT', kid: keyId });
  }
  return lastHeader;
}
