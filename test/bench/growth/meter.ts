/** What an action cost. */
export interface Cost {
  /** Seconds. */
  readonly time: number;
  /** Bytes. */
  readonly memory: number;
}

/** Each call after the one before: a server under load does no other thing. */
export async function repeat(action: () => Promise<unknown>, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await action();
}

/** Seconds that an action takes. */
export async function secondsOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

/** What JavaScript holds, its buffers included. */
export function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Needs `--expose-gc`: what is no longer used must not be counted. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  globalThis.gc();
  // Buffers are given back while the program goes on, and all are once the next collection begins.
  globalThis.gc();
}
