/**
 * Compares the built library with others. With --all on every runtime, and writes docs/benchmarks.md
 * and its plots; else on this Node.js, shortly, to fail on a gross miss.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { thisMachine } from './machine.ts';
import { type Host, pageOf } from './page.ts';
import { plotOf } from './plot.ts';
import { type Pace, type RuntimeReport, slugOf } from './report.ts';
import { ALL_RUNTIMES, bundleEntry, runOn, THIS_NODE } from './runtimes.ts';
import { judgeAll } from './targets.ts';
import { plainTable } from './text.ts';
import { absences, VERDICT_COLUMNS, verdictRows } from './verdicts.ts';

const FULL: Pace = { rounds: 11, sliceMs: 50, warmUpMs: 150 };
const SHORT: Pace = { rounds: 7, sliceMs: 40, warmUpMs: 80 };

const PAGE = 'docs/benchmarks.md';
const PLOTS = 'docs/benchmarks';

async function main(): Promise<void> {
  await bundleEntry();
  if (process.argv.includes('--all')) runAll();
  else runShort();
}

/** Fails on what noise does not explain. */
function runShort(): void {
  const report = runOn(THIS_NODE, SHORT);
  const verdicts = judgeAll(report);
  say(report, verdicts);
  const misses = verdicts.filter(({ isGrossMiss }) => isGrossMiss);
  if (misses.length > 0) {
    console.log(`\nFar from what is to be reached:\n${tableOf(misses)}`);
    process.exitCode = 1;
  }
}

function runAll(): void {
  const reports = ALL_RUNTIMES.map((runtime) => {
    console.log(`measuring on ${runtime[0]}`);
    return runOn(runtime, FULL);
  });
  for (const report of reports) say(report, judgeAll(report));
  if (process.exitCode === undefined) write(reports);
}

function say(report: RuntimeReport, verdicts: ReturnType<typeof judgeAll>): void {
  const pinned = report.isPinned ? 'on one core' : 'not on one core';
  console.log(`\n${report.runtime}, one at a time ${pinned}\n${tableOf(verdicts)}`);
  for (const { text, isFailure } of absences(report)) {
    console.log(text);
    if (isFailure) process.exitCode = 1;
  }
}

function tableOf(verdicts: ReturnType<typeof judgeAll>): string {
  return plainTable(VERDICT_COLUMNS, verdictRows(verdicts));
}

function write(reports: readonly RuntimeReport[]): void {
  const [first] = reports;
  if (first === undefined) throw new Error('Nothing was measured.');
  mkdirSync(PLOTS, { recursive: true });
  for (const entry of first.cases) {
    writeFileSync(`${PLOTS}/${slugOf(entry)}.svg`, plotOf(entry, first.runtime));
  }
  writeFileSync(PAGE, pageOf(host(), reports));
}

/** What was measured, and where. */
function host(): Host {
  return {
    ...thisMachine(),
    system: `${platform()} on ${arch()}`,
    pace: FULL,
    libraries: versionsOf([
      'jose',
      'hono',
      '@tsndr/cloudflare-worker-jwt',
      'jsonwebtoken',
      'fast-jwt',
      'tinybench',
    ]),
  };
}

function versionsOf(names: readonly string[]): Host['libraries'] {
  return names.map((name) => {
    const { version }: { version: string } = JSON.parse(
      readFileSync(`test/bench/node_modules/${name}/package.json`, 'utf8'),
    );
    return `${name} ${version}`;
  });
}

await main();
