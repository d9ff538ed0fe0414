import { type Measured, nameOf, nodeMajor, type Report, titleOf } from './report.ts';
import { isFor, judge, TARGETS, type Target, type Verdict } from './targets.ts';
import { type Column, ratioText } from './text.ts';

export const VERDICT_COLUMNS: readonly Column[] = [
  ['case', 'text'],
  ['ours', 'text'],
  ['held against', 'text'],
  ['at least', 'figure'],
  ['measured', 'figure'],
  ['half of the rounds', 'figure'],
  ['reached', 'text'],
];

/** One row for each target: what was to be reached, what was measured. */
export function verdictRows(verdicts: readonly Verdict[]): string[][] {
  return verdicts.map(({ target, measured, isReached }) => [
    titleOf(target),
    target.ours,
    opponentText(target, measured?.opponent),
    ratioText(target.atLeast),
    measured === undefined ? 'did not run' : ratioText(measured.ratio.median),
    measured === undefined
      ? ''
      : `${ratioText(measured.ratio.low)} to ${ratioText(measured.ratio.high)}`,
    isReached ? 'yes' : 'no',
  ]);
}

/** Of several opponents, the fastest is named. */
function opponentText({ against }: Target, fastest: Measured | undefined): string {
  if (fastest === undefined || nameOf(fastest) === against) return against;
  return `${against}, the fastest being ${nameOf(fastest)}`;
}

/** The same targets with a column for each runtime. */
export function runtimeVerdicts(reports: readonly Report[]): {
  readonly columns: readonly Column[];
  readonly rows: string[][];
} {
  return {
    columns: [
      ...VERDICT_COLUMNS.slice(0, 4),
      ...reports.map(({ runtime }): Column => [runtime, 'figure']),
    ],
    rows: TARGETS.map((target) => [
      titleOf(target),
      target.ours,
      target.against,
      ratioText(target.atLeast),
      ...reports.map((report) => verdictText(target, report)),
    ]),
  };
}

function verdictText(target: Target, report: Report): string {
  const { measured, isReached } = judge(target, report);
  if (measured === undefined) return 'did not run';
  const text = ratioText(measured.ratio.median);
  // What is said of one Node.js alone is no miss of another.
  return isReached || !isFor(target, report) ? text : `${text} (missed)`;
}

/** Contestants that did not run, as a list of sentences; on Node.js all of them have to. */
export function absences(report: Report): { readonly text: string; readonly isFailure: boolean }[] {
  return report.cases.flatMap((entry) =>
    entry.absent.map((contestant) => ({
      text: `${report.runtime}, ${titleOf(entry)}: ${nameOf(contestant)} does not run here: ${contestant.reason}`,
      isFailure: nodeMajor(report) !== undefined || contestant.kind !== 'library',
    })),
  );
}
