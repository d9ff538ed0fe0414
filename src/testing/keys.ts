import type { FormatTypes } from '../contract/format.ts';
import { type AnyChatVendor, type ChatVendor, rejectNonVendor } from '../contract/vendor.ts';
import { encodeHex, encodeUtf8 } from '../utils/encoding.ts';

/** The result of {@link testKey}: a secret, and a key id unless the vendor uses none. */
export type TestKey<Format extends FormatTypes = FormatTypes> = Format['key'] & {
  /** A string of 32 bytes or more. */
  readonly secret: string;
};

/**
 * Returns a key for tests. It is always the same for a vendor, different for each vendor, and obviously
 * fake if it shows up in a log. Use it like a real one: in signing options, a token handler, a fake.
 *
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 * import { testKey } from 'chat-token/testing';
 *
 * console.log(testKey(zendesk).secret); // fake-secret-of-zendesk-for-automated-tests
 * const token = await signChatToken(zendesk, { external_id: 'u_1' }, testKey(zendesk));
 * ```
 */
export function testKey<Format extends FormatTypes>(
  vendor: ChatVendor<never, object, object, Format>,
): TestKey<Format>;
export function testKey(vendor: AnyChatVendor): { secret: string; keyId?: string } {
  rejectNonVendor(vendor);
  const { name, token } = vendor;
  const text = `fake-secret-of-${name}-for-automated-tests`;
  const secret = encodedSecret(text, token.secretEncoding?.name);
  return token.keyId === 'unused' ? { secret } : { secret, keyId: `fake-key-of-${name}` };
}

/** Writes a secret as the vendor does. */
function encodedSecret(text: string, encoding: 'base64' | 'hex' | undefined): string {
  if (encoding === 'base64') return btoa(text);
  return encoding === 'hex' ? encodeHex(encodeUtf8(text)) : text;
}
