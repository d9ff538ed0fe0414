import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object } from '../../schema/structures.ts';
import { identifier } from '../../schema/values.ts';

const DOCS = 'https://docs.novu.co/agents/channels/web-chat/security';

/**
 * The user, for Novu's Inbox and Web Chat.
 *
 * Source: https://docs.novu.co/agents/channels/web-chat/security
 */
export interface NovuUser {
  /**
   * The id of the subscriber at Novu. It is what the hash is made of. A string, not blank: an empty one is
   * never verified. Novu's SDK takes it as `subscriber`, or in an object as `subscriberId`. No maximum length
   * is documented.
   */
  readonly subscriberId: string;
}

/**
 * Novu: Inbox and Web Chat. The token is a hash of `subscriberId`, which never expires and goes with it. Novu's
 * hashes of an agent (`agentHash`) and of a context (`contextHash`) are left out.
 *
 * `secret` is the API secret of the environment. It can do more than sign: Novu's API accepts it too. It is used
 * as a UTF-8 string, without decoding.
 *
 * @see https://docs.novu.co/agents/channels/web-chat/security
 * @example
 * ```ts
 * import { novu, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   novu,
 *   { subscriberId: 'u_1' },
 *   { secret: 'k3y-0f-novu-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'subscriberId', 'subscriberHash' ]
 * ```
 */
export const novu: HashVendor<NovuUser, 'subscriberHash'> = /* @__PURE__ */ builtInVendor({
  name: 'novu',
  title: 'Novu',
  docs: DOCS,
  user: () => object<NovuUser>({ subscriberId: identifier() }),
  userId: ({ subscriberId }) => subscriberId,
  token: hashFormat(({ subscriberId }: NovuUser) => subscriberId),
  settings: (fields, subscriberHash) => ({ ...fields, subscriberHash }),
});
