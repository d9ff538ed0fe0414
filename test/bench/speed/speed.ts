/** Speed of signing and verifying: this library, WebCrypto alone and other libraries. */
import { execFileSync, spawnSync } from 'node:child_process';
import { type Answer, type Options, ratioText, spreadCells, table } from '../report.ts';
import { median } from '../statistics.ts';
import {
  type Case,
  judgeAll,
  nameOf,
  type Report,
  speedRatio,
  titleOf,
  type Verdict,
} from './targets.ts';

const FULL = { rounds: 11, sliceMs: 50, warmUpMs: 150 };
const SHORT: typeof FULL = { rounds: 7, sliceMs: 40, warmUpMs: 80 };

/** What a process measures. */
export type Order = typeof FULL & Pick<Case, 'inFlight'>;

const MODULES = 'test/runtimes/node_modules';

/** A command line, to which the worker is added. */
type Runtime = readonly [file: string, ...args: string[]];

const ALL_RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major): Runtime => [`${MODULES}/node-${major}/bin/node`]),
  [`${MODULES}/@deno/linux-x64-glibc/deno`, 'run', '--no-remote', '--cached-only', '--allow-all'],
  [`${MODULES}/@oven/bun-linux-x64/bin/bun`],
];

/** Gross misses of the first runtime fail the run. */
export async function measureSpeed({ isShort, isAll }: Options): Promise<Answer> {
  const runtimes: readonly Runtime[] = isAll ? ALL_RUNTIMES : [[process.execPath]];
  const results = runtimes.map((runtime) => {
    const report = runOn(runtime, isShort ? SHORT : FULL);
    return { report, verdicts: judgeAll(report) };
  });
  const misses = results.at(0)?.verdicts.filter(({ isGrossMiss }) => isGrossMiss) ?? [];
  return {
    report: [
      '# Speed\n\nRatios say how many times as fast ours is, within the same round.',
      ...results.map(({ report, verdicts }) => section(report, verdicts)),
    ].join('\n\n'),
    problems: misses.map(
      ({ target, opponent, ratio }) =>
        `${titleOf(target)}: ${target.ours} is ${ratioText(ratio.median)} times as fast as ${nameOf(opponent)}, and the target is ${ratioText(target.atLeast)}`,
    ),
  };
}

/** Pins one call at a time to one core: whether a thread of the pool sleeps would change ratios. */
function runOn(runtime: Runtime, pace: typeof FULL): Report {
  const pin = ['taskset', '-c', '0'];
  const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  const alone = runWorker([...(canPin ? pin : []), ...runtime], { ...pace, inFlight: 1 });
  const together = runWorker(runtime, { ...pace, inFlight: 64 });
  return { ...alone, cases: [...alone.cases, ...together.cases] };
}

function runWorker([file = '', ...args]: readonly string[], order: Order): Report {
  const worker = 'test/bench/.build/speed.mjs';
  const output = execFileSync(file, [...args, worker, JSON.stringify(order)], {
    encoding: 'utf8',
    env: { HOME: `${process.cwd()}/test/bench/.build`, PATH: process.env['PATH'] ?? '' },
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30 * 60_000,
  });
  return JSON.parse(output);
}

function section({ runtime, cases }: Report, verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ target, opponent, ratio, isReached }) => [
    titleOf(target),
    target.ours,
    target.against.includes('every') ? `${target.against}: ${nameOf(opponent)}` : target.against,
    ratioText(target.atLeast),
    ...spreadCells(ratio, ratioText),
    isReached ? 'reached' : 'missed',
  ]);
  const headings = ['case', 'ours', 'against', 'target', 'ratio', 'quartiles', 'verdict'];
  return [`## ${runtime}`, table(headings, rows), ...cases.map(caseSection)].join('\n\n');
}

function caseSection(entry: Report['cases'][number]): string {
  const bare = entry.measured.find(({ kind }) => kind === 'bare');
  const rows = entry.measured
    .toSorted((one, other) => median(one.rounds) - median(other.rounds))
    .map((one) => [
      nameOf(one),
      median(one.rounds).toFixed(1),
      ...(bare === undefined ? [] : spreadCells(speedRatio(one, bare), ratioText)),
    ]);
  const headings = ['contestant', 'µs per call', 'speed, WebCrypto alone = 1', 'quartiles'];
  return `### ${titleOf(entry)}\n\n${table(headings, rows)}`;
}
