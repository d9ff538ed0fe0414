let time = 0;
let lastDate = 0;
let lastTick = 0;

/**
 * Returns the time in whole milliseconds, by a clock that is never set back. It starts at `Date.now()`. The
 * visitor may change that clock, and `performance.now()` can stop while the machine sleeps: the longer
 * of the two counts.
 */
export function clock(): number {
  const date = Date.now();
  const tick = ticks();
  time += Math.max(date - lastDate, tick - lastTick, 0);
  lastDate = date;
  lastTick = tick;
  return time;
}

/**
 * Returns whole milliseconds since an arbitrary time. The visitor cannot set this clock, but it can stop while
 * the machine sleeps.
 */
export function ticks(): number {
  return Math.floor(globalThis.performance?.now() ?? 0);
}

/** Settles like a promise, and rejects if that takes longer. */
export function within<Value>(
  milliseconds: number,
  promise: Value | PromiseLike<Value>,
): Promise<Awaited<Value>> {
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, milliseconds);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
