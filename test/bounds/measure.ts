import { expect } from 'vitest';

/** What a call took at best: other work of the machine makes it longer, and never shorter. */
export interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const ROUNDS = 6;

/** Calls a function until a call stays within a limit, at most some times; gives the cheapest cost. */
export async function measure(action: () => unknown, limit: Cost): Promise<Cost> {
  let cost: Cost = { milliseconds: Infinity, megabytes: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    if (cost.milliseconds <= limit.milliseconds && cost.megabytes <= limit.megabytes) return cost;
    collectGarbage();
    const before = heldMegabytes();
    const start = performance.now();
    await settled(action);
    const milliseconds = performance.now() - start;
    const megabytes = heldMegabytes() - before;
    cost = {
      milliseconds: Math.min(cost.milliseconds, milliseconds),
      megabytes: Math.min(cost.megabytes, megabytes),
    };
  }
  return cost;
}

/** An answer or a refusal: both end it. */
async function settled(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    expect(error).toHaveProperty('name', 'ChatTokenError');
  }
}

/** What JavaScript holds, its buffers included. */
export function heldMegabytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

/** Needs `--expose-gc`: what is no longer used must not be counted. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  globalThis.gc();
}
