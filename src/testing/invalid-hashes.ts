import type { FormatTypes } from '../contract/format.ts';
import type { ChatLogin } from '../contract/login.ts';
import {
  type AnyChatVendor,
  type ChatVendor,
  claimsOf,
  rejectNonVendor,
} from '../contract/vendor.ts';
import type { SignChatLoginInstead } from '../formats/hmac/options.ts';
import { computeHmac, importKey } from '../keys/hmac.ts';
import { checkSecret } from '../keys/secret.ts';
import { loginOf } from '../token/login.ts';
import { encodeBase64url, encodeHex, encodeUtf8 } from '../utils/encoding.ts';
import type { ChatTokenErrorCode } from '../utils/errors.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';
import { testKey } from './keys.ts';

/**
 * What is wrong with a hash: see {@link invalidHash}. `expired` exists only if the vendor's hash expires. A JWT has
 * no kinds.
 */
export type InvalidHashKind<Format extends FormatTypes = FormatTypes> =
  undefined extends Format['header'] ? AnyKind | ExpiryKind<Format> : never;

/** The kinds that exist for every hash. */
type AnyKind = 'other-key' | 'other-user' | 'other-encoding' | 'unhashed' | 'truncated';

/** The kind about the time, also for a vendor that is not known. */
type ExpiryKind<Format extends FormatTypes> = Format['header'] extends undefined
  ? Format['alone'] extends SignChatLoginInstead
    ? 'expired'
    : never
  : 'expired';

/** Options of {@link invalidHash}. All are optional. */
export interface InvalidHashOptions {
  /**
   * The secret that your code verifies with, as a string or as bytes, but no `CryptoKey`. Default: the one of
   * `testKey(vendor)`.
   */
  readonly secret?: string | Uint8Array | undefined;
  /** The current time. Default: the clock. */
  readonly now?: Date | undefined;
}

/** How `verifyChatToken` rejects an invalid hash. */
export interface InvalidHashRejection<Format extends FormatTypes = FormatTypes> {
  /** What is wrong with the hash. */
  readonly kind: InvalidHashKind<Format>;
  /** The code of the error. */
  readonly code: ChatTokenErrorCode;
}

