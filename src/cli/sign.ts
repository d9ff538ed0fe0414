import { type ChatTokenLifetime, signChatToken } from 'chat-token';
import { readUnverifiedClaims } from '../formats/jwt/compact.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readInput,
  readSecretVariable,
  UsageError,
} from './io.ts';
import { findVendor } from './vendors.ts';

/** The options of `chat-token sign`. */
export interface SignArguments extends KeyArguments {
  readonly user?: string | undefined;
  readonly 'expires-in'?: string | undefined;
}

/** Runs `chat-token sign`: signs a user, and prints the token. */
export async function runSign(args: SignArguments): Promise<void> {
  const vendor = findVendor(args.vendor);
  const secret = readSecretVariable(args['secret-env']);
  const user = parseUser(await readInput('user', args.user ?? '-'));
  const token = await signChatToken(vendor, user, {
    secret,
    keyId: args['key-id'],
    expiresIn: readExpiresIn(args['expires-in']),
    allowShortSecret: args['allow-short-secret'],
  });
  if (args.json) printJson({ vendor: vendor.name, token, claims: readUnverifiedClaims(token) });
  else print(token);
}

function parseUser(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError('The user must be JSON.');
  }
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
