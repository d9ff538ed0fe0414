import type { Page } from './widget.ts';

/** A timer that also works after the machine slept. */
export interface WakeTimer {
  /**
   * Fires after this many milliseconds, and no longer at the time that was set before. With `onlyAwake`
   * it does not fire by itself then, but at the next event that wakes the page.
   */
  set(milliseconds: number, onlyAwake?: boolean): void;
  /** Never fires again. */
  stop(): void;
}

/**
 * Makes a timer for a page. It is checked when the page is visible again, or online again. When the page
 * comes back from the browser history, it fires at once.
 */
export function createWakeTimer(fire: () => unknown): WakeTimer {
  const listening = new AbortController();
  let due = Infinity;
  let isTimed = true;
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
    if (isTimed) timer = setTimeout(look, Math.min(due - Date.now(), 60_000));
  };
  const wake = (event: Event) => {
    // A page that comes back from the history was frozen: another user may be logged in.
    if ('persisted' in event && event.persisted) fire();
    else if (page().document?.visibilityState !== 'hidden') look();
  };
  for (const type of ['visibilitychange', 'online', 'pageshow']) {
    addEventListener(type, wake, { signal: listening.signal });
  }

  return {
    set(milliseconds, onlyAwake = false) {
      due = Date.now() + milliseconds;
      isTimed = !onlyAwake;
      wait();
    },
    stop() {
      clearTimeout(timer);
      listening.abort();
    },
  };
}

interface VisiblePage extends Page {
  readonly document?: { readonly visibilityState?: string };
}

const page = (): VisiblePage => globalThis;
