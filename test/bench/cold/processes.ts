import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Loaded } from './compare.ts';
import { PROJECT, writeModule } from './install.ts';

/** What a fresh process says of an import, in seconds. */
export interface Start {
  /** The import alone. */
  readonly import: number;
  /** The import, and the first token. */
  readonly firstToken: number;
  /** The whole process, from outside. */
  readonly process: number;
}

/** Measures itself, for starting a process takes twenty times as long as an import. */
const PROBE = `
const start = performance.now();
const { sign } = await import(process.argv[2]);
const imported = performance.now();
await sign();
const signed = performance.now();
console.log(JSON.stringify({ import: (imported - start) / 1000, firstToken: (signed - start) / 1000 }));
`;

/** Runs a program that inherits no setting of this process; gives what it prints and its seconds. */
export function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly output: string; readonly seconds: number } {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: PROJECT,
    env: { ...env },
    encoding: 'utf8',
    timeout: 120_000,
  });
  const seconds = (performance.now() - start) / 1000;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`A process failed: ${stderr}`);
  return { output: stdout, seconds };
}

/** Imports a module in a process of Node.js. */
export function startNode(path: string): Start {
  const { output, seconds } = run(process.execPath, [writtenProbe(), path]);
  return { ...JSON.parse(output), process: seconds };
}

let probe: string | undefined;

function writtenProbe(): string {
  probe ??= writeModule('probe.mjs', PROBE);
  return probe;
}

/** The files of packages that Node.js runs when it imports a module, by V8's own account. */
export function filesLoadedBy(path: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'chat-token-coverage-'));
  try {
    run(process.execPath, [path], { NODE_V8_COVERAGE: folder });
    const urls = readdirSync(folder).flatMap((file) => {
      const { result }: { result: { url: string }[] } = JSON.parse(
        readFileSync(join(folder, file), 'utf8'),
      );
      return result.map(({ url }) => url);
    });
    const packages = pathToFileURL(`${PROJECT}/node_modules/`).href;
    return [...new Set(urls)]
      .filter((url) => url.startsWith(packages))
      .map((url) => fileURLToPath(url));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many files these are, and how long they are together. */
export function loadOf(files: readonly string[]): Omit<Loaded, 'name'> {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { modules: files.length, bytes };
}
