/** How figures are written, and tables of them. */

/** A ratio; cut off and not rounded, so that no figure looks like one that it does not reach. */
export function ratioText(ratio: number): string {
  const digits = ratio < 0.1 ? 3 : 2;
  // A little is added, for 0.29 * 100 is less than 29.
  return (Math.floor(ratio * 10 ** digits + 1e-9) / 10 ** digits).toFixed(digits);
}

/** Microseconds. */
export function timeText(microseconds: number): string {
  return microseconds < 100 ? microseconds.toFixed(1) : grouped(microseconds);
}

/** Calls a second, to three figures: more of them no run gives again. */
export function rateText(microseconds: number): string {
  return grouped(Number((1e6 / microseconds).toPrecision(3)));
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** Says which columns hold figures. */
export type Column = readonly [heading: string, kind: 'text' | 'figure'];

/** A table of Markdown. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([heading]) => heading)),
    line(columns.map(([, kind]) => (kind === 'figure' ? '--:' : '---'))),
    ...rows.map((cells) => line(cells.map((cell) => cell.replaceAll('|', '\\|')))),
  ].join('\n');
}

/** The same table for a terminal. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const all = [columns.map(([heading]) => heading), ...rows];
  const width = (index: number) => Math.max(...all.map((cells) => (cells[index] ?? '').length));
  return all
    .map((cells) =>
      columns
        .map(([, kind], index) => {
          const cell = cells[index] ?? '';
          return kind === 'figure' ? cell.padStart(width(index)) : cell.padEnd(width(index));
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
