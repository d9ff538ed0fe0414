/** A token or a hash that was changed in any one place is rejected. */
import { signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import fc from 'fast-check';
import { expect } from 'vitest';
import { KEY_ID, NOW, SECRET } from '../support/support.ts';
import { fieldsOf, keyFor } from '../support/vendors.ts';
import { promised } from './answers.ts';
import { change, changed } from './changes.ts';
import { holds } from './property.ts';
import { contracted, hashVendorAndUsers, jwtVendorAndUser } from './users.ts';

/** Input and signature, as bytes. */
function split(token: string): [input: string, signature: string] {
  const dot = token.lastIndexOf('.');
  return [token.slice(0, dot), Buffer.from(token.slice(dot + 1), 'base64').toString('hex')];
}

/** Findings about something that inspection removes from a token, or adds to it. */
const REPAIRED = ['TOKEN_WHITESPACE', 'TOKEN_LINE_BREAKS', 'TOKEN_IN_TEXT', 'TOKEN_CUT_OFF'];

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
    expect(ok).toBe(false);
    if (signature !== 'valid') return;
    // What was added could be removed, or the bytes are right and their encoding is not: plain base64,
    // or other unused bits.
    if (codes[0] === 'TOKEN_NOT_BASE64URL' || codes[0] === 'TOKEN_DAMAGED') {
      const canonical = bad.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
      expect(split(canonical)).toStrictEqual(split(token));
    } else expect(REPAIRED).toContain(codes[0]);
  }),
);

holds(
  'a hash that was changed in one place is rejected',
  120,
  fc.asyncProperty(hashVendorAndUsers, change, async ([name, [user]], made) => {
    const { vendor } = contracted(name);
    const options = { ...keyFor(vendor, SECRET, KEY_ID), now: NOW };
    const login = await signChatLogin(vendor, user, options);
    const bad = changed(login.token, made);
    if (bad === login.token) return;

    const sent = { ...options, user: fieldsOf(login) };
    const { code }: { code?: string } = Object(await promised(verifyChatToken, vendor, bad, sent));
    expect(['ERR_TOKEN_MALFORMED', 'ERR_SIGNATURE_INVALID']).toContain(code);
    const { ok } = await inspectChatToken(bad, { vendor, ...sent });
    expect(ok).toBe(false);
  }),
);
