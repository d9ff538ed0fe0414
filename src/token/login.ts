import type { FormatTypes } from '../contract/format.ts';
import type { ChatLogin } from '../contract/login.ts';
import { type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { prepareSigning, type SignedChatToken } from './sign.ts';

/**
 * Signs a token like `signChatToken`, and returns everything that a page needs to log its visitor in:
 * what `createTokenHandler` answers, and what `connectChat` and `loginScript` take.
 *
 * Give `settings` to the vendor's widget as it is. It contains the user's id together with the token, so
 * the two cannot disagree.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param user - the logged-in user, in the vendor's own names; not changed
 * @param options - as for `signChatToken`
 * @returns the login
 * @throws {@link ChatTokenError} as `signChatToken`; always as a rejection.
 * @example
 * ```ts
 * import { signChatLogin, zendesk } from 'chat-token';
 *
 * const options = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
 * const login = await signChatLogin(zendesk, { external_id: 'u_1' }, options);
 * console.log(login.vendor, login.userId); // zendesk u_1
 * console.log(Object.keys(login.settings)); // [ 'jwt' ]
 * ```
 */
export async function signChatLogin<User, Settings extends object, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, Settings, Format>,
  user: NoInfer<User>,
  options: Format['sign'],
): Promise<ChatLogin<Settings>> {
  rejectNonVendor(vendor, user);
  return loginOf(vendor, await prepareSigning(vendor, options)(user));
}

/** Makes the login of a token that was signed. */
export function loginOf<Settings extends object>(
  vendor: ChatVendor<never, object, Settings>,
  { token, claims, issuedAt, expiresAt }: SignedChatToken,
): ChatLogin<Settings> {
  return {
    vendor: vendor.name,
    token,
    settings: vendor.settings(claims, token),
    userId: vendor.userId(claims),
    expiresAt,
    // A token that is accepted once is not refreshed.
    refreshAt:
      expiresAt === null || vendor.token.singleUse
        ? null
        : issuedAt + Math.floor((expiresAt - issuedAt) * 0.75),
  };
}
