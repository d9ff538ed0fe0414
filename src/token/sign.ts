import type { FormatTypes } from '../contract/format.ts';
import { type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import type { SignOverrides } from '../formats/jwt/options.ts';
import { computeHmac, cryptoKeyOf } from '../keys/hmac.ts';
import { readKeyRing } from '../keys/keys.ts';
import { encodeUtf8 } from '../utils/encoding.ts';
import { rejectPollutedPrototype } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';

/** Signs tokens with options that were checked once. */
export type ChatTokenSigner<User, Overrides extends object = SignOverrides> = (
  user: User,
  overrides?: Overrides,
) => Promise<string>;

/**
 * Builds the vendor's claims for a user and signs them. The token is a JWT (HS256) with `iat`, `exp`,
 * and `kid` if the vendor wants one, or the identity hash of vendors that take one.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param user - the logged-in user, in the vendor's own names; not changed
 * @param options - the secret (with `keyId` if the vendor wants one) and the lifetime
 * @returns the JWT, or the hash
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING`,
 *   `ERR_CLAIMS_INVALID`, `ERR_RUNTIME_UNSUPPORTED`, `ERR_CRYPTO_FAILED` or `ERR_PROTOTYPE_POLLUTED`;
 *   always as a rejection.
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 *
 * const token = await signChatToken(
 *   zendesk,
 *   { external_id: 'u_1', email: 'jane@example.com', email_verified: true },
 *   { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example', expiresIn: '15m' },
 * );
 * ```
 */
export async function signChatToken<User, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, object, Format>,
  user: NoInfer<User>,
  options: Format['sign'] & Format['alone'],
): Promise<string> {
  rejectNonVendor(vendor, user);
  vendor.token.rejectAlone?.(vendor.title);
  return (await prepareSigning(vendor, options)(user)).token;
}

/**
 * Prepares {@link signChatToken} for many tokens: the options and the secret are checked now, and the
 * key is imported once.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param options - as for `signChatToken`; `expiresIn` and `now` can be overridden per token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID`, `ERR_KEY_ID_MISSING` or
 *   `ERR_PROTOTYPE_POLLUTED` at once; the signer rejects with `ERR_CLAIMS_INVALID`, and with these
 *   codes for its overrides, expired keys and a `keys` function.
 * @example
 * ```ts
 * import { convrs, createChatTokenSigner } from 'chat-token';
 *
 * const sign = createChatTokenSigner(convrs, { secret: 'k3y-0f-convrs-for-this-example' });
 * const token = await sign({ userId: 'user-12345' }, { expiresIn: '30m' });
 * ```
 */
export function createChatTokenSigner<User, Format extends FormatTypes>(
  vendor: ChatVendor<User, object, object, Format>,
  options: Format['sign'] & Format['alone'],
): ChatTokenSigner<User, Format['overrides']> {
  rejectNonVendor(vendor, options);
  vendor.token.rejectAlone?.(vendor.title);
  const sign = prepareSigning(vendor, options);
  return async (user, overrides) => (await sign(user, overrides)).token;
}

/** A token, and what was signed. */
export interface SignedChatToken {
  readonly token: string;
  /** The vendor's claims with those that signing made. */
  readonly claims: object;
  /** When it was signed, in seconds since 1970. */
  readonly issuedAt: number;
  /** When it expires, in seconds since 1970, or `null` if it never does. */
  readonly expiresAt: number | null;
}

/** Signs for one user. A `keys` function gets the context as its arguments. */
export type PreparedSigner<User> = (
  user: User,
  overrides?: object,
  context?: readonly unknown[],
) => Promise<SignedChatToken>;

/** Checks the options now, and returns the function that signs for each user. */
export function prepareSigning<User>(
  vendor: ChatVendor<User>,
  options: unknown,
  otherOptions: readonly string[] = [],
): PreparedSigner<User> {
  rejectPollutedPrototype();
  rejectNonVendor(vendor, options);
  const { token: format, title } = vendor;
  const given = readOptions('The options', options, [...format.options, ...otherOptions]);
  const keys = readKeyRing(given, vendor, 'sign');
  const compose = format.prepare(given);
  const clock = createClock(given['now']);

  return async (user, own, context) => {
    rejectPollutedPrototype();
    const overrides =
      own === undefined ? undefined : readOptions('The options', own, format.overrides);
    const now = clock(overrides?.['now']);
    const ofUser = vendor.claims(user);
    const key = (await keys(context)).find(({ expiresAt }) => now < expiresAt);
    if (key === undefined) {
      throw optionInvalid('Every key has expired', 'Put a valid key first.');
    }
    const { keyId, secret } = key;
    const composed = compose(ofUser, { title, keyId, now, overrides });
    const { claims, input, expiresAt } = composed;
    const mac = await computeHmac(await cryptoKeyOf(secret), encodeUtf8(input));
    return { token: format.complete(input, mac), claims, issuedAt: now, expiresAt };
  };
}
