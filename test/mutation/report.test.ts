/** What is held against a run of Stryker: shown with a run that is made up. */
import { describe, expect, test } from 'vitest';
import { pageOf } from './page.ts';
import { compare, type Explanation, type Report, scoreOf, survivorsOf } from './report.ts';

const SOURCE = "const one = '';\n\nif (\n  one\n) {\n  two();\n}\n";

const mutant = (status: string, replacement: string, lines: [number, number, number, number]) => {
  const [line, column, endLine, endColumn] = lines;
  const location = { start: { line, column }, end: { line: endLine, column: endColumn } };
  return { mutatorName: 'SomeMutator', status, replacement, location };
};
const reportOf = (...statuses: string[]): Report => ({
  files: {
    'src/core/one.ts': {
      source: SOURCE,
      mutants: statuses.map((status) => mutant(status, '"Stryker"', [1, 13, 1, 15])),
    },
  },
});
const explained: Explanation = {
  file: 'src/core/one.ts',
  mutator: 'SomeMutator',
  line: "const one = '';",
  original: "''",
  mutated: '"Stryker"',
  reason: 'It is the same.',
};
const { reason: _, ...survivor } = explained;

test.each([
  ['Survived', 1],
  ['NoCoverage', 1],
  ['Killed', 0],
  ['Timeout', 0],
  ['CompileError', 0],
])('of those that %s, %i count as survivors', (status, count) => {
  expect(survivorsOf(reportOf(status))).toHaveLength(count);
});

test('a survivor is told by its texts, and not by the number of its line', () => {
  expect(survivorsOf(reportOf('Survived'))).toStrictEqual([survivor]);
  const moved: Report = {
    files: {
      'src/core/one.ts': {
        source: `\n\n${SOURCE}`,
        mutants: [mutant('Survived', '"Stryker"', [3, 13, 3, 15])],
      },
    },
  };
  expect(survivorsOf(moved)).toStrictEqual([survivor]);
});

test('what spans lines is told in one', () => {
  const mutants = [mutant('Survived', '{}', [3, 1, 7, 2])];
  expect(survivorsOf({ files: { 'a.ts': { source: SOURCE, mutants } } })).toMatchObject([
    { line: 'if (', original: 'if ( one ) { two(); }', mutated: '{}' },
  ]);
});

describe('an explanation', () => {
  test('explains its survivor', () => {
    expect(compare(reportOf('Survived', 'Killed'), [explained])).toStrictEqual({
      unexplained: [],
      stale: [],
    });
  });

  test.each(['file', 'mutator', 'line', 'original', 'mutated'])('is for one %s', (name) => {
    const other = { ...explained, [name]: 'other' };
    expect(compare(reportOf('Survived'), [other]).unexplained).toStrictEqual([survivor]);
  });

  test('explains one, and not its like', () => {
    const both = reportOf('Survived', 'Survived');
    expect(compare(both, [explained]).unexplained).toStrictEqual([survivor]);
    expect(compare(both, [explained, explained]).unexplained).toStrictEqual([]);
  });

  test('is stale once its survivor is killed', () => {
    expect(compare(reportOf('Killed'), [explained]).stale).toStrictEqual([explained]);
  });

  test('of a file that was not tested is not', () => {
    expect(compare({ files: {} }, [explained]).stale).toStrictEqual([]);
  });
});

test('the score leaves out what cannot be run', () => {
  const report = reportOf('Killed', 'Killed', 'Timeout', 'Survived', 'CompileError', 'Ignored');
  expect(scoreOf(report)).toStrictEqual({ mutants: 4, killed: 3, survived: 1, score: 75 });
  expect(scoreOf(report, 'src/vendors/')).toStrictEqual({
    mutants: 0,
    killed: 0,
    survived: 0,
    score: 100,
  });
});

describe('the page', () => {
  test('says score, date and reasons, of what was tested', () => {
    const page = pageOf(
      reportOf('Killed', 'Survived'),
      [explained, { ...explained, file: 'src/other.ts' }],
      '2026-01-01',
    );
    expect(page).toContain('| `src/core/` | 2 | 1 | 1 | 50.00 % |\n\n');
    expect(page).toContain('Last run: 2026-01-01.');
    expect(page).toContain(
      "### `src/core/one.ts`\n\n- In `const one = '';`, `''` → `\"Stryker\"`: It is the same.\n",
    );
    expect(page).not.toContain('src/other.ts');
  });

  test('shows back quotes as they are, and nothing as nothing', () => {
    const quoted = { ...explained, original: '`a`', mutated: '' };
    expect(pageOf(reportOf('Survived'), [quoted], '2026-01-01')).toContain('`` `a` `` → ` `: ');
  });

  test('says so where none survived', () => {
    expect(pageOf(reportOf('Killed'), [], '2026-01-01')).toContain('None.');
  });
});
