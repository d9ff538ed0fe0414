/** The cases of the speed benchmark, and how many times as fast as each opponent we must be. */
import { GROSS, pairwise, type Spread, spreadOf } from '../statistics.ts';

export type Size = 'small' | 'large';

/** The same work, done by each contestant. */
export interface Case {
  readonly operation: 'sign' | 'verify';
  readonly size: Size;
  /** Calls at a time: one after another, or 64 together. */
  readonly inFlight: 1 | 64;
}

/** The form in which a contestant gets the secret. */
export type KeyForm = 'string' | 'Uint8Array' | 'CryptoKey';

/** A function with one form of the key. */
export interface Contestant {
  readonly name: string;
  readonly key: KeyForm;
  /** `bare` is WebCrypto alone; `blocking` libraries call `node:crypto` synchronously. */
  readonly kind: 'ours' | 'bare' | 'webcrypto' | 'blocking';
}

export interface Measured extends Contestant {
  /** Microseconds per call in each round: the median, or the mean where 64 are in flight. */
  readonly rounds: readonly number[];
}

/** What a process reports. */
export interface Report {
  /** Name and version, such as `Node.js 20.20.2`. */
  readonly runtime: string;
  readonly cases: readonly (Case & { readonly measured: readonly Measured[] })[];
}

export interface Target extends Case {
  readonly ours: string;
  readonly against: string;
  readonly isOpponent: (contestant: Contestant) => boolean;
  readonly atLeast: number;
  /** Set where the target applies to one Node.js alone. */
  readonly nodeMajor?: number;
}

export function nameOf({ name, key }: Pick<Contestant, 'name' | 'key'>): string {
  return `${name} (${key})`;
}

export function titleOf({ operation, size, inFlight }: Case): string {
  return `${operation}, ${size}, ${inFlight === 1 ? 'one at a time' : `${inFlight} in flight`}`;
}

type Opponents = Pick<Target, 'against' | 'isOpponent'>;

function only(name: string, key: KeyForm): Opponents {
  const against = nameOf({ name, key });
  return { against, isOpponent: (contestant) => nameOf(contestant) === against };
}

const WEBCRYPTO: Opponents = {
  against: 'every WebCrypto library',
  isOpponent: ({ kind }) => kind === 'webcrypto',
};
const RAW_KEY: Opponents = {
  against: 'every WebCrypto library given a string or bytes',
  isOpponent: ({ kind, key }) => kind === 'webcrypto' && key !== 'CryptoKey',
};
const BARE = only('crypto.subtle.sign', 'CryptoKey');

const SIGN = { operation: 'sign', inFlight: 1, ours: 'createChatTokenSigner' } as const;
const SIGN_ONCE = { operation: 'sign', inFlight: 1, ours: 'signChatToken' } as const;
const VERIFY = { operation: 'verify', inFlight: 1, ours: 'createChatTokenVerifier' } as const;

function bothSizes(target: Omit<Target, 'size'>): Target[] {
  return (['small', 'large'] as const).map((size) => ({ ...target, size }));
}

export const TARGETS: readonly Target[] = [
  { ...SIGN, ...BARE, size: 'small', atLeast: 0.75 },
  { ...SIGN, ...BARE, size: 'large', atLeast: 0.5 },
  ...bothSizes({ ...SIGN, ...WEBCRYPTO, atLeast: 1 }),
  ...bothSizes({ ...SIGN_ONCE, ...only('jose SignJWT', 'Uint8Array'), atLeast: 2 }),
  ...bothSizes({ ...SIGN_ONCE, ...only('jsonwebtoken', 'string'), atLeast: 5, nodeMajor: 20 }),
  ...bothSizes({ ...VERIFY, ...only('jose jwtVerify', 'CryptoKey'), atLeast: 0.65 }),
  ...bothSizes({ ...VERIFY, ...RAW_KEY, atLeast: 1 }),
  ...bothSizes({ ...VERIFY, ...only('jsonwebtoken', 'string'), atLeast: 1, nodeMajor: 20 }),
  ...bothSizes({ ...SIGN, inFlight: 64, ...WEBCRYPTO, atLeast: 1 }),
];

/** Returns how many times as fast `one` is as `other`. */
export function speedRatio(one: Measured, other: Measured): Spread {
  return spreadOf(pairwise(one.rounds, other.rounds, (time, its) => its / time));
}

/** What the rounds say about a target, against the fastest opponent. */
export type Verdict = ReturnType<typeof judge>;

/** Judges all targets that apply to the runtime of a report. */
export function judgeAll(report: Report): Verdict[] {
  const major = Number(/^Node\.js (\d+)\./.exec(report.runtime)?.[1]);
  return TARGETS.filter(({ nodeMajor }) => nodeMajor === undefined || nodeMajor === major).map(
    (target) => judge(target, report),
  );
}

/** Judges a target. Throws if one side was not measured: a gate must not pass unseen. */
export function judge(target: Target, { cases }: Report) {
  const title = titleOf(target);
  const measured = cases.find((entry) => titleOf(entry) === title)?.measured ?? [];
  const ours = measured.find(({ kind, name }) => kind === 'ours' && name === target.ours);
  const [fastest] = measured
    .flatMap((opponent) =>
      ours && target.isOpponent(opponent) ? [{ opponent, ratio: speedRatio(ours, opponent) }] : [],
    )
    .toSorted((one, other) => one.ratio.median - other.ratio.median);
  if (fastest === undefined) throw new Error(`${title}: ${target.against} was not measured.`);
  const { median } = fastest.ratio;
  const isReached = median >= target.atLeast;
  return { target, ...fastest, isReached, isGrossMiss: median < target.atLeast * GROSS };
}
