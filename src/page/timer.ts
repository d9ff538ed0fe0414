import { clock } from './clock.ts';
import type { Page } from './widget.ts';

/** A timer that also works after the machine slept or the visitor's clock was set. */
export interface WakeTimer {
  /**
   * Fires at this time by {@link clock} (`Infinity` for never), and no longer at the one that was set
   * before. An event that wakes the page fires it from `awakeFrom` on.
   */
  set(time: number, awakeFrom?: number): void;
  /** Never fires again. */
  stop(): void;
}

/**
 * Makes a timer for a page. It is checked when the page is visible again, or online again. When the page
 * comes back from the browser history, it fires at once.
 */
export function createWakeTimer(fire: (cameBack?: boolean) => unknown): WakeTimer {
  const listening = new AbortController();
  let due = Infinity;
  let dueAwake = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (time: number) => {
    if (clock() < time) return wait();
    // It fires once: the next event does not fire before it is set again.
    due = dueAwake = Infinity;
    fire();
  };
  const wait = () => {
    clearTimeout(timer);
    // Timers stop while the machine sleeps, so none is set for long.
    if (due < Infinity) timer = setTimeout(() => look(due), Math.min(due - clock(), 60_000));
  };
  const wake = (event: Event & { readonly persisted?: boolean }) => {
    // A page that comes back from the history was frozen: another user may be logged in.
    if (event.persisted) fire(true);
    else if (page().document?.visibilityState !== 'hidden') look(dueAwake);
  };
  for (const type of ['visibilitychange', 'online', 'pageshow']) {
    addEventListener(type, wake, { signal: listening.signal });
  }

  return {
    set(time, awakeFrom = time) {
      due = time;
      dueAwake = Math.min(time, awakeFrom);
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
