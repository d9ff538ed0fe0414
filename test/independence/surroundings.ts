/** Starts child.ts, which runs the cases in hostile surroundings. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A name and a value on Object.prototype, and the outcomes that they change. */
export interface Change {
  readonly name: string;
  readonly value: unknown;
  readonly seen: readonly string[];
}

export interface Seen {
  readonly cases: number;
  readonly changes: readonly Change[];
  /** What was used of network, files, processes, console and environment. */
  readonly touched: readonly string[];
  /** The outcomes that change where nothing shared can be written. */
  readonly frozen: readonly string[];
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names come from a list, or are all words of the program, the library included. */
export async function runChild(
  names: readonly string[] | 'all words',
  values: readonly unknown[],
): Promise<Seen> {
  const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
  const outfile = `${folder}/child.mjs`;
  await build({
    entryPoints: [file('child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    tsconfig: file('../../tsconfig.json'),
  });
  const list = names === 'all words' ? [...PLATFORM, ...wordsOf(outfile)] : names;
  const output = execFileSync(
    process.execPath,
    [
      outfile,
      JSON.stringify({ names: [...new Set(list)].filter((name) => !(name in {})), values }),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  rmSync(folder, { recursive: true });
  return JSON.parse(output);
}

const wordsOf = (path: string) => readFileSync(path, 'utf8').match(/[A-Za-z_$][\w$]*/g) ?? [];

/** Names that WebCrypto, Intl, Fetch, property descriptors, iterators and lists look up. */
// biome-ignore format: a list
export const PLATFORM: readonly string[] = [
  'value', 'writable', 'enumerable', 'configurable', 'next', 'done', 'required', 'length', 'hash',
  'ext', 'key_ops', 'fatal', 'ignoreBOM', 'stream', 'cause', 'calendar', 'numberingSystem', 'hour12',
  'localeMatcher', 'statusText', 'toBase64', 'fromBase64', 'b64', 'crit', '~standard',
  '0', '1', '2', '3',
];

/** Changes that no fault of Node.js explains: with these names, it can make no key or no Response. */
export function unexplained(changes: readonly Change[]): readonly (readonly unknown[])[] {
  const fails =
    /WebCrypto refuses to import this secret|^endpoint: .* TypeError: .* (?:be|not) a function/;
  return changes.flatMap(({ name, value, seen }) =>
    seen
      .filter((line) => !(/^(?:get|set|return)$/.test(name) && fails.test(line)))
      .map((line) => [name, value, line]),
  );
}
