/** A timer that also works after the machine slept. */
export interface WakeTimer {
  /** Fires after this many milliseconds, and no longer at the time that was set before. */
  set(milliseconds: number): void;
  /** Never fires again. */
  stop(): void;
}

/**
 * Makes a timer for a page. It also fires when the page comes back from the browser history, and then
 * passes `true`.
 */
export function createWakeTimer(fire: (isBack?: boolean) => unknown): WakeTimer {
  const listening = new AbortController();
  let due = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    if (Date.now() < due) return wait();
    // It fires once: the next event does not fire before it is set again.
    due = Infinity;
    fire();
  };
  const wait = () => {
    clearTimeout(timer);
    // Timers stop while the machine sleeps, so none is set for long.
    timer = setTimeout(look, Math.min(due - Date.now(), 60_000));
  };
  // A page that comes back from the history was frozen: another user may be logged in.
  const wake = (event: Event) => ('persisted' in event && event.persisted ? fire(true) : look());
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
