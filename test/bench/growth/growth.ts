/** Growth of time and memory with the payload, its rows, the key ring and the number of tenants. */
import { execFileSync } from 'node:child_process';
import { type Answer, bytesText, type Options, secondsText, table } from '../report.ts';
import { GROSS, type Growth, growthOf, isWithin, median, type Point } from '../statistics.ts';

/** What grows: bytes of the payload, rows of agentData, keys in the ring, or tenants. */
export type Dimension = 'payload' | 'rows' | 'keys' | 'tenants';

/** Seconds or bytes. */
export type Quantity = 'time' | 'memory';

/** The costs of a call at each size. */
export interface Line {
  readonly dimension: Dimension;
  readonly call: string;
  readonly quantity: Quantity;
  readonly points: readonly Point[];
}

export const SIZES: Readonly<Record<Dimension, readonly number[]>> = {
  payload: [200, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000],
  rows: [1, 2, 4, 8, 16, 32, 64, 125, 250, 500, 1000],
  keys: [1, 2, 3, 4, 5, 6, 8, 10],
  tenants: [1, 3, 10, 30, 100, 300, 1000, 2500, 5000, 10_000],
};

/** Linear, with the error of a measurement. */
const LIMIT = 1.15;

/** The heap of an idle process varies by so many bytes. */
const HEAP_NOISE = 64_000;

const LARGE_YOUNG_GENERATION = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

export async function measureGrowth({ isShort }: Options): Promise<Answer> {
  const rounds = isShort
    ? { time: 10, memory: 5, tenants: 1 }
    : { time: 60, memory: 12, tenants: 5 };
  const memoryFlags = ['--expose-gc', ...LARGE_YOUNG_GENERATION];
  const time: Line[] = runWorker([], 'time', rounds.time);
  const memory: Line[] = runWorker(memoryFlags, 'memory', rounds.memory);
  const tenants = (['sign', 'verify'] as const).flatMap((call) =>
    measureTenants(call, rounds.tenants),
  );
  const lines = [...time, ...memory, ...tenants];
  const sections = (['payload', 'rows', 'keys', 'tenants'] as const).map((dimension) =>
    section(dimension, lines),
  );
  const about = `The payload is in bytes. Exponents are log-log slopes: 0 is constant, 1 is linear, and the limit is ${LIMIT}. Tenants: time of all calls, memory held afterwards.`;
  return {
    report: ['# Growth', about, ...sections].join('\n\n'),
    problems: tooFast(lines, isShort ? 1 / GROSS : LIMIT),
  };
}

/** Runs a measurement in a process that inherits no settings. */
function runWorker(flags: readonly string[], ...job: readonly (string | number)[]) {
  const args = [...flags, 'test/bench/.build/growth.mjs', ...job.map(String)];
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', env: {}, maxBuffer: 2 ** 26 }),
  );
}

/** Each number of tenants has processes that have served no others. */
function measureTenants(call: 'sign' | 'verify', rounds: number): Line[] {
  const samples = SIZES.tenants.map((size) => {
    const costs: Record<Quantity, number>[] = Array.from({ length: rounds }, () =>
      runWorker(['--expose-gc'], 'tenants', call, size),
    );
    return { size, costs };
  });
  return (['time', 'memory'] as const).map((quantity) => ({
    dimension: 'tenants',
    call,
    quantity,
    points: samples.map(({ size, costs }) => ({
      size,
      cost: median(costs.map((cost) => cost[quantity])),
    })),
  }));
}

function growthOfLine({ dimension, quantity, points }: Line): Growth {
  return growthOf(points, dimension === 'tenants' && quantity === 'memory' ? HEAP_NOISE : 0);
}

/** Names each line that grows faster than the limit. */
export function tooFast(lines: readonly Line[], limit: number): string[] {
  return lines.flatMap((line) => {
    const growth = growthOfLine(line);
    if (isWithin(growth, limit)) return [];
    const exponents = `exponent ${growth.exponent.toFixed(2)}, at the end ${growth.atEnd.toFixed(2)}`;
    const what = `${line.quantity} of ${line.call} against ${line.dimension}`;
    return [`${what}: ${exponents}; the limit is ${limit.toFixed(2)}`];
  });
}

function section(dimension: Dimension, lines: readonly Line[]): string {
  const own = lines.filter((line) => line.dimension === dimension);
  const rows = own.map((line) => {
    const { exponent, atEnd } = growthOfLine(line);
    const write = line.quantity === 'time' ? secondsText : bytesText;
    const costs = line.points.map(({ cost }) => write(cost));
    return [`${line.call}, ${line.quantity}`, ...costs, exponent.toFixed(2), atEnd.toFixed(2)];
  });
  const sizes = SIZES[dimension].map(String);
  return `## ${dimension}\n\n${table(['', ...sizes, 'exponent', 'at the end'], rows)}`;
}
