/** The same verdicts, whatever stands on Object.prototype, and with nothing to reach out to. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'chat-token-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Bundles one of the programs of this folder with the library's source. */
async function bundle(name: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [file(`${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    tsconfig: file('../../tsconfig.json'),
  });
  return outfile;
}

function run(program: string, ...args: string[]) {
  const maxBuffer = 64 * 2 ** 20;
  return JSON.parse(
    execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer }),
  );
}

/** A name and a value on Object.prototype, and the outcomes that are others with it. */
interface Change {
  readonly name: string;
  readonly value: unknown;
  readonly seen: readonly string[];
}

describe('a polluted Object.prototype', () => {
  /** Every word of the library, and what WebCrypto, Intl, Fetch and property descriptors look for. */
  function namesIn(program: string): string[] {
    const words = readFileSync(program, 'utf8').match(/[A-Za-z_$][\w$]*/g) ?? [];
    const platform = [
      'get',
      'set',
      'value',
      'writable',
      'enumerable',
      'configurable',
      'return',
      'next',
      'done',
      'required',
      'length',
      'hash',
      'ext',
      'key_ops',
      'fatal',
      'ignoreBOM',
      'stream',
      'cause',
      'calendar',
      'numberingSystem',
      'hour12',
      'localeMatcher',
      'statusText',
      'toBase64',
      'fromBase64',
      'b64',
      'crit',
      '~standard',
    ];
    const indexes = Array.from({ length: 10 }, (_, index) => String(index));
    const all = new Set([...words, ...platform, ...indexes]);
    return [...all].filter((name) => !(name in {}));
  }

  test('changes no outcome', { timeout: 120_000 }, async () => {
    const program = await bundle('polluted');
    const names = namesIn(program);
    expect(names.length).toBeGreaterThan(1500);
    const { cases, changes } = run(program, JSON.stringify(names));
    expect(cases).toBeGreaterThan(250);
    // With these, Node.js itself can make no key or no Response: it fails, and nothing passes.
    const fails =
      /WebCrypto refuses to import this secret|^endpoint: .* TypeError: .* (?:be|not) a function/;
    const others = changes.flatMap(({ name, value, seen }: Change) => {
      const unexplained = seen.filter(
        (line) => !(/^(?:get|set|return)$/.test(name) && fails.test(line)),
      );
      return unexplained.map((line) => [name, value, line]);
    });
    expect(others).toStrictEqual([]);
  });
});

test('no network, no file, no environment, no console, and nothing written to what is shared', {
  timeout: 60_000,
}, async () => {
  const { cases, touched, changes } = run(await bundle('closed'));
  expect(cases).toBeGreaterThan(250);
  expect({ touched, changes }).toStrictEqual({ touched: [], changes: [] });
});

test.each([
  'exp',
  'userId',
  'code',
])('a member %s on Object.prototype that nobody may write changes no outcome', {
  timeout: 60_000,
}, async (name) => {
  const { cases, changes } = run(await bundle('closed'), name);
  expect(cases).toBeGreaterThan(250);
  // The fakes' own records are plain objects: they are for tests, where nobody freezes what is polluted.
  const others = changes.filter((line: string) => !line.startsWith('fake: '));
  expect(others).toStrictEqual([]);
});
