import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';
import { MAX_LIFETIME } from '../../utils/limits.ts';
import { optionInvalid } from '../../utils/options.ts';

const ABOUT = {
  name: 'oracle-digital-assistant',
  title: 'Oracle Digital Assistant',
  docs: 'https://docs.oracle.com/en-us/iaas/digital-assistant/doc/create-channel-oracle-android-channel.html',
} as const;

/**
 * The user, for Oracle Digital Assistant.
 *
 * Source: Oracle, "Create the Oracle Android Channel", and the README of the Oracle Web SDK.
 */
export interface OracleDigitalAssistantUser {
  /** The user's id in your system. A string, not blank. No maximum length is documented. */
  readonly userId: string;
}

/** The claims of a token for Oracle Digital Assistant, without `iat` and `exp`. */
export interface OracleDigitalAssistantClaims extends OracleDigitalAssistantUser {
  /** The id of the channel, from the configuration. */
  readonly channelId: string;
}

/** What a token for Oracle Digital Assistant needs besides the user. */
export interface OracleDigitalAssistantConfig {
  /** The Channel ID, a UUID, which Oracle makes together with the channel. It becomes `channelId`. */
  readonly channelId: string;
  /**
   * The channel's setting "Max. Token Expiration (Minutes)": whole minutes, 1 or more. The channel rejects
   * tokens with a longer lifetime, so this package does not sign them. Default: no maximum, because the
   * channel's own default is not documented.
   */
  readonly maxExpirationMinutes?: number | undefined;
}

/**
 * Oracle Digital Assistant: the Oracle Web, iOS and Android channels. A token is valid for 1 hour by default,
 * as in Oracle's sample, or for `maxExpirationMinutes` if that is shorter. Oracle recommends at least 30
 * minutes.
 *
 * `secret` is the Secret Key of the channel. Whether it is encoded is not documented: it is used as a UTF-8
 * string, as in all samples. The token has no key id. Turn on Client Authentication Enabled in the channel.
 *
 * @see https://docs.oracle.com/en-us/iaas/digital-assistant/doc/create-channel-oracle-android-channel.html
 * @example
 * ```ts
 * import { oracleDigitalAssistant, signChatToken } from 'chat-token';
 *
 * const channel = oracleDigitalAssistant({
 *   channelId: '00000000-0000-4000-8000-000000000000',
 *   maxExpirationMinutes: 60,
 * });
 * const token = await signChatToken(
 *   channel,
 *   { userId: 'u_1' },
 *   { secret: 'k3y-0f-oracle-for-this-example' },
 * );
 * ```
 */
export const oracleDigitalAssistant: ConfiguredVendor<
  OracleDigitalAssistantConfig,
  JwtVendor<OracleDigitalAssistantUser, 'token', Jwt, OracleDigitalAssistantClaims>
> = /* @__PURE__ */ createConfiguredVendor(
  ABOUT,
  { channelId: 'string', maxExpirationMinutes: 'number?' },
  ({ channelId, maxExpirationMinutes }: OracleDigitalAssistantConfig) => {
    const max = lifetimeOf(maxExpirationMinutes);
    return builtInVendor({
      ...ABOUT,
      user: () => object<OracleDigitalAssistantUser>({ userId: identifier() }),
      userId: ({ userId }) => userId,
      token: jwtFormat({
        fixedClaims: { channelId },
        expiry: {
          claim: 'exp',
          default: Math.min(3600, max),
          max,
          required: true,
          requireIssuedAt: true,
        },
      }),
      settings: (_claims, token) => ({ token }),
    });
  },
);

/** Returns the longest lifetime that a channel accepts, in seconds. */
function lifetimeOf(minutes: number = MAX_LIFETIME / 60): number {
  if (Number.isInteger(minutes) && minutes > 0) return Math.min(minutes * 60, MAX_LIFETIME);
  throw optionInvalid(
    'maxExpirationMinutes must be a whole number of minutes, 1 or more',
    'Pass the channel\'s "Max. Token Expiration (Minutes)", or leave it out.',
  );
}
