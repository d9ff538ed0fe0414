/** What Stryker's report says of the mutants that no test killed, and whether each is explained. */

/** A place in a file, both counted from 1 on. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant as the report has it. */
export interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Stryker's report, as far as it is read here. */
export interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
}

/** A mutant that no test killed: told by its texts, so that it is found again where lines move. */
export interface Survivor {
  readonly file: string;
  readonly mutator: string;
  /** The line that it begins on. */
  readonly line: string;
  /** What stands in the code. */
  readonly original: string;
  /** What stood there instead, and no test noticed. */
  readonly mutated: string;
}

/** A survivor, and why it is none of the tests' business. */
export interface Explanation extends Survivor {
  readonly reason: string;
}

/** How many mutants were found, and what became of them. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly survived: number;
  /** In per cent. */
  readonly score: number;
}

const ALIVE = ['Survived', 'NoCoverage'];
const KILLED = ['Killed', 'Timeout'];

/** All that survived, file by file. */
export function survivorsOf({ files }: Report): Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => ALIVE.includes(status))
      .map(({ mutatorName, replacement = '', location: { start, end } }) => ({
        file,
        mutator: mutatorName,
        line: oneLine(source.split('\n')[start.line - 1] ?? ''),
        original: oneLine(source.slice(offsetOf(source, start), offsetOf(source, end))),
        mutated: oneLine(replacement),
      })),
  );
}

/**
 * Survivors without an explanation, and explanations without a survivor: each explains one. Files that
 * the report does not have were not tested, so nothing is said of theirs.
 */
export function compare(
  report: Report,
  explanations: readonly Explanation[],
): { readonly unexplained: readonly Survivor[]; readonly stale: readonly Explanation[] } {
  const left = explanations.filter(({ file }) => Object.hasOwn(report.files, file));
  const unexplained = survivorsOf(report).filter((survivor) => {
    const index = left.findIndex((explanation) => keyOf(explanation) === keyOf(survivor));
    if (index === -1) return true;
    left.splice(index, 1);
    return false;
  });
  return { unexplained, stale: left };
}

/** The score of the files whose path begins so: mutants that cannot be run count for nothing. */
export function scoreOf({ files }: Report, prefix = ''): Score {
  const statuses = Object.entries(files)
    .filter(([file]) => file.startsWith(prefix))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status));
  const killed = statuses.filter((status) => KILLED.includes(status)).length;
  const survived = statuses.filter((status) => ALIVE.includes(status)).length;
  const mutants = killed + survived;
  return { mutants, killed, survived, score: mutants === 0 ? 100 : (100 * killed) / mutants };
}

function keyOf({ file, mutator, line, original, mutated }: Survivor): string {
  return JSON.stringify([file, mutator, line, original, mutated]);
}

function offsetOf(source: string, { line, column }: Position): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
