import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const DOCS = 'https://getstream.io/chat/docs/node/tokens_and_authentication/';

/**
 * The user, for Stream Chat. A token contains only the id: names and images go to Stream from the page, or
 * through its server API.
 *
 * Source: Stream's package stream-chat 9.53.0, `src/signing.ts` and `src/client.ts`.
 */
export interface StreamUser {
  /**
   * The user's id in your system. `connectUser` rejects a token whose id differs from the one in the page.
   * A string, not blank: Stream's own signer throws for a number. No maximum length is documented.
   */
  readonly user_id: string;
}

/**
 * Stream Chat: chat between users inside your app.
 *
 * `secret` is the API secret of the app, used as a UTF-8 string. The token has no key id. Stream also accepts
 * tokens without `exp`, which never expire, and documents no maximum lifetime. The default here is 1 hour.
 *
 * The claim `server` is privileged: `server: true` makes a token for servers, with access to all data.
 *
 * @see https://getstream.io/chat/docs/node/tokens_and_authentication/
 * @example
 * ```ts
 * import { signChatToken, stream } from 'chat-token';
 *
 * const token = await signChatToken(
 *   stream,
 *   { user_id: 'u_1' },
 *   { secret: 'k3y-0f-stream-for-this-example' },
 * );
 * ```
 */
export const stream: JwtVendor<StreamUser, 'token'> = /* @__PURE__ */ builtInVendor({
  name: 'stream',
  title: 'Stream Chat',
  docs: DOCS,
  user: () => object<StreamUser>({ user_id: identifier() }),
  userId: ({ user_id }) => user_id,
  token: jwtFormat({
    fixedClaims: {},
    expiry: OPTIONAL_EXPIRY,
    privilegedClaims: ['server'],
  }),
  settings: (_claims, token) => ({ token }),
});
