import { builtInVendor } from '../../contract/vendor.ts';
import { hashFormat } from '../../formats/hmac/format.ts';
import type { HashVendor } from '../../formats/hmac/options.ts';
import { HEXADECIMAL } from '../../keys/encodings.ts';
import type { Rule } from '../../schema/rule.ts';
import { list, object, optional, record } from '../../schema/structures.ts';
import { identifier, number, scalar, string } from '../../schema/values.ts';

const DOCS = 'https://developers.channel.io/docs/member-hash';

/**
 * The user, for `ChannelIO('boot', …)`. `null` in an optional member means that it is left out.
 *
 * Source: https://developers.channel.io/docs/member-hash and
 * https://www.npmjs.com/package/@channel.io/channel-web-sdk-loader
 */
export interface ChannelTalkUser {
  /**
   * The user's id in your system. It is what the hash is made of. A string, not blank. No maximum length is
   * documented.
   */
  readonly memberId: string;
  /** The user's profile: strings, numbers, booleans, and lists of strings or of numbers. Not part of the hash. */
  readonly profile?: ChannelTalkProfile | null | undefined;
}

/** The profile of a user of Channel Talk, by the names of its members. */
export type ChannelTalkProfile = Readonly<Record<string, ChannelTalkValue>>;

/** A value in a profile. */
export type ChannelTalkValue = string | number | boolean | readonly string[] | readonly number[];

/** A value in a profile, as in the types of Channel Talk's package. */
// @__NO_SIDE_EFFECTS__
function profileValue(): Rule<ChannelTalkValue> {
  const one = scalar();
  const strings = list(string());
  const numbers = list(number());
  return {
    contract: { type: 'any of', options: [one, strings, numbers].map(({ contract }) => contract) },
    read(value, faults) {
      if (!Array.isArray(value)) return one.read(value, faults);
      return (typeof value[0] === 'number' ? numbers : strings).read(value, faults);
    },
  };
}

/**
 * Channel Talk: web, iOS, Android and React Native. The token is a hash of `memberId`, which never expires and
 * goes with the profile.
 *
 * `secret` is the secret of the channel, from Channel settings > Security and Development > Security > user
 * (password) encryption > Lookup. It is written in hexadecimal digits, and decoded before it is used.
 *
 * @see https://developers.channel.io/docs/member-hash
 * @example
 * ```ts
 * import { channelTalk, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   channelTalk,
 *   { memberId: 'u_1', profile: { name: 'Jane Doe' } },
 *   { secret: '6b33792d30662d6368616e6e656c2d74616c6b2d666f722d746869732d646f63' },
 * );
 * console.log(Object.keys(settings)); // [ 'memberId', 'profile', 'memberHash' ]
 * ```
 */
export const channelTalk: HashVendor<ChannelTalkUser, 'memberHash'> = /* @__PURE__ */ builtInVendor(
  {
    name: 'channel-talk',
    title: 'Channel Talk',
    docs: DOCS,
    user: () =>
      object<ChannelTalkUser>({
        memberId: identifier(),
        profile: optional(record(profileValue())),
      }),
    userId: ({ memberId }) => memberId,
    token: hashFormat(({ memberId }: ChannelTalkUser) => memberId, {
      secretEncoding: HEXADECIMAL,
    }),
    settings: (fields, memberHash) => ({ ...fields, memberHash }),
  },
);
