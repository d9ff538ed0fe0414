import { builtInVendor } from '../../contract/vendor.ts';
import type { TimedHashVendor } from '../../formats/hmac/options.ts';
import { timedHashFormat } from '../../formats/hmac/timed.ts';
import { object, optional, record } from '../../schema/structures.ts';
import { identifier, number, string } from '../../schema/values.ts';

const DOCS = 'https://github.com/antiwork/helper';

/**
 * The user, for `helperWidgetConfig` and `HelperWidget.init`. `null` in an optional member means that it is left
 * out.
 *
 * Source: https://github.com/antiwork/helper, `packages/sdk/src/utils.ts` and `packages/react/src/types.ts`
 */
export interface HelperUser {
  /**
   * The user's email address. The hash is made of it and the time, exactly as it is passed: another letter case
   * gives another hash. Not blank, without white space around it.
   */
  readonly email: string;
  /** What your team sees about the user. Not part of the hash. Helper's server ignores it at present. */
  readonly customerMetadata?: HelperMetadata | null | undefined;
}

/**
 * What your team sees about the user. The documentation names it `metadata`, but the SDK reads only
 * `customerMetadata`.
 *
 * Source: https://github.com/antiwork/helper, `packages/sdk/src/utils.ts`
 */
export interface HelperMetadata {
  /** The user's name. */
  readonly name?: string | null | undefined;
  /** The user's value for your business. Its unit is not documented. */
  readonly value?: number | null | undefined;
  /** Addresses by their titles. */
  readonly links?: Readonly<Record<string, string>> | null | undefined;
}

/**
 * Helper, the open-source support chat of Antiwork, on the web. The token is a hash of `email` and the time in
 * milliseconds, separated by a colon. It expires after an hour, and is valid only together with `timestamp`: call
 * `signChatLogin`, whose settings have both, for each page load.
 *
 * `secret` is the HMAC secret of your installation, from its dashboard: `hlpr_widget_` and 32 hexadecimal digits.
 * It is used as a UTF-8 string, without decoding.
 *
 * @see https://github.com/antiwork/helper
 * @example
 * ```ts
 * import { helper, signChatLogin } from 'chat-token';
 *
 * const { settings } = await signChatLogin(
 *   helper,
 *   { email: 'jane@example.com' },
 *   { secret: 'hlpr_widget_0b5e1f0c9a7d4e2f8c6b3a1d5e7f9a2c' },
 * );
 * console.log(Object.keys(settings)); // [ 'email', 'timestamp', 'emailHash' ]
 * ```
 */
export const helper: TimedHashVendor<HelperUser, 'emailHash', 'timestamp'> =
  /* @__PURE__ */ builtInVendor({
    name: 'helper',
    title: 'Helper',
    docs: DOCS,
    user: () =>
      object<HelperUser>({
        email: identifier(),
        customerMetadata: optional(
          object<HelperMetadata>({
            name: optional(string()),
            value: optional(number()),
            links: optional(record(string())),
          }),
        ),
      }),
    userId: ({ email }) => email,
    token: timedHashFormat(({ email }: HelperUser, time) => `${email}:${time}`, {
      name: 'timestamp',
      unit: 'milliseconds',
      maxAge: 3600,
    }),
    settings: (fields, emailHash) => ({ ...fields, emailHash }),
  });
