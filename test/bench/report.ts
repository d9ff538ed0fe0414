/** What a run inside a runtime reports, for targets, tables and plots to be made of. */

export type Operation = 'sign' | 'verify';
export type Size = 'small' | 'large';

/** How many calls are on the way at a time: a lone one after another, or many. */
export type InFlight = 1 | 64;

/** One comparison: the same work, done by each contestant. */
export interface Case {
  readonly operation: Operation;
  readonly size: Size;
  readonly inFlight: InFlight;
}

/** In which form the secret is handed over. */
export type KeyForm = 'string' | 'Uint8Array' | 'KeyObject' | 'CryptoKey';

/** One way to do the work. */
export interface Contestant {
  /** The package, or what stands in for one. */
  readonly library: string;
  /** The function that is called. */
  readonly call: string;
  readonly keyForm: KeyForm;
  /** `bare`: the one call of WebCrypto, over bytes made before. `by hand`: a token, without a library. */
  readonly kind: 'ours' | 'bare' | 'by hand' | 'library';
  /** Else it calls `node:crypto`, and blocks until that answers. */
  readonly isWebCrypto: boolean;
}

/** What a contestant took. */
export interface Measured extends Contestant {
  /** Microseconds for a call, one figure a round: the median, or the mean where many are in flight. */
  readonly rounds: readonly number[];
  /** The median of the rounds' medians: microseconds for a call, or for all that are in flight. */
  readonly p50: number;
  /** The same of the rounds' 99th percentiles. */
  readonly p99: number;
}

/** A contestant that did not start, or did not do the work. */
export interface Absent extends Contestant {
  readonly reason: string;
}

export interface CaseReport extends Case {
  readonly measured: readonly Measured[];
  readonly absent: readonly Absent[];
  /** Those that cannot set the `kid` which the payload's vendor wants. */
  readonly withoutKeyId: readonly string[];
}

/** What one process prints. */
export interface Report {
  /** The runtime and its version: `Node.js 20.20.2`. */
  readonly runtime: string;
  /** Bytes of the claims as JSON, times included. */
  readonly claimsBytes: Readonly<Record<Size, number>>;
  readonly cases: readonly CaseReport[];
}

/** What the processes of one runtime printed together. */
export interface RuntimeReport extends Report {
  /** Whether the calls one at a time had one core to themselves. */
  readonly isPinned: boolean;
}

/** How long and how often each contestant is measured. */
export interface Pace {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly warmUpMs: number;
}

/** What a process is told. */
export interface Order {
  readonly inFlight: InFlight;
  readonly pace: Pace;
}

/** What stands before the report, in a line of its own. */
export const REPORT_MARK = 'BENCH_REPORT ';

/** Who is meant, in tables and messages: the same function with another key is another contestant. */
export function nameOf({ library, call, keyForm }: Contestant): string {
  return `${library} ${call} (${keyForm})`;
}

/** A case in a word, for files: `sign-small-1`. */
export function slugOf({ operation, size, inFlight }: Case): string {
  return `${operation}-${size}-${inFlight}`;
}

/** A case in words. */
export function titleOf({ operation, size, inFlight }: Case): string {
  const what = operation === 'sign' ? 'Sign' : 'Verify';
  return `${what}, ${size}, ${inFlight === 1 ? 'one at a time' : `${inFlight} in flight`}`;
}

export function sameCase(one: Case, other: Case): boolean {
  return slugOf(one) === slugOf(other);
}

/** The major version of a Node.js, of nothing else. */
export function nodeMajor({ runtime }: Report): number | undefined {
  const major = /^Node\.js (\d+)\./.exec(runtime)?.[1];
  return major === undefined ? undefined : Number(major);
}
