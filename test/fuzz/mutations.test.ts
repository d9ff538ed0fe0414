/** A token that was changed in any one place is refused. */
import { signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import fc from 'fast-check';
import { expect } from 'vitest';
import { KEY_ID, NOW, SECRET } from '../support/support.ts';
import { promised } from './answers.ts';
import { change, changed } from './changes.ts';
import { holds } from './property.ts';
import { contracted, vendorAndUser } from './users.ts';

/** Whether the signature's bytes are as they were, however they are written. */
function hasSameBytes(one: string, other: string): boolean {
  const [bytes, others] = [one, other].map((token) =>
    Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64'),
  );
  return bytes !== undefined && others?.equals(bytes) === true;
}

holds(
  'a token that was changed in one place is refused, and inspected as bad',
  300,
  fc.asyncProperty(vendorAndUser, change, async ([name, user], made) => {
    const { vendor } = contracted(name);
    const options = {
      secret: SECRET,
      now: NOW,
      ...(vendor.keyId === 'unused' ? {} : { keyId: KEY_ID }),
    };
    const token = await signChatToken(vendor, user, options);
    const bad = changed(token, made);
    if (bad === token) return;

    expect(await promised(verifyChatToken, vendor, bad, options)).toHaveProperty('code');
    const { ok, signature, findings } = await inspectChatToken(bad, { vendor, ...options });
    const codes = findings.map(({ code }) => code);
    if (bad.trim() === token) {
      // White space around it is only worth a warning to those who ask what is wrong.
      expect(codes).toContain('TOKEN_WHITESPACE');
      return;
    }
    expect(ok).toBe(false);
    if (signature === 'valid') {
      // Its bytes are right, and not how they are written: in plain base64, or with other unused bits.
      expect(codes).toContain('TOKEN_NOT_BASE64URL');
      expect(bad.slice(0, bad.lastIndexOf('.'))).toBe(token.slice(0, token.lastIndexOf('.')));
      expect(hasSameBytes(bad, token)).toBe(true);
    }
  }),
);
