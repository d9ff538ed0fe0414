/** What is signed, and what must be accepted. */
import { KEY_ID, SECRET } from '../support/support.ts';
import { VENDORS as ALL, type TestVendor, timesOf } from '../support/vendors.ts';
import { SECRETS, TEXTS } from './values.ts';
import { type InteropVendor, VENDORS } from './vendors.ts';

/** The peers look at the clock. A minute ago, for those that take nothing issued in the future. */
export const ISSUED = Math.floor(Date.now() / 1000) - 60;

/** The lifetime of the examples, in seconds: every vendor accepts it. */
const LIFETIME = 300;

/** What `jti` and the like are. */
export const RANDOM_ID = '00000000-0000-4000-8000-000000000001';

/** A token that is to be made, here or by a peer. */
export interface Case {
  readonly name: string;
  readonly vendor: TestVendor;
  readonly user: object;
  /** What is on the wire for the user; written down, not asked of the library. */
  readonly claims: { readonly iat: number; readonly exp?: number };
  readonly kid: string | undefined;
  /** The id of the key, if it is not the `kid`. */
  readonly keyId?: string | undefined;
  /** What the token is verified with. */
  readonly secret: string | Uint8Array;
  /** What signs it. */
  readonly signer: string | Uint8Array;
  /** What is done to the token once it is signed: nothing, where it is to be accepted. */
  readonly change: (token: string) => string;
}

/** What a case may say of itself; all else is as usual. */
export type CaseOptions = Pick<Case, 'name'> &
  Partial<Pick<Case, 'kid' | 'secret' | 'signer' | 'change'>> & {
    readonly text?: string;
    readonly issued?: number;
  };

/** One user of a vendor, for an hour. */
export function caseOf(
  { vendor, kid, constants, user }: InteropVendor,
  { text = 'Zoë 🌍', issued = ISSUED, secret = SECRET, ...other }: CaseOptions,
): Case {
  const claims = { ...constants, ...user(text), iat: issued, exp: issued + 3600 };
  const change = (token: string) => token;
  return { vendor, user: user(text), claims, kid, secret, signer: secret, change, ...other };
}

const withKid = VENDORS.filter(({ kid }) => kid !== undefined);
const withoutKid = VENDORS.filter(({ kid }) => kid === undefined);

/** Tokens that must be accepted from any signer. */
export const CASES: readonly Case[] = VENDORS.flatMap((vendor) => [
  ...Object.entries(TEXTS).map(([name, text]) => caseOf(vendor, { name, text })),
  ...Object.entries(SECRETS).map(([name, secret]) =>
    caseOf(vendor, { name: `a secret ${name}`, secret }),
  ),
]);

/** The full example of each vendor of the package. */
export const EXAMPLES: readonly Case[] = ALL.filter(
  ({ vendor }) => vendor.token.kind === 'jwt',
).map(({ vendor, example: { full } }) => {
  const { keyId, keyIdClaim, generatedClaims = [] } = vendor.token;
  const id = keyId === 'unused' ? undefined : KEY_ID;
  const made = Object.fromEntries(generatedClaims.map((name) => [name, RANDOM_ID]));
  const ofKey = keyIdClaim === undefined ? {} : { [keyIdClaim]: id };
  const times = timesOf(vendor, ISSUED);
  // Some are valid for a minute only, unless a caller says otherwise.
  const exp = times.exp === undefined ? {} : { exp: ISSUED + LIFETIME };
  return {
    name: 'its full example',
    vendor,
    user: full.user,
    claims: { ...full.claims, ...made, ...ofKey, ...times, ...exp },
    kid: keyIdClaim === undefined ? id : undefined,
    keyId: id,
    secret: SECRET,
    signer: SECRET,
    change: (token) => token,
  };
});

/** A `kid` that is not ASCII. No vendor is known to issue one. */
export const FOREIGN_KID: readonly Case[] = withKid.map((vendor) =>
  caseOf(vendor, { name: 'a kid in other scripts', kid: 'ключ-秘密-🔑' }),
);

/** A `kid` although the vendor uses none: the library never signs such a token, but accepts it. */
export const UNUSED_KID: readonly Case[] = withoutKid.map((vendor) =>
  caseOf(vendor, { name: 'a kid that is not used', kid: 'some_kid' }),
);

/** No `kid` although the vendor requires one: the library never signs such a token, and rejects it. */
export const MISSING_KID: readonly Case[] = withKid.map((vendor) =>
  caseOf(vendor, { name: 'no kid', kid: undefined }),
);
