import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { json, jsonObject } from '../../schema/json.ts';
import { list, object, optional, record, refine } from '../../schema/structures.ts';
import {
  characters,
  identifier,
  matching,
  number,
  string,
  utf8Bytes,
} from '../../schema/values.ts';
import type {
  AmazonConnectClaims,
  AmazonConnectConfig,
  AmazonConnectSegmentAttribute,
  AmazonConnectUser,
} from './types.ts';

export type * from './types.ts';

const ABOUT = {
  name: 'amazon-connect',
  title: 'Amazon Connect communications widget',
  docs: 'https://docs.aws.amazon.com/connect/latest/adminguide/add-chat-to-website.html',
} as const;

/** The limits of the API that starts a chat. A token of the usual size is far below them. */
const MAX_LENGTH = 32_767;
const MAX_BYTES = 32_768;

/**
 * The communications widget of Amazon Connect (now also named Connect Customer): chats, tasks, emails and
 * web calls. A token is valid for 5 minutes by default, and for 10 at most: the guide says "10 minutes", and not
 * from when they count. A token has at most 3,000 characters: the limit is 6,144 bytes in UTF-16, which was
 * read once in the guide, and not found again.
 *
 * `secret` is the security key of 44 characters that you get with "Add security for your communications
 * widget". It looks like base64, but is used as a UTF-8 string, without decoding. The token has no key id.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/add-chat-to-website.html
 * @example
 * ```ts
 * import { amazonConnect, signChatToken } from 'chat-token';
 *
 * const widget = amazonConnect({ widgetId: '00000000-0000-4000-8000-000000000000' });
 * const token = await signChatToken(
 *   widget,
 *   { customerId: 'u_1', attributes: { plan: 'pro' } },
 *   { secret: 'k3y-0f-amazon-connect-for-this-example' },
 * );
 * ```
 */
export const amazonConnect: ConfiguredVendor<
  AmazonConnectConfig,
  JwtVendor<AmazonConnectUser, 'token', Jwt, AmazonConnectClaims>
> = /* @__PURE__ */ createConfiguredVendor(
  ABOUT,
  { widgetId: 'string' },
  ({ widgetId }: AmazonConnectConfig) =>
    builtInVendor({
      ...ABOUT,
      user: () =>
        object<AmazonConnectUser>({
          attributes: optional(
            refine(
              record(string(characters(0, MAX_LENGTH)), {
                keys: matching(/^[\w-]{1,32767}$/, 'must have only letters, digits, - and _'),
              }),
              checkSize,
            ),
          ),
          segmentAttributes: optional(record(segmentAttribute(), { keys: characters(1, 128) })),
          relatedContactId: optional(identifier(characters(0, 256))),
          customerId: optional(identifier(characters(0, 128))),
        }),
      userId: ({ customerId }) => customerId ?? null,
      token: jwtFormat({
        fixedClaims: { sub: widgetId },
        expiry: { claim: 'exp', default: 300, max: 600, required: true, requireIssuedAt: true },
        maxTokenLength: 3000,
      }),
      settings: (_claims, token) => ({ token }),
    }),
);

function checkSize(attributes: Readonly<Record<string, string>>) {
  const text = Object.entries(attributes).flat().join('');
  if (utf8Bytes(MAX_BYTES).test(text)) return undefined;
  return { path: [], message: `must have at most ${MAX_BYTES} bytes in all` };
}

const segmentAttribute = () =>
  object<AmazonConnectSegmentAttribute>({
    ValueString: optional(string(characters(0, 1024))),
    ValueInteger: optional(number()),
    ValueMap: optional(jsonObject()),
    ValueList: optional(list(json())),
    ValueArn: optional(string()),
  });
