import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor, type ChatVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import { makeClaims } from '../../formats/jwt/made.ts';
import type { Jwt } from '../../formats/jwt/options.ts';
import { BASE64 } from '../../keys/encodings.ts';
import { keyIds } from '../../keys/key-id.ts';
import { object, optional } from '../../schema/structures.ts';
import { characters, choice, identifier } from '../../schema/values.ts';
import { MAX_LIFETIME } from '../../utils/limits.ts';

const ABOUT = {
  name: 'infobip',
  title: 'Infobip Live Chat',
  docs: 'https://www.infobip.com/docs/live-chat/users-and-authentication/web-authentication',
} as const;

/** What identifies a user at Infobip: the claim `stp`. */
export type InfobipIdentifier = 'email' | 'msisdn' | 'externalPersonId';

/**
 * The user, for Infobip Live Chat. `null` in an optional member means that it is left out.
 *
 * Source: Infobip, "Authenticate web users" and "Token generator examples".
 */
export interface InfobipUser {
  /** What `sub` is: an email address, a phone number (`msisdn`) or an id of your own system. */
  readonly stp: InfobipIdentifier;
  /**
   * The user's email address, phone number or id. A string, not blank. No maximum length is documented.
   * Infobip trusts it: it gives access to the chat history of the person with this identifier.
   */
  readonly sub: string;
  /**
   * Your id of the user's session, one per session, of at most 50 characters. The API ends a session by it.
   * Default: a random UUID. Whether Infobip requires it is not documented; all its samples sign one.
   */
  readonly sid?: string | null | undefined;
}

/** The claims of a token for Infobip Live Chat, without `iat`, `exp`, `jti` and `ski`. */
export interface InfobipClaims extends WithoutNull<InfobipUser> {
  /** The id of the widget, from the configuration. */
  readonly iss: string;
}

/** What a token for Infobip Live Chat needs besides the user. */
export interface InfobipConfig {
  /** The id of the widget, a UUID, which the page passes to `liveChat('init', …)`. It becomes `iss`. */
  readonly widgetId: string;
}

/** What the page needs for Infobip Live Chat. */
export interface InfobipSettings {
  /** The token, for one call of `liveChat('auth', …)`. */
  readonly token: string;
  /**
   * The id of the session, to end it with Infobip's API. Each login that `signChatLogin` makes has one.
   */
  readonly sid?: string;
}

/**
 * Infobip Live Chat: web widget and in-app chat. Infobip accepts a token only once, so each has its own
 * `jti`, and is valid for 60 seconds by default: it logs the user in, and the session goes on after it has
 * expired. A maximum lifetime is not documented.
 *
 * "Copy key" gives JSON with the `id` and the `key` of a secret key of the widget. Pass the first as `keyId`,
 * which becomes the claim `ski`, and the second as `secret`. It is base64, and is decoded here.
 *
 * @see https://www.infobip.com/docs/live-chat/users-and-authentication/web-authentication
 * @example
 * ```ts
 * import { infobip, signChatToken } from 'chat-token';
 *
 * const widget = infobip({ widgetId: '00000000-0000-4000-8000-000000000000' });
 * const token = await signChatToken(
 *   widget,
 *   { stp: 'externalPersonId', sub: 'u_1' },
 *   { keyId: 'key-1', secret: 'azN5LTBmLWluZm9iaXAtZm9yLXRoaXMtZXhhbXBsZS4=' },
 * );
 * ```
 */
export const infobip: ConfiguredVendor<
  InfobipConfig,
  ChatVendor<InfobipUser, InfobipClaims, InfobipSettings, Jwt<'required'>>
> = /* @__PURE__ */ createConfiguredVendor(
  ABOUT,
  { widgetId: 'string' },
  ({ widgetId }: InfobipConfig) =>
    builtInVendor({
      ...ABOUT,
      user: () =>
        object<InfobipUser>({
          stp: choice(['email', 'msisdn', 'externalPersonId']),
          sub: identifier(),
          sid: optional(identifier(characters(0, 50))),
        }),
      userId: ({ sub }) => sub,
      token: jwtFormat({
        keyIds: keyIds('required'),
        keyIdClaim: 'ski',
        fixedClaims: { iss: widgetId },
        // The official samples have 10, 15 and 60 seconds.
        expiry: {
          claim: 'exp',
          default: 60,
          max: MAX_LIFETIME,
          required: false,
          requireIssuedAt: true,
        },
        registeredClaims: ['sub'],
        madeClaims: makeClaims(
          { jti: ({ randomId }) => randomId() },
          { sid: ({ randomId }) => randomId() },
        ),
        secretEncoding: BASE64,
        singleUse: true,
      }),
      settings: ({ sid }, token): InfobipSettings => ({
        token,
        ...(sid !== undefined && { sid }),
      }),
    }),
);
