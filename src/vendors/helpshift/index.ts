import { builtInVendor, type ChatVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt } from '../../formats/jwt/options.ts';
import { list, object, optional, record, refine } from '../../schema/structures.ts';
import { characters, choice, identifier, string } from '../../schema/values.ts';
import type {
  HelpshiftClaims,
  HelpshiftIdentifier,
  HelpshiftIdentity,
  HelpshiftSettings,
  HelpshiftUser,
} from './types.ts';

export type * from './types.ts';

const DOCS = 'https://developers.helpshift.com/web-chat/identity-users/';

/** The longest `uid`, and the longest of any other id, in characters. */
const MAX_UID = 750;
const MAX_OTHER = 300;

const IDENTIFIERS = [
  'uid',
  'email',
  'phone_number',
  'facebook_id',
  'discord_id',
  'whatsapp_id',
  'google_playstore_id',
  'apple_gamecenter_id',
  'nintendo_id',
  'psn_id',
  'xbox_live_id',
  'steam_id',
] as const;

/**
 * Helpshift with User Hub: Web Chat, and the SDK X from 10.4.0. Helpshift turns User Hub on per domain.
 *
 * `secret` is generated in the app's settings, section "User Identity Verification (New ID System)". It is
 * used as a UTF-8 string, without decoding. The token has no key id. It is valid for 24 hours after
 * `iat` and has no `exp`, so `expiresIn` cannot be set. Whether Helpshift accepts `exp` is not documented.
 *
 * @see https://developers.helpshift.com/web-chat/identity-users/
 * @example
 * ```ts
 * import { helpshift, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   helpshift,
 *   { identities: [{ identifier: 'uid', value: 'u_1' }] },
 *   { secret: 'k3y-0f-helpshift-for-this-example' },
 * );
 * ```
 */
export const helpshift: ChatVendor<
  HelpshiftUser,
  HelpshiftClaims,
  HelpshiftSettings,
  Jwt<'unused', 'iat'>
> = /* @__PURE__ */ builtInVendor({
  name: 'helpshift',
  title: 'Helpshift User Hub',
  docs: DOCS,
  user: () => {
    const identity = object<HelpshiftIdentity>({
      identifier: choice(IDENTIFIERS),
      value: identifier(characters(0, MAX_UID)),
      metadata: optional(
        record(string(characters(1, MAX_UID)), { keys: characters(1, 255), most: 30 }),
      ),
    });
    return object<HelpshiftUser>({ identities: list(refine(identity, tooLong), 30) });
  },
  // Without a uid and an email, any other id tells the page that the user has changed.
  userId: ({ identities }) =>
    idOf(identities, 'uid') ?? idOf(identities, 'email') ?? identities[0]?.value ?? null,
  token: jwtFormat({
    fixedClaims: {},
    expiry: { claim: 'iat', default: 86_400, max: 86_400, required: true },
  }),
  settings({ identities }, identity_token): HelpshiftSettings {
    const userId = idOf(identities, 'uid');
    const userEmail = idOf(identities, 'email');
    return {
      identity_token,
      ...(userId !== undefined && { userId }),
      ...(userEmail !== undefined && { userEmail }),
    };
  },
});

/** Returns the first id of a kind. */
function idOf(
  identities: readonly HelpshiftIdentity[],
  kind: HelpshiftIdentifier,
): string | undefined {
  return identities.find(({ identifier }) => identifier === kind)?.value;
}

/** Finds a string that only a `uid` may have. */
function tooLong({ identifier, value, metadata }: HelpshiftIdentity) {
  if (identifier === 'uid') return undefined;
  const { test, message } = characters(0, MAX_OTHER);
  if (!test(value)) return { path: ['value'], message };
  const [name] = Object.entries(metadata ?? {}).find(([, text]) => !test(text)) ?? [];
  return name === undefined ? undefined : { path: ['metadata', name], message };
}
