/** Needs `--expose-gc`: unused memory must not count. */
import { expect } from 'vitest';

/**
 * Far above what any of these calls needs on a slow or busy machine, and far below what an algorithm
 * needs that is quadratic in its input.
 */
const LIMIT = { milliseconds: 2000, megabytes: 256 };
const ROUNDS = 3;

/** Expects a call to end, with a result or a coded error, within the limits in one of some rounds. */
export async function expectBounded(what: string, action: () => unknown): Promise<void> {
  let [milliseconds, megabytes] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    const before = heldMegabytes();
    const start = performance.now();
    await settled(action);
    milliseconds = Math.min(milliseconds, performance.now() - start);
    megabytes = Math.min(megabytes, heldMegabytes({ collect: false }) - before);
    if (milliseconds <= LIMIT.milliseconds && megabytes <= LIMIT.megabytes) return;
  }
  expect.fail(`${what}: ${Math.round(milliseconds)} ms, ${Math.round(megabytes)} MB`);
}

async function settled(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    expect(error).toHaveProperty('name', 'ChatTokenError');
  }
}

/** What JavaScript holds, its buffers included. */
export function heldMegabytes({ collect } = { collect: true }): number {
  if (collect) {
    if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
    globalThis.gc();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
