import { type Ratio, speedRatio } from './ratios.ts';
import {
  type Case,
  type Contestant,
  type KeyForm,
  type Measured,
  nameOf,
  nodeMajor,
  type Report,
  sameCase,
} from './report.ts';

/** A figure to reach: how many times as fast as each of the others ours is. */
export interface Target extends Case {
  /** Whom it is held against, in words. */
  readonly against: string;
  readonly ours: string;
  readonly isOpponent: (contestant: Contestant) => boolean;
  readonly atLeast: number;
  /** Where it is for one Node.js alone. */
  readonly nodeMajor?: number;
}

/** What the rounds say about a target. */
export interface Verdict {
  readonly target: Target;
  /** Against the fastest opponent; none where one side of the target did not run. */
  readonly measured?: { readonly ratio: Ratio; readonly opponent: Measured };
  readonly isReached: boolean;
  /** Too far off for noise to be the reason. */
  readonly isGrossMiss: boolean;
}

/** Below this share of what is to be reached lies a gross miss. */
const GROSS = 0.6;

type Opponents = Pick<Target, 'against' | 'isOpponent'>;

function only(library: string, call: string, keyForm: KeyForm): Opponents {
  const against = `${library} ${call} (${keyForm})`;
  return { against, isOpponent: (contestant) => nameOf(contestant) === against };
}

function isWebCryptoLibrary({ kind, isWebCrypto }: Contestant): boolean {
  return kind === 'library' && isWebCrypto;
}

function ofBothSizes(target: Omit<Target, 'size'>): Target[] {
  return [
    { ...target, size: 'small' },
    { ...target, size: 'large' },
  ];
}

const SIGNING = { operation: 'sign', inFlight: 1, ours: 'createChatTokenSigner' } as const;
const SIGNING_ONCE = { operation: 'sign', inFlight: 1, ours: 'signChatToken' } as const;
const VERIFYING = { operation: 'verify', inFlight: 1, ours: 'createChatTokenVerifier' } as const;

const BARE: Opponents = only('crypto.subtle', 'sign', 'CryptoKey');
const WEBCRYPTO_LIBRARIES: Opponents = {
  against: 'every WebCrypto library',
  isOpponent: isWebCryptoLibrary,
};
const WEBCRYPTO_LIBRARIES_GIVEN_TEXT: Opponents = {
  against: 'every WebCrypto library given a string or bytes',
  isOpponent: (contestant) => isWebCryptoLibrary(contestant) && contestant.keyForm !== 'CryptoKey',
};

/** What is to be reached. */
export const TARGETS: readonly Target[] = [
  { ...SIGNING, ...BARE, size: 'small', atLeast: 0.75 },
  { ...SIGNING, ...BARE, size: 'large', atLeast: 0.5 },
  ...ofBothSizes({ ...SIGNING, ...WEBCRYPTO_LIBRARIES, atLeast: 1 }),
  ...ofBothSizes({ ...SIGNING_ONCE, ...only('jose', 'SignJWT', 'Uint8Array'), atLeast: 2 }),
  ...ofBothSizes({
    ...SIGNING_ONCE,
    ...only('jsonwebtoken', 'sign', 'string'),
    atLeast: 5,
    nodeMajor: 20,
  }),
  ...ofBothSizes({ ...VERIFYING, ...only('jose', 'jwtVerify', 'CryptoKey'), atLeast: 0.85 }),
  ...ofBothSizes({ ...VERIFYING, ...WEBCRYPTO_LIBRARIES_GIVEN_TEXT, atLeast: 1 }),
  ...ofBothSizes({
    ...VERIFYING,
    ...only('jsonwebtoken', 'verify', 'string'),
    atLeast: 1,
    nodeMajor: 20,
  }),
  ...ofBothSizes({ ...SIGNING, inFlight: 64, ...WEBCRYPTO_LIBRARIES, atLeast: 1 }),
];

/** The verdicts on all targets that are for this runtime. */
export function judgeAll(report: Report): Verdict[] {
  return TARGETS.filter((target) => isFor(target, report)).map((target) => judge(target, report));
}

/** Whether a target is for this runtime. */
export function isFor(target: Target, report: Report): boolean {
  return target.nodeMajor === undefined || target.nodeMajor === nodeMajor(report);
}

/** What the rounds say: nothing, where one side did not run, and that counts as a gross miss. */
export function judge(target: Target, report: Report): Verdict {
  const measured = report.cases.find((candidate) => sameCase(candidate, target))?.measured ?? [];
  const ours = measured.find(({ kind, call }) => kind === 'ours' && call === target.ours);
  const opponents = measured.filter(target.isOpponent);
  if (ours === undefined) return { target, isReached: false, isGrossMiss: true };
  const [fastest] = opponents
    .map((opponent) => ({ opponent, ratio: speedRatio(ours, opponent) }))
    .toSorted((one, other) => one.ratio.median - other.ratio.median);
  if (fastest === undefined) return { target, isReached: false, isGrossMiss: true };
  return {
    target,
    measured: fastest,
    isReached: fastest.ratio.median >= target.atLeast,
    isGrossMiss: fastest.ratio.median < target.atLeast * GROSS,
  };
}
