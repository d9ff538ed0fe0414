import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const ABOUT = {
  name: 'talkjs',
  title: 'TalkJS',
  docs: 'https://talkjs.com/docs/Features/Security/Authentication/',
} as const;

/**
 * The user, for TalkJS. A token contains only the id: names and photos go to TalkJS from the page, or
 * through its REST API.
 *
 * Source: TalkJS, "Authentication" and "Advanced authentication".
 */
export interface TalkjsUser {
  /**
   * The user's id in your system. The id of the session in the page must be the same. A string, not blank:
   * where the page passes a number to `Talk.User`, pass the same number here as a string. No maximum
   * length is documented.
   */
  readonly sub: string;
}

/** The claims of a token for TalkJS, without `iat` and `exp`. */
export interface TalkjsClaims extends TalkjsUser {
  /** Limits the token to one user. Always `user`. */
  readonly tokenType: 'user';
  /** The app id of the configuration. */
  readonly iss: string;
}

/** What a token for TalkJS needs besides the user. */
export interface TalkjsConfig {
  /** The id of your TalkJS app, from the Settings page of the dashboard. It becomes `iss`. */
  readonly appId: string;
}

/**
 * TalkJS: chat between users inside your app.
 *
 * `secret` is the secret key from the Settings page of the dashboard, used as a UTF-8 string. The same key
 * gives access to all data through the REST API, so keep it on your server. The token has no key id. It may
 * be valid for any time; TalkJS's samples use 1 day, and the default here is 1 hour.
 *
 * @see https://talkjs.com/docs/Features/Security/Authentication/
 * @example
 * ```ts
 * import { signChatToken, talkjs } from 'chat-token';
 *
 * const vendor = talkjs({ appId: 'tXmPl3A7' });
 * const token = await signChatToken(
 *   vendor,
 *   { sub: 'u_1' },
 *   { secret: 'k3y-0f-talkjs-for-this-example' },
 * );
 * ```
 */
export const talkjs: ConfiguredVendor<
  TalkjsConfig,
  JwtVendor<TalkjsUser, 'token', Jwt, TalkjsClaims>
> = /* @__PURE__ */ createConfiguredVendor(ABOUT, { appId: 'string' }, ({ appId }: TalkjsConfig) =>
  builtInVendor({
    ...ABOUT,
    user: () => object<TalkjsUser>({ sub: identifier() }),
    userId: ({ sub }) => sub,
    token: jwtFormat({
      fixedClaims: { tokenType: 'user', iss: appId },
      expiry: OPTIONAL_EXPIRY,
      registeredClaims: ['sub'],
    }),
    settings: (_claims, token) => ({ token }),
  }),
);