/** What a hash is made of, and how it is written. */
interface Draft {
  readonly input: string;
  /** The hash of a string, for the given secret or another one. */
  readonly macOf: (input: string, secret?: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Writes it as the vendor does. */
  readonly write: (mac: Uint8Array<ArrayBuffer>) => string;
  readonly isHex: boolean;
}

interface Kind extends InvalidHashRejection {
  readonly make: (draft: Draft) => Promise<string>;
}

/** Each kind is wrong in one way. */
const KINDS: readonly Kind[] = [
  {
    kind: 'other-key',
    code: 'ERR_SIGNATURE_INVALID',
    make: async ({ input, macOf, write }) =>
      write(await macOf(input, 'fake-secret-that-is-not-yours-00000')),
  },
  {
    kind: 'other-user',
    code: 'ERR_SIGNATURE_INVALID',
    make: async ({ input, macOf, write }) => write(await macOf(`${input}-2`)),
  },
  {
    kind: 'other-encoding',
    code: 'ERR_TOKEN_MALFORMED',
    async make({ input, macOf, isHex }) {
      const mac = await macOf(input);
      return isHex ? encodeBase64url(mac) : encodeHex(mac);
    },
  },
  { kind: 'unhashed', code: 'ERR_TOKEN_MALFORMED', make: async ({ input }) => input },
  {
    kind: 'truncated',
    code: 'ERR_TOKEN_MALFORMED',
    make: async ({ input, macOf, write }) => write(await macOf(input)).slice(0, -20),
  },
];

/** Right but for its time. */
const EXPIRED: Kind = {
  kind: 'expired',
  code: 'ERR_TOKEN_EXPIRED',
  make: async ({ input, macOf, write }) => write(await macOf(input)),
};

const HOUR = 3600;

/**
 * Makes a login with an identity hash that is wrong in one way, to test that your code rejects it.
 *
 * | kind | what is wrong | error of `verifyChatToken` |
 * | --- | --- | --- |
 * | `other-key` | made with another secret | `ERR_SIGNATURE_INVALID` |
 * | `other-user` | made of another identifier | `ERR_SIGNATURE_INVALID` |
 * | `other-encoding` | in base64url instead of hexadecimal digits, or in these instead of base64 | `ERR_TOKEN_MALFORMED` |
 * | `unhashed` | the string that should be hashed | `ERR_TOKEN_MALFORMED` |
 * | `truncated` | the end is cut off | `ERR_TOKEN_MALFORMED` |
 * | `expired` | it expired an hour ago; only if the vendor's hash expires | `ERR_TOKEN_EXPIRED` |
 *
 * @param vendor - the vendor object; for one with a JWT use `invalidToken`
 * @param user - the user, as for `signChatLogin`
 * @param kind - what is wrong
 * @param options - the secret that your code knows, and the time
 * @returns the login: its `token` and its `settings` have the invalid hash
 * @throws `ChatTokenError` `ERR_CLAIMS_INVALID` for an invalid user, `ERR_OPTION_INVALID` if the kind does not
 *   exist for this vendor
 * @example
 * ```ts
 * import { chatwoot, isChatTokenError, verifyChatToken } from 'chat-token';
 * import { invalidHash, testKey } from 'chat-token/testing';
 *
 * const user = { identifier: 'u_1', name: 'Jane Doe' };
 * const { token } = await invalidHash(chatwoot, user, 'other-user');
 *
 * const options = { ...testKey(chatwoot), user };
 * const error = await verifyChatToken(chatwoot, token, options).catch((thrown) => thrown);
 * console.log(isChatTokenError(error, 'ERR_SIGNATURE_INVALID')); // true
 * ```
 */
export async function invalidHash<User, Settings extends object, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, Settings, Format>,
  user: NoInfer<User>,
  kind: InvalidHashKind<NoInfer<Format>>,
  options: InvalidHashOptions = {},
): Promise<ChatLogin<Settings>> {
  const found = kindsOf(vendor).find((each) => each.kind === kind);
  if (found === undefined) {
    const kinds = kindsOf(vendor).map((each) => each.kind);
    throw optionInvalid(
      `There is no invalid hash of that kind for ${vendor.title}`,
      kinds.length === 0 ? 'It takes a JWT: call invalidToken.' : `Kinds: ${kinds.join(', ')}.`,
    );
  }
  const given = readOptions('The options', options, ['secret', 'now']);
  const { title, token: format } = vendor;
  const secret = readSecret(vendor, given['secret']);
  const age = found === EXPIRED ? (format.expiry?.max ?? 0) + HOUR : 0;
  const now = createClock(given['now'])(undefined) - age;
  const fields = claimsOf(vendor, vendor['~validate'](user));
  const context = { title, keyId: undefined, now, overrides: undefined };
  const { claims, input, expiresAt } = format.prepare({})(fields, context);
  const token = await found.make({
    input,
    macOf: async (text, other) => {
      const key = await importKey(other === undefined ? secret : encodeUtf8(other));
      return computeHmac(key, encodeUtf8(text));
    },
    write: (mac) => format.complete(input, mac),
    isHex: format.outputEncoding === 'hex',
  });
  return loginOf(vendor, { token, claims, issuedAt: now, expiresAt });
}

/**
 * Lists the kinds of invalid hashes of a vendor, with the code of the error that `verifyChatToken` throws for
 * each. A vendor with a JWT has none.
 *
 * @param vendor - the vendor object
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` if `vendor` is not a vendor object
 * @example
 * ```ts
 * import { chatwoot } from 'chat-token';
 * import { invalidHashKinds } from 'chat-token/testing';
 *
 * console.log(invalidHashKinds(chatwoot)[1]); // { kind: 'other-user', code: 'ERR_SIGNATURE_INVALID' }
 * ```
 */
export function invalidHashKinds<Format extends FormatTypes>(
  vendor: ChatVendor<never, object, object, Format>,
): InvalidHashRejection<Format>[];
export function invalidHashKinds(vendor: AnyChatVendor): InvalidHashRejection[] {
  return kindsOf(vendor).map(({ kind, code }) => ({ kind, code }));
}

function kindsOf(vendor: AnyChatVendor): readonly Kind[] {
  rejectNonVendor(vendor);
  const { kind, timeField } = vendor.token;
  if (kind === 'jwt') return [];
  return timeField === undefined ? KINDS : [...KINDS, EXPIRED];
}

function readSecret(vendor: AnyChatVendor, given: unknown): Uint8Array<ArrayBuffer> {
  const key: { readonly secret: string } = testKey(vendor);
  const encoding = vendor.token.secretEncoding;
  const { bytes } = checkSecret(given ?? key.secret, true, 'The secret', encoding);
  if (bytes !== undefined) return bytes;
  throw optionInvalid(
    'secret must be a string or bytes here, not a CryptoKey',
    'Pass the secret that your code reads.',
  );
}
