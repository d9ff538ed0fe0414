import type { FormatTypes } from '../contract/format.ts';
import { validateClaims } from '../contract/validate.ts';
import type { AnyChatVendor } from '../contract/vendor.ts';
import { encodeJson, encodeUtf8 } from '../utils/encoding.ts';
import type { ChatTokenErrorCode } from '../utils/errors.ts';
import { deskpro } from '../vendors/deskpro/index.ts';
import { khoros } from '../vendors/khoros/index.ts';
import { zendesk } from '../vendors/zendesk/index.ts';

/**
 * What is wrong with a token: see {@link invalidToken}. Kinds about the key id exist only if the vendor
 * uses one, and a missing key id is only wrong if the vendor requires it. An identity hash has no kinds.
 */
export type InvalidTokenKind<Format extends FormatTypes = FormatTypes> =
  Format['header'] extends undefined ? never : JwtKind | KeyIdKind<Format['key']>;

/** The kinds that exist for every vendor with a JWT, except for what its contract does not demand. */
type JwtKind =
  | 'expired'
  | 'not-yet-valid'
  | 'other-key'
  | 'other-vendor'
  | 'tampered'
  | 'unsigned'
  | 'other-algorithm'
  | 'no-expiry'
  | 'milliseconds'
  | 'string-times'
  | 'truncated';

/** The kinds about the key id, for the keys of a vendor, or all of them for those of any vendor. */
type KeyIdKind<Key> = 'keyId' extends keyof Key
  ? 'other-key-id' | (Key extends { readonly keyId: string } ? 'no-key-id' : never)
  : object extends Key
    ? 'other-key-id' | 'no-key-id'
    : never;

/** A token before it is signed. */
export interface Draft {
  readonly header: { readonly alg: string; readonly typ: string; readonly kid?: string };
  /** Without `exp` if the vendor counts from `iat`. */
  readonly claims: { readonly iat: number; readonly exp?: number };
  /** How long the token is valid, in seconds. */
  readonly lifetime: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** A draft with any claims. */
export type WrongDraft = Omit<Draft, 'claims'> & { readonly claims: object };

interface Kind {
  readonly kind: InvalidTokenKind;
  readonly code: ChatTokenErrorCode | undefined;
  /** Returns whether this kind exists for a vendor. Default: it does. */
  readonly concerns?: (vendor: AnyChatVendor) => boolean;
  /** Returns what to change before signing. */
  readonly before?: (draft: Draft, vendor: AnyChatVendor) => Partial<WrongDraft>;
  /** Changes the signed token. */
  readonly after?: (token: string, draft: Draft) => string;
}

const HOUR = 3600;

/** Each kind is wrong in one way and valid in all others. */
export const KINDS: readonly Kind[] = [
  {
    kind: 'expired',
    code: 'ERR_TOKEN_EXPIRED',
    before: ({ claims, lifetime }) => ({ claims: shifted(claims, -lifetime - HOUR) }),
  },
  {
    kind: 'not-yet-valid',
    code: 'ERR_TOKEN_NOT_YET_VALID',
    before: ({ claims, lifetime }) => ({
      claims: { ...claims, nbf: claims.iat + Math.ceil(lifetime / 2) },
    }),
  },
  {
    kind: 'other-key',
    code: 'ERR_SIGNATURE_INVALID',
    before: () => ({ secret: encodeUtf8('fake-secret-that-is-not-yours-00000') }),
  },
  {
    kind: 'other-key-id',
    code: 'ERR_KEY_UNKNOWN',
    concerns: ({ token }) => token.keyId !== 'unused',
    before: (draft, vendor) => withKeyId(draft, vendor, 'fake-key-that-is-not-yours'),
  },
  {
    kind: 'no-key-id',
    code: 'ERR_KEY_ID_MISSING',
    concerns: ({ token }) => token.keyId === 'required',
    before: (draft, vendor) => withKeyId(draft, vendor, undefined),
  },
  {
    kind: 'other-vendor',
    code: 'ERR_CLAIMS_INVALID',
    concerns: (vendor) => foreignClaims(vendor) !== undefined,
    before: ({ claims }, vendor) => {
      const own = [...vendor.token.reservedClaims];
      const kept = Object.entries(claims).filter(([name]) => own.includes(name));
      return { claims: { ...foreignClaims(vendor), ...Object.fromEntries(kept) } };
    },
  },
  {
    kind: 'tampered',
    code: 'ERR_SIGNATURE_INVALID',
    after(token, { claims }) {
      const { iat, exp } = claims;
      const later = exp === undefined ? { iat: iat + HOUR } : { exp: exp + HOUR };
      const payload = encodeJson({ ...claims, ...later });
      return token.replace(/\..*\./, `.${payload}.`);
    },
  },
  {
    kind: 'unsigned',
    code: 'ERR_TOKEN_MALFORMED',
    before: ({ header }) => ({ header: { ...header, alg: 'none' } }),
    after: (token) => token.slice(0, token.lastIndexOf('.') + 1),
  },
  {
    kind: 'other-algorithm',
    code: 'ERR_ALGORITHM_REJECTED',
    before: ({ header }) => ({ header: { ...header, alg: 'HS512' } }),
  },
  {
    kind: 'no-expiry',
    code: 'ERR_CLAIMS_INVALID',
    concerns: ({ token }) => token.expiry?.required === true,
    before: ({ claims }, { token }) => ({
      claims: { ...claims, [token.expiry?.claim ?? 'exp']: undefined },
    }),
  },
  {
    kind: 'milliseconds',
    code: undefined,
    before: ({ claims }) => ({ claims: changed(claims, (time) => time * 1000) }),
  },
  {
    kind: 'string-times',
    code: 'ERR_CLAIMS_INVALID',
    before: ({ claims }) => ({ claims: changed(claims, String) }),
  },
  {
    kind: 'truncated',
    code: 'ERR_TOKEN_MALFORMED',
    after: (token) => token.slice(0, -22), // Half of the signature is left.
  },
];

/** Changes the times. */
function changed(claims: Draft['claims'], change: (time: number) => unknown): object {
  const { iat, exp } = claims;
  const times = { iat: change(iat), ...(exp === undefined ? {} : { exp: change(exp) }) };
  return { ...claims, ...times };
}

/** Moves the times by some seconds. */
function shifted(claims: Draft['claims'], seconds: number): object {
  return changed(claims, (time) => time + seconds);
}

/** Replaces the key id, or removes it. */
function withKeyId(
  { header, claims }: Draft,
  { token: { keyIdClaim } }: AnyChatVendor,
  keyId: string | undefined,
): Partial<WrongDraft> {
  if (keyIdClaim !== undefined) return { claims: { ...claims, [keyIdClaim]: keyId } };
  const { kid: _, ...rest } = header;
  return { header: keyId === undefined ? rest : { ...rest, kid: keyId } };
}

/** Returns claims of another vendor that this one rejects, or `undefined` if its contract accepts all. */
function foreignClaims(vendor: AnyChatVendor): object | undefined {
  const foreign = [
    zendesk.claims({ external_id: 'u_1' }),
    khoros.claims({ userId: 'u_1' }),
    deskpro.claims({ deskpro_id: '1' }),
  ];
  return foreign.find((claims) => validateClaims(vendor, claims).issues !== undefined);
}
