import type { ChatVendor, WithoutNull } from '../../contract/vendor.ts';
import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { Hash } from '../../formats/hmac/options.ts';
import { openObject, optional } from '../../schema/structures.ts';
import { identifier, scalar, string } from '../../schema/values.ts';

const DOCS = 'https://developer.helpscout.com/beacon-2/web/secure-mode';

/**
 * The user, for `Beacon('identify', …)`. Other attributes go next to these members. `null` in an optional member
 * or an attribute means that it is left out.
 *
 * Source: https://developer.helpscout.com/beacon-2/web/secure-mode
 */
export interface HelpScoutUser {
  /**
   * The user's email address. It is what the signature is made of, exactly as it is passed: another letter case
   * gives another signature. Not blank, without white space around it. No maximum length is documented.
   */
  readonly email: string;
  /** The user's name. Not part of the signature. */
  readonly name?: string | null | undefined;
}

/**
 * Other attributes of the user, by name: strings, finite numbers or booleans. They are not part of the signature.
 * Which values the Beacon takes on the web is not documented here. Help Scout's SDKs for iOS and Android take at
 * most 30.
 *
 * Source: https://developer.helpscout.com/beacon-2/web/secure-mode, `HSBeaconUser.h` of
 * https://github.com/helpscout/beacon-ios-sdk and https://developer.helpscout.com/beacon-2/android
 */
export type HelpScoutAttributes = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** The fields that go with a signature for Help Scout. */
export type HelpScoutClaims = WithoutNull<HelpScoutUser & HelpScoutAttributes>;

/**
 * Help Scout's Beacon with the attributes that you use. The compiler then finds misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type HelpScout, helpScout } from 'chat-token';
 *
 * const mine: HelpScout<{ plan: string }> = helpScout;
 * const fields = mine.claims({ email: 'jane@example.com', plan: 'pro' });
 * ```
 */
export type HelpScout<Custom extends HelpScoutAttributes = HelpScoutAttributes> = ChatVendor<
  // An interface has no implicit index signature, but a mapped type has.
  Readonly<HelpScoutUser> & Custom,
  HelpScoutClaims,
  HelpScoutClaims & Readonly<Record<'signature', string>>,
  Hash<HelpScoutUser & HelpScoutAttributes>
>;

/** The registered claims of a JWT, and what signing makes. */
const RESERVED: readonly string[] = ['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti', 'signature'];

/**
 * Help Scout's Beacon in secure mode: web, iOS and Android. The token is a hash of `email`, which never expires
 * and which Help Scout calls a signature. Other attributes are allowed; a name that is almost one of
 * `HelpScoutUser` is rejected as a typo.
 *
 * `secret` is the key of the Beacon, from Manage > Beacon > Contact > Enable cross-device history. Each Beacon
 * has its own. It is used as a UTF-8 string, without decoding.
 *
 * @see https://developer.helpscout.com/beacon-2/web/secure-mode
 * @example
 * ```ts
 * import { helpScout, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   helpScout,
 *   { email: 'jane@example.com', name: 'Jane Doe' },
 *   { secret: 'k3y-0f-help-scout-for-this-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'name', 'signature' ]
 * ```
 */
export const helpScout: HelpScout = /* @__PURE__ */ builtInVendor({
  name: 'help-scout',
  title: 'Help Scout Beacon',
  docs: DOCS,
  user: () =>
    openObject<HelpScoutUser & HelpScoutAttributes>(
      { email: identifier(), name: optional(string()) },
      scalar(),
      RESERVED,
    ),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: HelpScoutUser) => email),
  settings: (fields, signature) => ({ ...fields, signature }),
});
