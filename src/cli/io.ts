import { styleText } from 'node:util';
import { unicodeEscape } from '../utils/encoding.ts';

/** The command line itself is wrong, not the token or the user. The exit code is 2. */
export class UsageError extends Error {}

/** What a style is for. `LOOKS` has the color of each. */
export type Style = 'title' | 'good' | 'bad' | 'doubtful' | 'quiet';

const LOOKS = {
  title: 'bold',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  quiet: 'dim',
} as const;

/** A part of a line that has a style if colors are used. */
export interface Styled {
  readonly style: Style;
  readonly text: string;
}

/** A line of output. Its parts are escaped when it is printed. */
export type Line = readonly (string | Styled)[];

/** Styles a part of a line. */
export function styled(style: Style, text: string): Styled {
  return { style, text };
}

/** Prints a line to standard output. */
export function print(...line: Line): void {
  write(process.stdout, line);
}

/** Prints a line to standard error. */
export function printError(...line: Line): void {
  write(process.stderr, line);
}

/** Prints lines behind a label, which takes as many characters as the indent says. */
export function printRow(label: string, [first = '', ...others]: string[], indent: number): void {
  print(styled('quiet', label.padEnd(indent)), first);
  for (const line of others) print(`${' '.repeat(indent)}${line}`);
}

/** Prints a value as JSON. */
export function printJson(value: unknown): void {
  for (const line of jsonLines(value)) print(line);
}

function write(stream: NodeJS.WriteStream, line: Line): void {
  const colors = hasColors(stream);
  const parts = line.map((part) => {
    if (typeof part === 'string') return escaped(part);
    const text = escaped(part.text);
    // Otherwise Node.js looks at standard output, also for standard error.
    return colors ? styleText(LOOKS[part.style], text, { validateStream: false }) : text;
  });
  stream.write(`${parts.join('')}\n`);
}

/** Only terminals get colors. NO_COLOR (https://no-color.org) and FORCE_COLOR count as in Node.js. */
function hasColors(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return !/^(?:0|false)$/.test(FORCE_COLOR);
  return stream.isTTY && !NO_COLOR && TERM !== 'dumb';
}

/**
 * What a terminal does not show as it is: control characters, direction marks, zero-width and other
 * invisible characters, unusual spaces and half surrogate pairs.
 */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Z} \u3000]/gu;

/** Escapes hidden characters as `\u{9b}`, so that output cannot change what a terminal shows. */
export function escaped(text: string): string {
  return text.replace(
    HIDDEN,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Returns JSON in one line, in which hidden characters are escaped as `\u009b`. */
export function toJson(value: unknown): string {
  return escapedJson(JSON.stringify(value));
}

/** Returns the lines of indented JSON, in which hidden characters are escaped as `\u009b`. */
export function jsonLines(value: unknown): string[] {
  return JSON.stringify(value, undefined, 2).split('\n').map(escapedJson);
}

function escapedJson(json: string): string {
  return json.replace(HIDDEN, (character) => character.split('').map(unicodeEscape).join(''));
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
