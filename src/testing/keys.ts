import type { ChatVendor } from '../contract/vendor.ts';
import type { KeyIdOption, KeyIdRule } from '../keys/keys.ts';

/** The result of {@link testKey}: a secret, and a key id unless the vendor uses none. */
export type TestKey<KeyId extends KeyIdRule = KeyIdRule> = KeyIdOption<KeyId> & {
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
export function testKey<KeyId extends KeyIdRule>(
  vendor: ChatVendor<unknown, object, KeyId>,
): TestKey<KeyId>;
export function testKey({ name, keyId }: ChatVendor<unknown, object>): TestKey {
  const secret = `fake-secret-of-${name}-for-automated-tests`;
  return keyId === 'unused' ? { secret } : { secret, keyId: `fake-key-of-${name}` };
}
