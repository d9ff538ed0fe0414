import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { styleText } from 'node:util';

/** The command line itself is wrong, not the token or the user. The exit code is 2. */
export class UsageError extends Error {}

/** The options of every command that uses a key. */
export interface KeyArguments {
  readonly vendor?: string | undefined;
  readonly config?: string | undefined;
  readonly 'secret-env'?: string | undefined;
  readonly 'key-id'?: string | undefined;
  readonly 'allow-short-secret'?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** What a style is for. `LOOKS` has the color of each. */
export type Style = 'title' | 'good' | 'bad' | 'doubtful' | 'quiet';

const LOOKS = {
  title: 'bold',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  quiet: 'dim',
} as const;

/** Only terminals get colors, and only if NO_COLOR is not set (https://no-color.org). */
function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && !process.env['NO_COLOR'];
}

/** Styles a string for standard output. */
export function styled(style: Style, content: string): string {
  return hasColors(process.stdout) ? styleText(LOOKS[style], content) : content;
}

/** Styles a string for standard error. */
export function styledError(style: Style, content: string): string {
  return hasColors(process.stderr) ? styleText(LOOKS[style], content) : content;
}

/** Prints a line to standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a value as JSON. */
export function printJson(value: unknown): void {
  print(toJson(value));
}

/** Returns JSON that is safe to show in a terminal: control and direction characters are escaped. */
export function toJson(value: unknown, indent = 2): string {
  return escaped(JSON.stringify(value, undefined, indent));
}

function escaped(text: string): string {
  return text.replaceAll(
    /[\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The width of the narrowest common terminal. */
const LINE_WIDTH = 80;

/** Breaks a string into lines that fit into a terminal behind an indent. */
export function wrapped(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Prints a line to standard error. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

// The reader of a pipe may stop early (`| head`). That is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Reads a file, or standard input if the path is `-`. */
export async function readInput(what: string, path: string): Promise<string> {
  if (path === '-' && process.stdin.isTTY)
    throw new UsageError(`The ${what} is missing: pass it, or pipe it in.`);
  if (path === '-' && process.stdin.readableEnded)
    throw new UsageError(`The ${what} cannot come from standard input too: it was read already.`);
  let bytes: Uint8Array;
  try {
    bytes = path === '-' ? await buffer(process.stdin) : readFileSync(path);
  } catch {
    const hint = /^\s*[{["]/.test(path) ? ' It looks like JSON: pipe it in instead.' : '';
    throw new UsageError(`Cannot read the ${what} from this file.${hint}`);
  }
  try {
    // Fatal: otherwise all invalid bytes become U+FFFD, and two users could get the same id.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The ${what} must be UTF-8.`);
  }
}

/** Reads JSON from a file, or from standard input if the path is `-`. */
export async function readJson(what: string, path: string): Promise<unknown> {
  const json = await readInput(what, path);
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`The ${what} must be JSON.`);
  }
}

/** Returns the secret from an environment variable. It is never read from an argument. */
export function readSecretVariable(variable: string | undefined): string {
  if (variable === undefined) {
    throw new UsageError(
      '--secret-env is required: the name of the environment variable that contains the secret.',
    );
  }
  const secret = Object.hasOwn(process.env, variable) ? process.env[variable] : undefined;
  if (secret === undefined) {
    throw new UsageError(
      'The environment variable that --secret-env names is not set. Export it, and pass its name without $.',
    );
  }
  return secret;
}
