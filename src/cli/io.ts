import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { styleText } from 'node:util';

/** A command that was called wrongly: exit code 2. */
export class UsageError extends Error {}

/** The options that every command with a key takes. */
export interface KeyArguments {
  readonly vendor?: string | undefined;
  readonly 'secret-env'?: string | undefined;
  readonly 'key-id'?: string | undefined;
  readonly 'allow-short-secret'?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** What a style is for; how it looks is decided here. */
export type Style = 'title' | 'good' | 'bad' | 'doubtful' | 'quiet';

const LOOKS = {
  title: 'bold',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  quiet: 'dim',
} as const;

/** Colour only for a person at a terminal who has not asked for none (https://no-color.org). */
function colored(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && !process.env['NO_COLOR'];
}

/** Styles a text that goes to standard output. */
export function styled(style: Style, content: string): string {
  return colored(process.stdout) ? styleText(LOOKS[style], content) : content;
}

/** Styles a text that goes to standard error. */
export function styledError(style: Style, content: string): string {
  return colored(process.stderr) ? styleText(LOOKS[style], content) : content;
}

/** Prints a line for the caller. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a value for a machine. */
export function printJson(value: unknown): void {
  print(toJson(value));
}

/** JSON that a terminal shows as it is: control and direction characters are escaped. */
export function toJson(value: unknown): string {
  return escaped(JSON.stringify(value, undefined, 2));
}

function escaped(text: string): string {
  return text.replaceAll(
    /[\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** As wide as the narrowest terminal in use. */
const LINE_WIDTH = 80;

/** Breaks a text between words so that no line is wider than the screen, behind an indent. */
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

/** Prints a line about what went wrong. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Whoever reads may have read enough (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Reads a file, or standard input where it is called `-`. */
export async function readInput(what: string, path: string): Promise<string> {
  if (path === '-' && process.stdin.isTTY) throw new UsageError(`Give the ${what}, or pipe it in.`);
  let bytes: Uint8Array;
  try {
    bytes = path === '-' ? await buffer(process.stdin) : readFileSync(path);
  } catch {
    const hint = /^\s*[{["]/.test(path) ? ' That looks like JSON: pipe it in instead.' : '';
    throw new UsageError(`The ${what} cannot be read from that file.${hint}`);
  }
  try {
    // Fatal: what is no UTF-8 would become the same replacement character for two different users.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The ${what} is not UTF-8.`);
  }
}

/** The value of the environment variable of that name: a secret is never read from an argument. */
export function readSecretVariable(variable: string | undefined): string {
  if (variable === undefined) {
    throw new UsageError(
      '--secret-env is missing: the name of the variable that holds the secret.',
    );
  }
  const secret = Object.hasOwn(process.env, variable) ? process.env[variable] : undefined;
  if (secret === undefined) {
    throw new UsageError(
      'The variable named by --secret-env is not set. Is it exported? Give its name, without a $.',
    );
  }
  return secret;
}
