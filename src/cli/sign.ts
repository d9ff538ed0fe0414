import { type ChatTokenLifetime, signChatLogin } from 'chat-token';
import { readUnverifiedClaims } from '../formats/jwt/compact.ts';
import type { Arguments } from './arguments.ts';
import { findVendor } from './find.ts';
import { readJson, readSecret, requireVendorAndSecret } from './input.ts';
import { print, printJson, UsageError } from './io.ts';

/** Runs `chat-token sign`: signs a user, and prints the JWT, or the settings that contain the hash. */
export async function runSign(args: Arguments): Promise<void> {
  requireVendorAndSecret(args);
  const vendor = await findVendor(args);
  const expiresIn = readExpiresIn(args['expires-in']);
  const { expiry } = vendor.token;
  if (expiresIn !== undefined && expiry?.claim !== 'exp') {
    const why =
      expiry === null
        ? `a hash for ${vendor.title} never expires`
        : `${vendor.title} counts the age of a token, and accepts it for ${expiry.max} seconds`;
    throw new UsageError(`Leave out --expires-in: ${why}.`);
  }
  const secret = await readSecret(args);
  const user = await readJson('user', args.user ?? '-');
  const { token, settings } = await signChatLogin(vendor, user, {
    secret,
    keyId: args['key-id'],
    allowShortSecret: args['allow-short-secret'],
    ...(expiresIn === undefined ? {} : { expiresIn }),
  });
  const isJwt = vendor.token.kind === 'jwt';
  if (args.json) {
    const claims = isJwt ? readUnverifiedClaims(token) : vendor.claims(user);
    printJson({ vendor: vendor.name, token, settings, claims });
  } else if (isJwt) print(token);
  else printJson(settings);
}

function readExpiresIn(text: string | undefined): ChatTokenLifetime | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  if (isLifetime(text)) return text;
  throw new UsageError('--expires-in must be seconds, or a number with s, m, h or d, such as 15m.');
}

function isLifetime(text: string): text is `${number}${'s' | 'm' | 'h' | 'd'}` {
  return /^\d+[smhd]$/.test(text);
}
