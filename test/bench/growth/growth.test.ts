/** The parts that only reckon and draw; what they are given here was not measured. */
import { describe, expect, test } from 'vitest';
import { chartOf, rangeOf, ticksOf } from './chart.ts';
import { chartOfDimension, exponents, pageOf, tooFast } from './page.ts';
import { DIMENSIONS, type Line, linesOf, QUANTITIES, SIZES } from './plan.ts';
import { differences, growthOf, isWithin, median, slope, spreadOf } from './statistics.ts';
import { bytes, counted, seconds } from './units.ts';

describe('statistics', () => {
  test('median and quartiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(spreadOf([5, 1, 4, 2, 3])).toStrictEqual({ lower: 2, median: 3, upper: 4 });
  });

  test('differences are taken in pairs', () => {
    expect(differences([5, 7], [1, 2])).toStrictEqual([4, 5]);
    expect(() => differences([1], [])).toThrow('not in pairs');
  });

  test('slope', () => {
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBeCloseTo(2);
  });
});

describe('growth', () => {
  const sizes = SIZES.rows;
  const of = (costAt: (size: number) => number) =>
    growthOf(sizes.map((size) => ({ size, cost: costAt(size) })));

  test.each<[string, (size: number) => number, number]>([
    ['no growth', () => 40, 0],
    ['linear', (size) => 3 * size, 1],
    ['linear, beside a great cost of every call', (size) => 400 + size, 1],
    ['quadratic', (size) => size ** 2, 2],
    ['the square root', (size) => 10 * Math.sqrt(size), 0.5],
  ])('%s', (_, costAt, exponent) => {
    expect(Math.abs(of(costAt).exponent - exponent)).toBeLessThan(0.2);
  });

  test.each<[string, (size: number) => number]>([
    ['n log n', (size) => size * Math.log2(size + 1)],
    ['quadratic', (size) => size ** 2],
    ['quadratic, beside a great cost of every call', (size) => 5000 + size ** 2],
    ['linear, and quadratic at the end', (size) => 1000 * size + 2 * size ** 2],
    ['a jump at the end', (size) => (size === 1000 ? 400 : 40)],
    ['no measurement', () => Number.NaN],
  ])('is not linear: %s', (_, costAt) => {
    expect(isWithin(of(costAt), 1.15)).toBe(false);
  });

  test.each<[string, (size: number) => number]>([
    ['linear', (size) => 100 + 3 * size],
    ['linear, a tenth off in turns', (size) => (100 + 3 * size) * (size % 4 === 0 ? 1.1 : 1)],
    ['n log n of little weight', (size) => 50 * size + size * Math.log2(size)],
  ])('is linear: %s', (_, costAt) => {
    expect(isWithin(of(costAt), 1.15)).toBe(true);
  });

  test('what is below the noise does not grow', () => {
    const points = sizes.map((size) => ({ size, cost: size ** 2 / 1e6 }));
    expect(growthOf(points, 1)).toStrictEqual({ exponent: 0, atEnd: 0 });
    expect(growthOf(points).exponent).toBeCloseTo(2, 0);
  });

  test('takes two sizes that lie apart', () => {
    expect(() => growthOf([{ size: 1, cost: 1 }])).toThrow('half');
  });
});

describe('units', () => {
  test.each([
    [0.000_043_21, '43.2 µs'],
    [0.000_999_9, '1 ms'],
    [0.012_345, '12.3 ms'],
    [1.5, '1.5 s'],
    [-0.000_002, '-2 µs'],
  ])('%d s are %s', (value, text) => {
    expect(seconds(value)).toBe(text);
  });

  test.each([
    [200, '0.2 kB'],
    [64_000, '64 kB'],
    [999_600, '1 MB'],
    [5_840_000, '5.84 MB'],
  ])('%d bytes are %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  test('counts have their thousands apart', () => {
    expect(counted(10_000)).toBe('10,000');
  });
});

/** A line for each that is measured, with costs that nobody measured. */
const lines: Line[] = DIMENSIONS.flatMap((dimension) =>
  QUANTITIES.flatMap((quantity) =>
    ['sign', 'verify'].map((call) => ({
      dimension,
      call,
      quantity,
      points: SIZES[dimension].map((size) => ({
        size,
        cost: quantity === 'time' ? 1e-5 * (5 + size) : 1000 * (5 + size),
      })),
    })),
  ),
);

describe('chart', () => {
  test('axes reach from one of 1, 2 and 5 to another', () => {
    expect(rangeOf([3, 70])).toStrictEqual({ least: 2, most: 100 });
    expect(rangeOf([0.000_012, 0, 0.000_013])).toStrictEqual({ least: 1e-5, most: 1e-4 });
  });

  test('ticks are powers of ten, or finer where there are few', () => {
    expect(ticksOf({ least: 1, most: 10 })).toStrictEqual([1, 2, 5, 10]);
    expect(ticksOf({ least: 200, most: 640_000 })).toStrictEqual([1000, 10_000, 100_000]);
  });

  test.each(DIMENSIONS)('of %s: is SVG with a title, for light and dark pages', (dimension) => {
    const svg = chartOfDimension(dimension, lines);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*role="img"/);
    expect(svg).toContain('<title id="title">');
    expect(svg).toContain('<desc id="desc">');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.match(/class="line" d="M\d/g)?.length).toBeGreaterThanOrEqual(4);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('names are written as text', () => {
    const svg = chartOf({ title: 'a < b & "c"', description: '', panels: [] });
    expect(svg).toContain('>a &lt; b &amp; &quot;c&quot;<');
  });
});

describe('page', () => {
  const machine = {
    date: '2026-01-01',
    library: '`012345`',
    processor: 'a processor',
    node: 'Node.js 20',
  };

  test('says where and when, and that it is linear', () => {
    const page = pageOf(lines, machine);
    expect(page).toContain(
      'Last run: 2026-01-01, chat-token at `012345`, Node.js 20, a processor.',
    );
    expect(page.match(/At most linear/g)).toHaveLength(DIMENSIONS.length);
    expect(tooFast(lines, 1.15)).toStrictEqual([]);
  });

  test('says what is not linear', () => {
    const square = lines.map((line) => ({
      ...line,
      points: line.points.map(({ size, cost }) => ({ size, cost: cost * size })),
    }));
    expect(pageOf(square, machine)).toContain('Not linear');
    expect(tooFast(square, 1.15)).toHaveLength(lines.length);
  });

  test('an exponent of nought has no sign, and one that is no number is not hidden', () => {
    expect(exponents({ exponent: -0.001, atEnd: -0.01 })).toBe('0.00, at the end -0.01');
    expect(exponents({ exponent: Number.NaN, atEnd: 0 })).toBe('NaN, at the end 0.00');
  });

  test('medians become the points of lines', () => {
    const sample = { dimension: 'keys', call: 'sign' } as const;
    expect(
      linesOf('time', [
        { ...sample, size: 1, costs: [3, 1, 2] },
        { ...sample, size: 2, costs: [9, 9, 1] },
      ]),
    ).toStrictEqual([
      {
        ...sample,
        quantity: 'time',
        points: [
          { size: 1, cost: 2 },
          { size: 2, cost: 9 },
        ],
      },
    ]);
  });
});
