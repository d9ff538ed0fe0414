/** Runs in each page before its own scripts: sets the clock, and says when the page is idle. */

/** What a page tells the tests, and is told. */
export interface Instruments {
  /**
   * Resolves once no request is under way, and what follows from the last answer is done; with the
   * milliseconds until the next timer is due.
   */
  idle(): Promise<number>;
  /** Lets so many milliseconds pass, and then fires the timers that are due. */
  pass(milliseconds: number): void;
  /** Sets the clock forward and lets the timers stand still, as a machine that sleeps does. */
  sleep(milliseconds: number): void;
  /** The addresses that the page has fetched. */
  readonly fetched: string[];
  /** What the Content-Security-Policy did not allow. */
  readonly violations: string[];
}

declare global {
  var instruments: Instruments;
}

/** The time of the page, in milliseconds. It starts at what the server says. */
let now = startOf(performance.getEntriesByType('navigation')[0]);
/** The same without the times of sleep. */
let awake = 0;
/** What is to be done, and when by the second of these clocks. */
const timers = new Map<number, { due: number; run: () => void }>();
let timersSet = 0;
/** How many requests are under way. */
let underWay = 0;
const whenFewer: (() => void)[] = [];
const { fetch } = globalThis;
const { json } = Response.prototype;

function startOf(navigation: PerformanceEntry | undefined): number {
  const { serverTiming = [] } = (navigation ?? {}) as Partial<PerformanceNavigationTiming>;
  return serverTiming[0]?.duration ?? 0;
}

/** Counts a promise from now until it is settled, and changes nothing about it. */
function count<T>(promise: Promise<T>): Promise<T> {
  underWay += 1;
  const done = () => {
    underWay -= 1;
    for (const go of whenFewer.splice(0)) go();
  };
  promise.then(done, done);
  return promise;
}

/** A task later: by then all that hangs on settled promises is done. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

Date.now = () => now;
Object.assign(globalThis, {
  setTimeout(run: () => void, delay = 0) {
    timersSet += 1;
    timers.set(timersSet, { due: awake + Math.max(1, delay), run });
    return timersSet;
  },
  clearTimeout(id: number) {
    timers.delete(id);
  },
  fetch(input: RequestInfo, init?: RequestInit) {
    instruments.fetched.push(new Request(input).url);
    return count(fetch(input, init));
  },
});
Response.prototype.json = function () {
  return count(json.call(this));
};

globalThis.instruments = {
  async idle() {
    await nextTask();
    while (underWay > 0) {
      await new Promise<void>((resolve) => whenFewer.push(resolve));
      await nextTask();
    }
    return Math.min(...[...timers.values()].map(({ due }) => due - awake));
  },
  pass(milliseconds) {
    now += milliseconds;
    awake += milliseconds;
    for (const [id, { due, run }] of [...timers]) {
      if (due <= awake && timers.delete(id)) run();
    }
  },
  sleep(milliseconds) {
    now += milliseconds;
  },
  fetched: [],
  violations: [],
};

addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  instruments.violations.push(`${effectiveDirective} ${blockedURI}`);
});
