import type { ComposeContext, FixedClaims, TokenExpiry } from '../../contract/format.ts';
import type { SecretEncoding } from '../../keys/encodings.ts';
import type { KeyIds } from '../../keys/key-id.ts';
import { KEY_OPTIONS, type KeyIdRule, rejectKeyIds } from '../../keys/keys.ts';
import { encodeBase64url, encodeJson } from '../../utils/encoding.ts';
import type { ChatTokenError } from '../../utils/errors.ts';
import { claimsInvalid, formatPath } from '../../utils/issues.ts';
import { MAX_LIFETIME, MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import type { OwnProperties } from '../../utils/objects.ts';
import { readCount } from '../../utils/options.ts';
import { readLifetime, TIME_CLAIMS } from '../../utils/time.ts';
import type { MadeClaims } from './made.ts';
import type { ExpiryClaim, JwtFormat } from './options.ts';

/** Registered claims (RFC 7519, section 4.1) that a vendor's contract may name. */
export type RegisteredClaim = 'iss' | 'sub' | 'aud' | 'jti';

/** The registered claims that are not about time. */
export const PARTY_CLAIMS: readonly RegisteredClaim[] = ['iss', 'sub', 'aud', 'jti'];

/** 1 hour: what the vendors recommend, or show in their samples. */
export const STANDARD_EXPIRY: Expiry<'exp'> = /* @__PURE__ */ Object.freeze({
  claim: 'exp',
  default: 3600,
  max: MAX_LIFETIME,
  required: true,
});

/** The same, for a vendor that also accepts tokens without `exp`. */
export const OPTIONAL_EXPIRY: Expiry<'exp'> = /* @__PURE__ */ Object.freeze({
  claim: 'exp',
  default: 3600,
  max: MAX_LIFETIME,
  required: false,
});

/** How long a vendor's JWTs are valid, counted from one claim. */
export interface Expiry<Claim extends ExpiryClaim> extends TokenExpiry {
  readonly claim: Claim;
}

/** What a vendor documents about its JWT. */
interface JwtRules<KeyId extends KeyIdRule, Fixed extends FixedClaims, Claim extends ExpiryClaim> {
  /** Default: tokens name no key. Then bundles do not contain the checks of key ids. */
  readonly keyIds?: KeyIds<KeyId> | undefined;
  /** The claim for the key id. Default: the header's `kid`. */
  readonly keyIdClaim?: string | undefined;
  readonly fixedClaims: Fixed;
  readonly expiry?: Expiry<Claim>;
  readonly registeredClaims?: readonly RegisteredClaim[];
  readonly privilegedClaims?: readonly string[];
  /** The claims that signing makes. Default: none. Then bundles do not contain what makes them. */
  readonly madeClaims?: MadeClaims | undefined;
  readonly secretEncoding?: SecretEncoding | undefined;
  readonly maxTokenLength?: number;
  readonly singleUse?: boolean;
}

/** Makes the format of a vendor's JWT. Its rules are not checked: see `jwt` for those of a user. */
// @__NO_SIDE_EFFECTS__
export function jwtFormat<
  const Fixed extends FixedClaims,
  KeyId extends KeyIdRule = 'unused',
  Claim extends ExpiryClaim = 'exp',
>({
  keyIds,
  keyIdClaim,
  fixedClaims,
  expiry: ownExpiry,
  registeredClaims = [],
  privilegedClaims = [],
  madeClaims,
  secretEncoding,
  maxTokenLength = MAX_TOKEN_LENGTH,
  singleUse = false,
}: JwtRules<KeyId, Fixed, Claim>): JwtFormat<KeyId, Fixed, Claim> {
  const expiry: TokenExpiry = ownExpiry ?? STANDARD_EXPIRY;
  const isAge = expiry.claim === 'iat';
  const generatedClaims = madeClaims?.generated ?? [];
  const keyClaims = keyIdClaim === undefined ? [] : [keyIdClaim];
  const reservedClaims = [...TIME_CLAIMS, ...generatedClaims, ...keyClaims];
  const overrides = isAge ? ['now'] : ['now', 'expiresIn'];
  return Object.freeze({
    kind: 'jwt',
    keyId: keyIds?.rule ?? 'unused',
    keyIdClaim,
    secretEncoding,
    maxTokenLength,
    singleUse,
    expiry,
    // V8 copies a frozen object much faster.
    fixedClaims: Object.freeze(fixedClaims),
    reservedClaims,
    generatedClaims,
    privilegedClaims,
    ignoredClaims: PARTY_CLAIMS.filter((claim) => !registeredClaims.includes(claim)),
    overrides,
    options: [...KEY_OPTIONS, ...overrides, 'maxTokenLength', 'randomId'],
    explain(name: string) {
      if (reservedClaims.includes(name)) return 'is reserved: signing sets it';
      if (privilegedClaims.includes(name)) return 'is privileged: user data cannot set it';
      if (!Object.hasOwn(fixedClaims, name)) return undefined;
      return `is always ${JSON.stringify(fixedClaims[name])} here: leave it out`;
    },
    readKeyIds: keyIds?.read ?? rejectKeyIds,
    prepare(options: OwnProperties) {
      const { expiresIn: given = expiry.default, randomId } = options;
      const lifetime = isAge ? expiry.max : readLifetime('expiresIn', given, expiry.max);
      const maxLength = readCount(options, 'maxTokenLength', maxTokenLength);
      return (claims: object, { keyId, now, overrides }: ComposeContext) => {
        const own = overrides?.['expiresIn'];
        const expiresAt =
          now + (own === undefined ? lifetime : readLifetime('expiresIn', own, expiry.max));
        const whole = madeClaims?.complete(claims, now, expiresAt, randomId) ?? claims;
        const times = isAge ? { iat: now } : { iat: now, exp: expiresAt };
        // With `{ ...whole, ...times }`, signing is 5 % slower.
        const payload: Record<string, unknown> = Object.assign(Object.create(null), whole, times);
        if (keyIdClaim !== undefined) payload[keyIdClaim] = keyId;
        const input = `${encodeHeader(keyIdClaim ? undefined : keyId)}.${encodeJson(payload)}`;
        const length = input.length + SIGNATURE_LENGTH;
        if (length > maxLength) throw tooLong(whole, length, maxLength);
        return { claims: whole, input, expiresAt };
      };
    },
    complete: (input: string, mac: Uint8Array) => `${input}.${encodeBase64url(mac)}`,
  });
}

/** Makes the error for a token that is too long. Its path is the claim that takes the most characters. */
function tooLong(claims: object, length: number, maxLength: number): ChatTokenError {
  const sizeOf = (claim: unknown) => encodeJson({ claim }).length;
  const [longest] = Object.entries(claims).sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  const path = formatPath(longest?.slice(0, 1));
  const message = `is the longest claim of a token of ${length} characters, and ${maxLength} fit`;
  return claimsInvalid('The claims', [{ path, message }], 'Leave out what the chat does not need.');
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
