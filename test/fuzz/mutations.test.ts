/** A token or a hash that was changed in any one place is rejected. */
import { signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import fc from 'fast-check';
import { expect } from 'vitest';
import { KEY_ID, NOW, SECRET } from '../support/support.ts';
import { keyFor } from '../support/vendors.ts';
import { promised } from './answers.ts';
import { change, changed } from './changes.ts';
import { holds } from './property.ts';
import { contracted, hashVendorAndUsers, jwtVendorAndUser } from './users.ts';

/** Input and signature, as bytes. */
function split(token: string): [input: string, signature: string] {
  const dot = token.lastIndexOf('.');
  return [token.slice(0, dot), Buffer.from(token.slice(dot + 1), 'base64').toString('hex')];
}

holds(
  'a token that was changed in one place is rejected, and inspection says so',
  120,
  fc.asyncProperty(jwtVendorAndUser, change, async ([name, user], made) => {
    const { vendor } = contracted(name);
    const options = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW };
    const token = await signChatToken(vendor, user, options);
    const bad = changed(token, made);
    if (bad === token) return;

    expect(await promised(verifyChatToken, vendor, bad, options)).toHaveProperty('code');
    const { ok, signature, findings } = await inspectChatToken(bad, { vendor, ...options });
    const codes = findings.map(({ code }) => code);
    if (bad.trim() === token) {
      // Inspection only warns about white space around a token.
      expect(codes).toContain('TOKEN_WHITESPACE');
      return;
    }
    expect(ok).toBe(false);
    if (signature === 'valid') {
      // The bytes are right, and their encoding is not: plain base64, or other unused bits.
      expect(codes).toContain('TOKEN_NOT_BASE64URL');
      expect(split(bad)).toStrictEqual(split(token));
    }
  }),
);

holds(
  'a hash that was changed in one place is rejected',
  120,
  fc.asyncProperty(hashVendorAndUsers, change, async ([name, [user]], made) => {
    const { vendor } = contracted(name);
    const hash = await signChatToken(vendor, user, { secret: SECRET });
    const bad = changed(hash, made);
    if (bad === hash) return;

    const { code }: { code?: string } = Object(
      await promised(verifyChatToken, vendor, bad, { secret: SECRET, user }),
    );
    expect(['ERR_TOKEN_MALFORMED', 'ERR_SIGNATURE_INVALID']).toContain(code);
    const { ok } = await inspectChatToken(bad, { secret: SECRET });
    expect(ok).toBe(false);
  }),
);
