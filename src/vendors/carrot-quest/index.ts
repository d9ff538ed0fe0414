import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { object } from '../../schema/structures.ts';
import { characters, identifier } from '../../schema/values.ts';

const DOCS = 'https://developers.carrotquest.io/libs/js/auth';

/**
 * The user, for `carrotquest.auth` and `dashly.auth`. Everything else about the user goes to `identify`, after
 * that call.
 *
 * Source: https://developers.carrotquest.io/libs/js/auth
 */
export interface CarrotQuestUser {
  /**
   * The user's id in your system. It is what the hash is made of. Any string of at most 255 characters that is
   * unique and never changes, and not blank.
   */
  readonly userId: string;
}

/**
 * Carrot quest, and Dashly, its other brand: web, iOS, Android and Flutter. The token is a hash of `userId`, which
 * never expires and goes with it.
 *
 * `secret` is the User Auth Key, from Settings > Developers. It is used as a UTF-8 string, without decoding.
 *
 * @see https://developers.carrotquest.io/libs/js/auth
 * @example
 * ```ts
 * import { carrotQuest, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   carrotQuest,
 *   { userId: 'u_1' },
 *   { secret: 'userauth-k3y-for-this-one-example' },
 * );
 * console.log(Object.keys(settings)); // [ 'userId', 'hash' ]
 * ```
 */
export const carrotQuest: HashVendor<CarrotQuestUser, 'hash'> = /* @__PURE__ */ builtInVendor({
  name: 'carrot-quest',
  title: 'Carrot quest (Dashly)',
  docs: DOCS,
  user: () => object<CarrotQuestUser>({ userId: identifier(characters(0, 255)) }),
  userId: ({ userId }) => userId,
  token: hashFormat(({ userId }: CarrotQuestUser) => userId),
  settings: (fields, hash) => ({ ...fields, hash }),
});
