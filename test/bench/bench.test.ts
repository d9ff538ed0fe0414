/** What the benchmark makes of figures. Times are none of a test's business: these are made up. */
import { describe, expect, test } from 'vitest';
import { type Host, pageOf } from './page.ts';
import { plotOf } from './plot.ts';
import { quantile, speedRatio } from './ratios.ts';
import type { CaseReport, Contestant, Measured, RuntimeReport } from './report.ts';
import { judge, judgeAll, TARGETS, type Target } from './targets.ts';
import { plainTable, ratioText, table } from './text.ts';
import { absences, verdictRows } from './verdicts.ts';

function contestant(name: string, rounds: readonly number[], more: Partial<Contestant>): Measured {
  const [library = '', call = ''] = name.split(' ');
  return {
    library,
    call,
    keyForm: 'CryptoKey',
    kind: 'library',
    isWebCrypto: true,
    ...more,
    rounds,
    p50: 10,
    p99: 20,
  };
}

const TEXT = { keyForm: 'string' } as const;
const OURS = { kind: 'ours', keyForm: 'string' } as const;
const BLOCKING = { keyForm: 'string', isWebCrypto: false } as const;

const SIGNED: readonly Measured[] = [
  contestant('chat-token createChatTokenSigner', [20, 20, 40], OURS),
  contestant('chat-token signChatToken', [25, 25, 50], OURS),
  contestant('crypto.subtle sign', [10, 10, 20], { kind: 'bare' }),
  contestant('jose SignJWT', [50, 50, 100], { keyForm: 'Uint8Array' }),
  contestant('jose SignJWT', [30, 30, 60], {}),
  contestant('jsonwebtoken sign', [400, 400, 800], BLOCKING),
  contestant('jsonwebtoken sign', [8, 8, 16], { keyForm: 'KeyObject', isWebCrypto: false }),
  contestant('fast-jwt createSigner', [5, 5, 10], BLOCKING),
];

const VERIFIED: readonly Measured[] = [
  contestant('chat-token createChatTokenVerifier', [20, 20, 20], OURS),
  contestant('crypto.subtle verify', [10, 10, 10], { kind: 'bare' }),
  contestant('jose jwtVerify', [19, 19, 19], {}),
  contestant('hono verify', [30, 30, 30], TEXT),
  contestant('jsonwebtoken verify', [400, 400, 400], BLOCKING),
];

const ABSENT = {
  ...contestant('hono sign', [], TEXT),
  reason: 'TypeError: there is none | here',
};

const CASES: readonly CaseReport[] = (['sign', 'verify'] as const).flatMap((operation) =>
  (['small', 'large'] as const).flatMap((size) =>
    ([1, 64] as const).map((inFlight) => ({
      operation,
      size,
      inFlight,
      measured: operation === 'sign' ? SIGNED : VERIFIED,
      absent: operation === 'sign' ? [ABSENT] : [],
      withoutKeyId: size === 'small' && operation === 'sign' ? ['hono sign (CryptoKey)'] : [],
    })),
  ),
);

function reportOf(runtime: string, cases = CASES): RuntimeReport {
  return { runtime, claimsBytes: { small: 200, large: 1500 }, cases, isPinned: true };
}

const HOST: Host = {
  date: '2026-11-21',
  library: '`0123456789ab`',
  node: 'Node.js 20.0.0',
  processor: 'A processor, 2 threads',
  system: 'linux on x64',
  pace: { rounds: 3, sliceMs: 10, warmUpMs: 10 },
  libraries: ['jose 6.2.17'],
};

describe('ratios', () => {
  test('a quantile lies between the values beside it', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([3, 1, 2], 0.25)).toBe(1.5);
    expect(quantile([7], 0.99)).toBe(7);
    expect(() => quantile([], 0.5)).toThrow('no values');
  });

  test('are taken within each round', () => {
    const ours = contestant('a b', [10, 100, 30], {});
    const other = contestant('c d', [20, 200, 30], {});
    expect(speedRatio(ours, other)).toStrictEqual({ low: 1.5, median: 2, high: 2 });
  });

  test('want rounds that are paired', () => {
    const short = contestant('a b', [1], {});
    expect(() => speedRatio(short, contestant('c d', [1, 2], {}))).toThrow('not paired');
  });

  test('are cut off, and never look better than they are', () => {
    expect(ratioText(0.7499)).toBe('0.74');
    expect(ratioText(0.29)).toBe('0.29');
    expect(ratioText(0.0127)).toBe('0.012');
    expect(ratioText(12)).toBe('12.00');
  });
});

