import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const DOCS = 'https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/identity-verification';

/**
 * The user, for `$crisp.push(['set', 'user:email', …])`. Crisp takes other data of the user in other calls, without
 * a signature.
 *
 * Source: https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/identity-verification and
 * https://www.npmjs.com/package/crisp-sdk-web
 */
export interface CrispUser {
  /**
   * The user's email address. It is what the signature is made of, exactly as it is passed: another letter case
   * gives another signature. Not blank, without white space around it. No maximum length is documented.
   */
  readonly email: string;
}

/**
 * Crisp: web, iOS, Android and React Native. The token is a hash of `email`, which never expires and which Crisp
 * calls a signature.
 *
 * `secret` is the signing secret of the website, from Crisp's dashboard. Each website has its own. It is used as a
 * UTF-8 string, without decoding.
 *
 * @see https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/identity-verification
 * @example
 * ```ts
 * import { crisp, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   crisp,
 *   { email: 'jane@example.com' },
 *   { secret: 'k3y-0f-crisp-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'signature' ]
 * ```
 */
export const crisp: HashVendor<CrispUser, 'signature'> = /* @__PURE__ */ builtInVendor({
  name: 'crisp',
  title: 'Crisp',
  docs: DOCS,
  user: () => object<CrispUser>({ email: identifier() }),
  userId: ({ email }) => email,
  token: hashFormat(({ email }: CrispUser) => email),
  settings: (fields, signature) => ({ ...fields, signature }),
});
