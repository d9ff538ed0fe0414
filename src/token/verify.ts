import type { FormatTypes, TokenFormat, VerifyOverrides } from '../contract/format.ts';
import { type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import type { FormatVerifier } from '../contract/verifier.ts';
import { hashVerifier } from '../formats/hmac/verify.ts';
import type { ChatTokenTimes } from '../formats/jwt/times.ts';
import { jwtVerifier } from '../formats/jwt/verify.ts';
import { KEY_OPTIONS, readKeyRing } from '../keys/keys.ts';
import { rejectPollutedPrototype } from '../utils/objects.ts';
import { readOptions } from '../utils/options.ts';
import { createClock } from '../utils/time.ts';

/** A token that was verified. */
export interface VerifiedChatToken<Claims, Header extends object | undefined = object | undefined> {
  /** The vendor's claims. Those of a JWT include its times. */
  readonly claims: Claims & ChatTokenTimes;
  /** The header of a JWT. A hash has none. */
  readonly header: Header;
}

/** Verifies tokens with options that were checked once. */
export type ChatTokenVerifier<
  Claims,
  Header extends object | undefined = object | undefined,
  Overrides extends VerifyOverrides = VerifyOverrides,
> = (token: string, overrides?: Overrides) => Promise<VerifiedChatToken<Claims, Header>>;

/** A bundle that only signs contains none of them: they are not part of the vendor's format. */
const VERIFIERS: Readonly<Record<TokenFormat['kind'], FormatVerifier>> = {
  jwt: jwtVerifier,
  hmac: hashVerifier,
};

/**
 * Verifies a token as the vendor would: form, algorithm, key, signature, times, and only then the
 * vendor's contract. A hash is compared in constant time, and needs the fields that it was sent with.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param token - the JWT, or the hash
 * @param options - the secret or keys, how strict to be about time, and the `user` of a hash
 * @returns the claims, typed, and the header of a JWT
 * @throws {@link ChatTokenError} with the code of what is wrong; always as a rejection.
 * @example
 * ```ts
 * import { deskpro, signChatToken, verifyChatToken } from 'chat-token';
 *
 * const secret = 'k3y-0f-deskpro-for-this-example';
 * const token = await signChatToken(deskpro, { deskpro_id: '42' }, { secret });
 * const { claims } = await verifyChatToken(deskpro, token, { secret });
 * console.log(claims.deskpro_id); // 42
 * ```
 */
export async function verifyChatToken<Claims extends object, Format extends FormatTypes>(
  vendor: ChatVendor<never, Claims, object, Format>,
  token: string,
  options: Format['verify'],
): Promise<VerifiedChatToken<Claims, Format['header']>> {
  rejectNonVendor(vendor, token);
  return prepareVerifying(vendor, options)(token);
}

/**
 * Prepares {@link verifyChatToken} for many tokens: the options and the secret are checked now, and
 * the key is imported once. No verdict is cached.
 *
 * @param vendor - the vendor object, built-in or made with `defineVendor`
 * @param options - as for `verifyChatToken`; `now`, and the `user` of a hash, can be passed per token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID`, `ERR_SECRET_INVALID` or
 *   `ERR_PROTOTYPE_POLLUTED` at once; the verifier rejects with the code of what is wrong with the token.
 * @example
 * ```ts
 * import { convrs, createChatTokenSigner, createChatTokenVerifier } from 'chat-token';
 *
 * const inTwoDays = new Date(Date.now() + 48 * 3600 * 1000);
 * const retired = { secret: 'k3y-0f-yesterday-for-this-example', expiresAt: inTwoDays };
 * const current = { secret: 'k3y-0f-today-for-this-example' };
 * const verify = createChatTokenVerifier(convrs, { keys: [current, retired] });
 *
 * const token = await createChatTokenSigner(convrs, { keys: [retired] })({ userId: 'user-12345' });
 * console.log((await verify(token)).claims.userId); // user-12345
 * ```
 */
export function createChatTokenVerifier<Claims extends object, Format extends FormatTypes>(
  vendor: ChatVendor<never, Claims, object, Format>,
  options: Format['verifier'],
): ChatTokenVerifier<Claims, Format['header'], Format['verifyOverrides']> {
  return prepareVerifying(vendor, options);
}

function prepareVerifying<Claims extends object, Format extends FormatTypes>(
  vendor: ChatVendor<never, Claims, object, Format>,
  options: unknown,
): ChatTokenVerifier<Claims, Format['header'], Format['verifyOverrides']> {
  rejectPollutedPrototype();
  rejectNonVendor(vendor, options);
  const { prepare, options: names, overrides: overridable } = VERIFIERS[vendor.token.kind];
  const given = readOptions('The options', options, [...KEY_OPTIONS, ...overridable, ...names]);
  const verify = prepare(vendor, given, readKeyRing(given, vendor, 'verify'));
  const clock = createClock(given['now']);

  return async (token, overrides = {}) => {
    rejectPollutedPrototype();
    const own = readOptions('The options', overrides, overridable);
    // The verifier of the vendor's kind returns the header that its Format says.
    return (await verify(token, clock(own['now']), own)) as VerifiedChatToken<
      Claims,
      Format['header']
    >;
  };
}
