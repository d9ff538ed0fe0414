/** Rings when it is due, also after the machine slept. */
export interface Alarm {
  /** Rings in so many milliseconds, and no more at the time that was set before. */
  set(milliseconds: number): void;
  /** Rings no more. */
  stop(): void;
}

/** Makes an alarm for a page. It also rings, and says so, when the page is back from the history. */
export function createAlarm(ring: (isBack?: boolean) => unknown): Alarm {
  const listening = new AbortController();
  let due = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    if (Date.now() < due) return wait();
    // Once: the next event does not ring before it is set again.
    due = Infinity;
    ring();
  };
  const wait = () => {
    clearTimeout(timer);
    // Timers stand still while the machine sleeps: none is set for long.
    timer = setTimeout(look, Math.min(due - Date.now(), 60_000));
  };
  // A page that comes back from the history stood still: who is logged in may have changed.
  const wake = (event: Event) => ('persisted' in event && event.persisted ? ring(true) : look());
  for (const type of ['visibilitychange', 'online', 'pageshow']) {
    addEventListener(type, wake, { signal: listening.signal });
  }

  return {
    set(milliseconds) {
      due = Date.now() + milliseconds;
      wait();
    },
    stop() {
      clearTimeout(timer);
      listening.abort();
    },
  };
}
