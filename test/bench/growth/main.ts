/**
 * Measures how costs grow, prints the exponents, and fails where one is above what is to be reached.
 * Writes docs/growth.md and its charts; with --short it measures less and writes nothing.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { thisMachine } from '../machine.ts';
import type { Cost } from './meter.ts';
import { chartFile, chartOfDimension, exponents, inWords, judge, pageOf, tooFast } from './page.ts';
import {
  DIMENSIONS,
  LIMIT,
  type Line,
  linesOf,
  QUANTITIES,
  type Sample,
  SHORT_LIMIT,
  SIZES,
} from './plan.ts';

const isShort = process.argv.includes('--short');
const ROUNDS = isShort ? { time: 10, memory: 5, tenants: 1 } : { time: 60, memory: 12, tenants: 5 };

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));
const LARGE_YOUNG_GENERATION = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

/** Runs a measurement in a process that inherits no setting of this one. */
async function runWorker(
  flags: readonly string[],
  job: readonly (string | number)[],
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, WORKER, ...job.map(String)],
    { env: {}, maxBuffer: 2 ** 26 },
  );
  return stdout;
}

async function linesPerCall(quantity: 'time' | 'memory'): Promise<Line[]> {
  const flags = quantity === 'time' ? [] : ['--expose-gc', ...LARGE_YOUNG_GENERATION];
  const samples: Sample[] = JSON.parse(await runWorker(flags, [quantity, ROUNDS[quantity]]));
  return linesOf(quantity, samples);
}

/** What a call costs with tenants: each number of them in processes that have served no other. */
async function linesOfTenants(call: 'sign' | 'verify'): Promise<Line[]> {
  const samples: { size: number; costs: Cost[] }[] = SIZES.tenants.map((size) => ({
    size,
    costs: [],
  }));
  for (let round = 0; round < ROUNDS.tenants; round++) {
    for (const { size, costs } of samples) {
      costs.push(JSON.parse(await runWorker(['--expose-gc'], ['tenants', call, size])));
    }
  }
  return QUANTITIES.flatMap((quantity) =>
    linesOf(
      quantity,
      samples.map(({ size, costs }) => ({
        dimension: 'tenants',
        call,
        size,
        costs: costs.map((cost) => cost[quantity]),
      })),
    ),
  );
}

const lines = [
  ...(await linesPerCall('time')),
  ...(await linesPerCall('memory')),
  ...(await linesOfTenants('sign')),
  ...(await linesOfTenants('verify')),
];

for (const line of judge(lines)) {
  process.stdout.write(`${exponents(line.growth)}: ${inWords(line)}\n`);
}

const problems = tooFast(lines, isShort ? SHORT_LIMIT : LIMIT);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

if (!isShort) {
  mkdirSync('docs/benchmarks', { recursive: true });
  for (const dimension of DIMENSIONS) {
    writeFileSync(`docs/benchmarks/${chartFile(dimension)}`, chartOfDimension(dimension, lines));
  }
  writeFileSync('docs/growth.md', pageOf(lines, thisMachine()));
}