describe('targets', () => {
  const verdictOn = (atLeast: number, isOpponent: Target['isOpponent'] = () => true) =>
    judge(
      {
        operation: 'sign',
        size: 'small',
        inFlight: 1,
        ours: 'createChatTokenSigner',
        against: 'some',
        isOpponent,
        atLeast,
      },
      reportOf('Node.js 20.20.2'),
    );
  const isBare: Target['isOpponent'] = ({ kind }) => kind === 'bare';

  test('one that is met exactly is reached', () => {
    expect(verdictOn(0.5, isBare)).toMatchObject({ isReached: true, isGrossMiss: false });
  });

  test('one that is nearly met is missed, but not grossly', () => {
    expect(verdictOn(0.51, isBare)).toMatchObject({ isReached: false, isGrossMiss: false });
  });

  test('below 0.6 of it lies a gross miss', () => {
    expect(verdictOn(0.5 / 0.59, isBare).isGrossMiss).toBe(true);
    expect(verdictOn(0.5 / 0.61, isBare).isGrossMiss).toBe(false);
  });

  test('one that nobody ran for is a gross miss', () => {
    expect(verdictOn(1, () => false)).toMatchObject({ isReached: false, isGrossMiss: true });
  });

  test('of several opponents the fastest counts', () => {
    const verdict = verdictOn(1, ({ library }) => library === 'jose');
    expect(verdict.measured).toMatchObject({ opponent: { keyForm: 'CryptoKey' } });
    expect(verdict.measured?.ratio.median).toBe(1.5);
  });

  test('each of them finds both sides among the contestants', () => {
    const verdicts = judgeAll(reportOf('Node.js 20.20.2'));
    expect(verdicts).toHaveLength(TARGETS.length);
    expect(verdicts.filter(({ measured }) => measured === undefined)).toStrictEqual([]);
  });

  test('what is said of Node.js 20 is for no other runtime', () => {
    for (const runtime of ['Node.js 22.1.0', 'Deno 2.0.0', 'Bun 1.20.0']) {
      expect(judgeAll(reportOf(runtime)).map(({ target }) => target.nodeMajor)).not.toContain(20);
    }
  });

  test('a row says what is to be reached, what was measured and whether that is enough', () => {
    const [row] = verdictRows([verdictOn(0.75, isBare)]);
    expect(row).toStrictEqual([
      'Sign, small, one at a time',
      'createChatTokenSigner',
      'some, the fastest being crypto.subtle sign (CryptoKey)',
      '0.75',
      '0.50',
      '0.50 to 0.50',
      'no',
    ]);
  });
});

describe('who does not run', () => {
  test('is said, and fails on Node.js', () => {
    expect(absences(reportOf('Node.js 20.20.2')).at(0)).toStrictEqual({
      text: 'Node.js 20.20.2, Sign, small, one at a time: hono sign (string) does not run here: TypeError: there is none | here',
      isFailure: true,
    });
    expect(absences(reportOf('Bun 1.4.5')).at(0)?.isFailure).toBe(false);
  });
});

describe('the page', () => {
  const reports = [reportOf('Node.js 20.20.2'), reportOf('Bun 1.4.5', CASES.slice(0, 4))];
  const page = pageOf(HOST, reports);

  test('has a table and a plot for each case', () => {
    for (const slug of ['sign-small-1', 'sign-large-64', 'verify-small-64', 'verify-large-1']) {
      expect(page).toContain(`(benchmarks/${slug}.svg)`);
    }
    expect(page).toContain(
      '| chat-token | createChatTokenSigner | string | 10.0 | 20.0 | 50,000 |',
    );
  });

  test('says which targets are reached', () => {
    expect(page).toContain('| 0.75 | 0.50 | 0.50 to 0.50 | no |');
    expect(page).toContain('| 2.00 | 2.00 | 2.00 to 2.00 | yes |');
    expect(page).toContain('| 0.75 | 0.50 (missed) |');
  });

  test('says who is faster and how much', () => {
    expect(page).toContain(
      '| Sign, small, one at a time | fast-jwt | createSigner | string | 4.00 | blocks the thread',
    );
    expect(page).toContain('It signs the small payload 4.00 times as fast');
    expect(page).toContain('2,500 on Node.js 20.20.2 (125,000 with a KeyObject)');
  });

  test('leaves out nobody', () => {
    expect(page).toContain('| hono | sign | string | does not run here |');
    expect(page).toContain('hono sign (CryptoKey) sets no `kid`');
    expect(page).toContain('does not run here: TypeError');
  });

  test('holds nothing that is no figure', () => {
    expect(page).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  test('its tables have rows of one length', () => {
    for (const block of page.split('\n\n').filter((text) => text.startsWith('|'))) {
      const widths = block.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size, block).toBe(1);
    }
  });

  test('says where nothing was pinned', () => {
    const unpinned = pageOf(HOST, [{ ...reportOf('Node.js 20.20.2'), isPinned: false }]);
    expect(unpinned).toContain('were not pinned');
    expect(page).not.toContain('were not pinned');
  });
});

describe('a plot', () => {
  const [entry] = CASES;
  const plot = entry === undefined ? '' : plotOf(entry, 'Node.js <20>');

  test('can be read aloud, in light and in dark', () => {
    expect(plot).toContain('<title id="title">Sign, small, one at a time');
    expect(plot).toContain('fast-jwt createSigner (string): 2.00');
    expect(plot).toContain('prefers-color-scheme: dark');
  });

  test('has a bar for each contestant, the fastest first and as long as it is fast', () => {
    const widths = [...plot.matchAll(/<rect class="\w+" x="370" y="\d+" width="([\d.]+)"/g)].map(
      ([, width]) => Number(width),
    );
    expect(widths).toHaveLength(SIGNED.length);
    const [fastest = 0, , bare = 0] = widths;
    expect(fastest / bare).toBeCloseTo(2, 1);
    expect(widths).toStrictEqual(widths.toSorted((one, other) => other - one));
  });

  test('is well-formed', () => {
    expect(plot).toContain('Node.js &lt;20&gt;');
    expect(plot).not.toMatch(/undefined|NaN|&(?!amp;|lt;|gt;)/);
    const opened = [...plot.matchAll(/<(\w+)(?=[\s>])(?:[^>]*[^/])?>/g)].map(([, name]) => name);
    const closed = [...plot.matchAll(/<\/(\w+)>/g)].map(([, name]) => name);
    expect(opened.toSorted()).toStrictEqual(closed.toSorted());
  });
});

describe('tables', () => {
  test('for a page and for a terminal', () => {
    const columns = [
      ['who', 'text'],
      ['how fast', 'figure'],
    ] as const;
    const rows = [['a|b', '1.00']];
    expect(table(columns, rows)).toBe('| who | how fast |\n| --- | --: |\n| a\\|b | 1.00 |');
    expect(plainTable(columns, rows)).toBe('who  how fast\na|b      1.00');
  });
});
