import { Bench, type Task } from 'tinybench';
import { median } from './ratios.ts';
import type { Contestant, InFlight, Measured, Order, Pace } from './report.ts';

/** A contestant that is ready: its call does the work once. */
export interface Ready {
  readonly contestant: Contestant;
  readonly call: () => unknown;
}

/** A contestant's share of a round, in microseconds. */
interface Slice {
  readonly p50: number;
  readonly p99: number;
  readonly mean: number;
}

/** Fewest calls in a slice, however slow they are. */
const FEWEST = 5;

/**
 * Measures contestants against each other: in each round each of them runs for a slice of time, so
 * that what else the machine does falls on all of them.
 */
export async function measure(
  contestants: readonly Ready[],
  { inFlight, pace }: Order,
): Promise<Measured[]> {
  await measureRound(contestants, inFlight, pace.warmUpMs);
  const rounds: ReadonlyMap<Contestant, Slice>[] = [];
  for (let round = 0; round < pace.rounds; round++) {
    rounds.push(await measureRound(inTurn(contestants, round), inFlight, pace.sliceMs));
  }
  return contestants.map(({ contestant }) => {
    const slices = rounds.flatMap((round) => round.get(contestant) ?? []);
    return {
      ...contestant,
      // With many in flight it is the sum that counts, and so do the pauses to collect garbage.
      rounds: slices.map(({ p50, mean }) => rounded(inFlight === 1 ? p50 : mean / inFlight)),
      p50: rounded(median(slices.map(({ p50 }) => p50))),
      p99: rounded(median(slices.map(({ p99 }) => p99))),
    };
  });
}

/** Another one begins each round, and every other round runs backwards: none always follows another. */
export function inTurn<T>(list: readonly T[], round: number): T[] {
  const start = round % list.length;
  const turned = [...list.slice(start), ...list.slice(0, start)];
  return round % 2 === 0 ? turned : turned.reverse();
}

async function measureRound(
  contestants: readonly Ready[],
  inFlight: InFlight,
  sliceMs: Pace['sliceMs'],
): Promise<ReadonlyMap<Contestant, Slice>> {
  const bench = new Bench({ time: sliceMs, iterations: FEWEST, warmup: false, throws: true });
  const tasks = contestants.map(({ contestant, call }, index): [Contestant, Task] => {
    const name = String(index);
    if (inFlight === 1) bench.add(name, call, { async: contestant.isWebCrypto });
    else bench.add(name, together(call, inFlight), { async: true });
    return [contestant, taskOf(bench, name)];
  });
  await bench.run();
  return new Map(tasks.map(([contestant, task]) => [contestant, sliceOf(task)]));
}

function taskOf(bench: Bench, name: string): Task {
  const task = bench.getTask(name);
  if (task === undefined) throw new Error('tinybench has lost a task.');
  return task;
}

function sliceOf({ result }: Task): Slice {
  if (result.state !== 'completed')
    throw new Error(`tinybench says that a task is ${result.state}.`);
  const { p50, p99, mean } = result.latency;
  return { p50: p50 * 1000, p99: p99 * 1000, mean: mean * 1000 };
}

function together(call: () => unknown, inFlight: InFlight): () => Promise<unknown> {
  return () => Promise.all(Array.from({ length: inFlight }, call));
}

/** To a nanosecond, which is more than any clock here tells. */
function rounded(microseconds: number): number {
  return Math.round(microseconds * 1000) / 1000;
}
