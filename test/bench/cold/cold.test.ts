/** The parts that only reckon; what they are given here was not measured. */
import { describe, expect, test } from 'vitest';
import { addedBy, farTooDear, interleaved, tooDear, tooMany, untold } from './compare.ts';
import { pageOf } from './page.ts';

describe('cold start', () => {
  const comparison = (ours: number[], jose: number[], isGate = true) => ({
    where: 'Node.js',
    what: 'import',
    isGate,
    ours: { name: 'ours', costs: ours },
    jose: { name: 'jose', costs: jose },
    nothing: { name: 'nothing', costs: [1, 2, 3] },
  });

  test('what is added is taken round by round', () => {
    const { ours, jose, ratio } = addedBy(comparison([2, 3, 5], [3, 4, 5]));
    expect(ours).toStrictEqual({ lower: 1, median: 1, upper: 1.5 });
    expect(jose.median).toBe(2);
    expect(ratio).toBe(0.5);
  });

  test('only a gate has a limit', () => {
    const dear = comparison([4, 5, 6], [3, 4, 5]);
    expect(tooDear([dear])).toStrictEqual([
      'Node.js, import: 1.50 of what jose adds; the most is 1.00',
    ]);
    expect(farTooDear([dear])).toStrictEqual([]);
    expect(tooDear([{ ...dear, isGate: false }])).toStrictEqual([]);
    expect(tooDear([comparison([3, 4, 5], [3, 4, 5])])).toStrictEqual([]);
  });

  test('in short, it must be far above the limit, and beyond doubt', () => {
    expect(farTooDear([comparison([5, 6, 7], [3, 4, 5])])).toStrictEqual([
      'Node.js, import: 2.00 of what jose adds; the most is 1.67',
    ]);
    expect(farTooDear([comparison([1, 6, 9], [3, 4, 9])])).toStrictEqual([]);
  });

  test('where jose adds nothing, nothing can be told', () => {
    const unclear = comparison([2, 3, 4], [1, 2, 3]);
    expect([...tooDear([unclear]), ...farTooDear([unclear])]).toStrictEqual([]);
    expect(untold([unclear])).toHaveLength(1);
    expect(untold([{ ...unclear, isGate: false }])).toStrictEqual([]);
  });

  test('no more modules than jose', () => {
    const jose = { name: 'jose', modules: 46, bytes: 1 };
    expect(tooMany([{ ...jose, name: 'ours', modules: 46 }], jose)).toStrictEqual([]);
    expect(tooMany([{ ...jose, name: 'ours', modules: 47 }], jose)).toStrictEqual([
      'ours loads 47 modules, and jose 46',
    ]);
  });

  test('the page says what is within the limit, what is beyond it, and what cannot be told', () => {
    const page = pageOf(
      {
        comparisons: [
          comparison([2, 3, 4], [3, 4, 5]),
          { ...comparison([3, 4, 5], [2, 3, 4]), where: 'workerd' },
          comparison([2, 3, 4], [1, 2, 3], false),
        ],
        installed: [{ name: 'ours', modules: 19, bytes: 64_000 }],
        bundled: [],
        rounds: { node: 3, workerd: 3 },
        versions: ['jose 6'],
      },
      { date: '2026-01-01', library: '`012345`', processor: 'a processor', node: 'Node.js 20' },
    );
    expect(page).toContain(
      'Last run: 2026-01-01, chat-token at `012345`, Node.js 20, jose 6, a processor.',
    );
    expect(page).toContain("At most as much as jose's: Node.js, ours: 0.50.");
    expect(page).toContain("**More than jose's**: workerd, ours: 2.00.");
    expect(page).toContain('| not to be told |');
    expect(page).toContain('| ours, installed | 19 | 64,000 |');
  });

  test('each has its turn in each round, and none is always first', () => {
    const order: string[] = [];
    const action = (name: string) => () => {
      order.push(name);
      return name;
    };
    expect(interleaved([action('a'), action('b')], 2)).toStrictEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(order).toStrictEqual(['a', 'b', 'b', 'a']);
  });
});
