import { execFileSync, spawnSync } from 'node:child_process';
import { build, type Plugin } from 'esbuild';
import { type Order, REPORT_MARK, type Report, type RuntimeReport } from './report.ts';

/** Paths are from the root of the project, where npm runs its scripts. */
const BUILD = 'test/bench/.build';
const ENTRY = `${BUILD}/run.mjs`;
const RUNTIMES = 'test/runtimes/node_modules';

/** A command line that the entry is added to. */
export type Runtime = readonly [file: string, ...args: string[]];

/** The Node.js that this runs on. */
export const THIS_NODE: Runtime = [process.execPath];

/** The first one is what the targets are for. */
export const ALL_RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major): Runtime => [`${RUNTIMES}/node-${major}/bin/node`]),
  [`${RUNTIMES}/@deno/linux-x64-glibc/deno`, 'run', '--no-remote', '--cached-only', '--allow-all'],
  [`${RUNTIMES}/@oven/bun-linux-x64/bin/bun`],
];

/** Bundles the entry alone: libraries are found by their names, and ours where it is built. */
export async function bundleEntry(): Promise<void> {
  await build({
    entryPoints: ['test/bench/run.ts'],
    outfile: ENTRY,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    packages: 'external',
    plugins: [BUILT_LIBRARY],
    logLevel: 'warning',
  });
}

const BUILT_LIBRARY: Plugin = {
  name: 'built library',
  setup({ onResolve }) {
    onResolve({ filter: /^chat-token$/ }, () => ({
      path: '../../../dist/index.js',
      external: true,
    }));
  },
};

/** Ends all but a run that hangs. */
const TIMEOUT_MS = 30 * 60_000;

/** Measures on a runtime: one at a time in a process on one core, and many in flight in a free one. */
export function runOn(runtime: Runtime, pace: Order['pace']): RuntimeReport {
  const isPinned = canPin();
  const lone = runOnce([...(isPinned ? PIN : []), ...runtime], { inFlight: 1, pace });
  const many = runOnce(runtime, { inFlight: 64, pace });
  return { ...lone, cases: [...lone.cases, ...many.cases], isPinned };
}

const PIN = ['taskset', '-c', '0'];

function canPin(): boolean {
  return process.platform === 'linux' && spawnSync('taskset', ['-c', '0', 'true']).status === 0;
}

function runOnce(command: readonly string[], order: Order): Report {
  const [file = '', ...args] = command;
  const output = execFileSync(file, [...args, ENTRY, JSON.stringify(order)], {
    encoding: 'utf8',
    env: { HOME: `${process.cwd()}/${BUILD}`, PATH: process.env['PATH'] ?? '' },
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: TIMEOUT_MS,
  });
  const line = output.split('\n').find((candidate) => candidate.startsWith(REPORT_MARK));
  if (line === undefined) throw new Error(`no report in: ${output.slice(0, 500)}`);
  return JSON.parse(line.slice(REPORT_MARK.length));
}
