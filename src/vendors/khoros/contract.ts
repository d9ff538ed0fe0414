import { builtInVendor, type ChatVendor } from '../../contract/vendor.ts';
import { contractSchema } from '../../schema/contract.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const DOCS =
  'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy';

/**
 * Who the visitor is, for Khoros Brand Messenger Legacy. The product named Brand Messenger without
 * "Legacy" is another one, with another token.
 *
 * Source: Khoros, end-user authentication for Brand Messenger Legacy: the pages for web, iOS and
 * Android. Where they are silent, Smooch, whose engine it is.
 */
export interface KhorosUser {
  /**
   * The user's id in your system of record, the same on web, iOS and Android. Must never change, and
   * should hold nothing that identifies a person. A string, not blank: Smooch refuses a number with
   * an authentication error. No maximum length is documented.
   */
  readonly userId: string;
  /**
   * The platform of a mobile app: the samples show `ios` and `android`. What else it may be, and what
   * Khoros does with it, is not documented; the web samples leave it out.
   */
  readonly platform?: string | undefined;
  /**
   * The user's name, listed for mobile apps so that "the user can be identified". Its maximum length
   * is not documented; the web samples leave it out.
   */
  readonly givenName?: string | undefined;
}

/** What is on the wire for Khoros Brand Messenger Legacy, beside `iat` and `exp`. */
export interface KhorosClaims extends KhorosUser {
  /** Limits the token to one end user. Always `appUser`: other scopes open the whole app. */
  readonly scope: 'appUser';
}

/**
 * Khoros Brand Messenger Legacy: Modern Chat web, iOS and Android.
 *
 * `keyId` is the App Key ID, `secret` the App Key Secret; both come from Khoros Support. The secret
 * is used as UTF-8 text; those in Smooch's documents have 24 characters.
 *
 * @see https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
 * @example
 * ```ts
 * import { khoros, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   khoros,
 *   { userId: 'c0ffee-42' },
 *   { keyId: 'app_key_id', secret: '24-characters-of-secret-' },
 * );
 * ```
 */
export const khoros: ChatVendor<KhorosUser, KhorosClaims, 'required'> =
  /* @__PURE__ */ builtInVendor({
    name: 'khoros',
    title: 'Khoros Brand Messenger (Legacy)',
    docs: DOCS,
    keyId: 'required',
    fixedClaims: { scope: 'appUser' },
    schema: contractSchema(() =>
      object<KhorosUser>({
        userId: identifier(),
        platform: optional(string()),
        givenName: optional(string()),
      }),
    ),
    userId: ({ userId }) => userId,
  });
