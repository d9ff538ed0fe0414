/** What the commands read: files, standard input, environment variables. */
import { createReadStream } from 'node:fs';
import { isPlainObject } from '../utils/objects.ts';
import { nearest } from '../utils/spelling.ts';
import type { Arguments } from './arguments.ts';
import { printError, UsageError } from './io.ts';

/** The most that is read of a file or of standard input, in bytes. */
const MAX_INPUT_SIZE = 1_048_576;

/** Reads a file, or standard input if the path is `-`. */
export async function readInput(what: string, path: string): Promise<string> {
  if (path === '-') prepareStandardInput(what);
  const bytes = await readBytes(what, path);
  try {
    // Fatal: otherwise all invalid bytes become U+FFFD, and two users could get the same id.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The ${what} must be UTF-8.`);
  }
}

function prepareStandardInput(what: string): void {
  if (process.stdin.readableEnded) {
    throw new UsageError(`The ${what} cannot come from standard input too: it was read already.`);
  }
  if (!process.stdin.isTTY) return;
  const end = process.platform === 'win32' ? 'Ctrl+Z and Enter' : 'Ctrl+D';
  printError(`Reading the ${what} from this terminal: paste it, and press Enter and ${end}.`);
}

async function readBytes(what: string, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_INPUT_SIZE) break;
    }
  } catch (error) {
    const source = path === '-' ? 'standard input' : 'this file';
    const hint = /^\s*[{["]/.test(path) ? ' It looks like JSON: pipe it in instead.' : '';
    throw new UsageError(`Cannot read the ${what} from ${source}${errnoOf(error)}.${hint}`);
  }
  if (size > MAX_INPUT_SIZE) throw new UsageError(`The ${what} must have at most 1 MiB.`);
  return Buffer.concat(chunks);
}

/** Returns the code of an error of the system in parentheses, such as ` (ENOENT)`. */
function errnoOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? ` (${code})` : '';
}

/** Reads a token: the argument itself, or standard input if it is `-` or left out. */
export async function readToken(given = '-'): Promise<string> {
  // A token starts with ey, so no token is taken for a file.
  if (/^(?!ey|\w+:\/\/)\S{1,255}\.(?:txt|json|jwt|token|log)$/i.test(given)) {
    throw new UsageError('The token looks like a file name: use < FILE to read the file.');
  }
  return (given === '-' ? await readInput('token', given) : given).trim();
}

/** Rejects what is empty, before an error would say that it has the wrong form. */
export function rejectEmpty(what: string, path: string, text: string): void {
  if (text.trim() !== '') return;
  throw new UsageError(
    path === '-'
      ? `Standard input is empty: the ${what} is read from it.`
      : `The ${what} is empty.`,
  );
}

/** Reads JSON from a file, or from standard input if the path is `-`. */
export async function readJson(what: string, path: string): Promise<unknown> {
  const json = await readInput(what, path);
  rejectEmpty(what, path, json);
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`The ${what} must be JSON.`);
  }
}

/** Leaves out the hash itself: `sign` prints it among the settings, and it is not a field of the user. */
export function withoutHash(user: unknown, hash: string): unknown {
  if (!isPlainObject(user)) return user;
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== hash));
}

/** Reads the secret from an environment variable or from a file. It is never an argument. */
export async function readSecret(args: Arguments): Promise<string> {
  const { 'secret-env': variable, 'secret-file': file } = args;
  if (variable !== undefined && file !== undefined) {
    throw new UsageError('Pass --secret-env or --secret-file, not both.');
  }
  if (variable !== undefined) return readVariable(variable);
  if (file === undefined) throw new UsageError(SECRET_MISSING);
  if (file === '-') {
    throw new UsageError('--secret-file must be a file: standard input is for the token or user.');
  }
  // Editors end a file with a line break.
  const secret = (await readInput('secret', file)).replace(/\r?\n$/, '');
  const lines = secret.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.some((line) => /^\s*(?:export\s+)?[A-Za-z_]\w*=./.test(line))) {
    throw new UsageError('The file looks like an .env file: load it, and use --secret-env NAME.');
  }
  return secret;
}

const SECRET_MISSING =
  '--secret-env or --secret-file is required: the environment variable or the file that contains the secret.';

function readVariable(name: string): string {
  const secret = Object.hasOwn(process.env, name) ? process.env[name] : undefined;
  if (secret !== undefined) return secret;
  const meant = nearest(name, Object.keys(process.env));
  const hint = meant === undefined ? 'Export it first.' : `Did you mean ${meant}?`;
  throw new UsageError(
    // Only what looks like a name is shown. Anything else may be the secret itself.
    /^[A-Z][A-Z0-9]{0,15}(?:_[A-Z0-9]{1,16}){0,5}$/.test(name)
      ? `The environment variable ${name} is not set. ${hint}`
      : 'The environment variable that --secret-env names is not set. Pass its name without $, and not the secret itself.',
  );
}

/** Rejects arguments without a vendor or a secret. Names both if both are missing. */
export function requireVendorAndSecret(args: Arguments): void {
  const missing = args.vendor === undefined ? [VENDOR_MISSING] : [];
  if (!hasSecret(args)) missing.push(SECRET_MISSING);
  if (missing.length > 0) throw new UsageError(missing.join(' '));
}

/** Returns whether the arguments name a secret. */
export function hasSecret(args: Arguments): boolean {
  return args['secret-env'] !== undefined || args['secret-file'] !== undefined;
}

/** The message for arguments without `--vendor`. */
export const VENDOR_MISSING = '--vendor is required: a name from chat-token vendors, or a module.';
