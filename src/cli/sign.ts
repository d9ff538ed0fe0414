import { type ChatTokenLifetime, signChatLogin } from 'chat-token';
import { readUnverifiedClaims } from '../formats/jwt/compact.ts';
import { findVendor } from './find.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readJson,
  readSecretVariable,
  UsageError,
} from './io.ts';

/** The options of `chat-token sign`. */
export interface SignArguments extends KeyArguments {
  readonly user?: string | undefined;
  readonly 'expires-in'?: string | undefined;
}

/** Runs `chat-token sign`: signs a user, and prints the JWT, or the settings that contain the hash. */
export async function runSign(args: SignArguments): Promise<void> {
  const vendor = await findVendor(args);
  const expiresIn = readExpiresIn(args['expires-in']);
  if (expiresIn !== undefined && vendor.token.expiry === null) {
    throw new UsageError(`Leave out --expires-in: a hash for ${vendor.title} never expires.`);
  }
  const secret = readSecretVariable(args['secret-env']);
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
