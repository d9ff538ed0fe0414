import { coordinate, escaped, svgOf } from '../svg.ts';
import type { Point } from './statistics.ts';

/** A line, and what it is called. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Costs against sizes, on logarithmic scales: what is linear climbs as the dashed line does. */
export interface Panel {
  readonly title: string;
  /** What the sizes are. */
  readonly sizes: string;
  readonly lines: readonly ChartLine[];
  writeSize(size: number): string;
  writeCost(cost: number): string;
}

/** Panels side by side, whose lines have the same names. */
export interface Chart {
  readonly title: string;
  /** The chart in words, for those who do not see it. */
  readonly description: string;
  readonly panels: readonly Panel[];
}

/** From the least to the most of what an axis shows. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

const PANEL = { width: 400, height: 330 };
const PLOT = { left: 64, top: 36, width: 316, height: 220 };
const LEGEND = 34;

/** Each line has a colour and a mark, for those to whom colours look alike. */
const MARKS: readonly string[] = [
  '<circle r="3.2"/>',
  '<rect x="-3" y="-3" width="6" height="6"/>',
  '<path d="M0-4 3.8 3H-3.8Z"/>',
  '<path d="M0-4.2 4.2 0 0 4.2-4.2 0Z"/>',
];

const STYLE = `text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:13px}
.grid{stroke:#d0d7de}.linear{stroke:#6e7781;stroke-dasharray:5 4}
.l0{--c:#0550ae}.l1{--c:#bc4c00}.l2{--c:#116329}.l3{--c:#8250df}
.line{fill:none;stroke-width:1.8;stroke:var(--c)}.mark{fill:var(--c)}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.linear{stroke:#9198a1}
.l0{--c:#79c0ff}.l1{--c:#ffa657}.l2{--c:#7ee787}.l3{--c:#d2a8ff}}`;

/** Draws it as SVG, for light and dark pages. */
export function chartOf({ title, description, panels }: Chart): string {
  const width = PANEL.width * panels.length;
  const height = PANEL.height + LEGEND;
  const body = `${panels.map(panelAt).join('\n')}
${legend(panels.at(0)?.lines ?? [])}`;
  return svgOf({ title, description, width, height, style: STYLE, body });
}

/** The numbers on an axis: powers of ten, or with their twos and fives where there are few. */
export function ticksOf({ least, most }: Range): number[] {
  const powers = Array.from(
    { length: Math.floor(Math.log10(most)) - Math.floor(Math.log10(least)) + 1 },
    (_, index) => Math.floor(Math.log10(least)) + index,
  );
  const within = (steps: readonly number[]) =>
    powers
      .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => tick >= least && tick <= most);
  return within(most / least < 400 ? [1, 2, 5] : [1]);
}

/** What an axis shows: all values, from one of 1, 2 and 5 to another, and at least a factor of ten. */
export function rangeOf(values: readonly number[]): Range {
  const shown = values.filter((value) => value > 0);
  const least = rounded(Math.min(...shown), Math.floor);
  const most = rounded(Math.max(...shown), Math.ceil);
  return { least, most: Math.max(most, least * 10) };
}

/** The next of 1, 2, 5, 10 and so on, below or above. */
function rounded(value: number, round: (value: number) => number): number {
  // A third of a power of ten is near enough to 2, two thirds are to 5.
  const thirds = round(Math.log10(value) * 3);
  const power = Math.floor(thirds / 3);
  return Number(`${[1, 2, 5][thirds - power * 3]}e${power}`);
}

function panelAt({ title, sizes, lines, writeSize, writeCost }: Panel, index: number): string {
  const points = lines.flatMap((line) => line.points).filter(({ cost }) => cost > 0);
  const all = points.map(({ size }) => size);
  const across = { least: Math.min(...all), most: Math.max(...all) };
  const up = rangeOf(points.map(({ cost }) => cost));
  const x = (size: number) => PLOT.left + PLOT.width * share(size, across);
  const y = (cost: number) => PLOT.top + PLOT.height * (1 - share(cost, up));
  const bottom = PLOT.top + PLOT.height;
  const right = PLOT.left + PLOT.width;

  const vertical = ticksOf(across).map(
    (tick) =>
      `<path class="grid" d="M${coordinate(x(tick))} ${PLOT.top}V${bottom}"/><text x="${coordinate(x(tick))}" y="${bottom + 18}" text-anchor="middle">${escaped(writeSize(tick))}</text>`,
  );
  const horizontal = ticksOf(up).map(
    (tick) =>
      `<path class="grid" d="M${PLOT.left} ${coordinate(y(tick))}H${right}"/><text x="${PLOT.left - 8}" y="${coordinate(y(tick) + 4)}" text-anchor="end">${escaped(writeCost(tick))}</text>`,
  );
  const drawn = lines.map((line, number) => {
    const own = line.points.filter(({ cost }) => cost > 0);
    const path = own
      .map(({ size, cost }) => `${coordinate(x(size))} ${coordinate(y(cost))}`)
      .join('L');
    const marks = own.map(
      ({ size, cost }) =>
        `<g transform="translate(${coordinate(x(size))} ${coordinate(y(cost))})">${MARKS[number % MARKS.length]}</g>`,
    );
    return `<g class="l${number % MARKS.length}"><path class="line" d="M${path}"/><g class="mark">${marks.join('')}</g></g>`;
  });
  return `<g transform="translate(${index * PANEL.width} 0)">
<clipPath id="plot${index}"><rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.width}" height="${PLOT.height}"/></clipPath>
<text class="title" x="${PLOT.left}" y="22">${escaped(title)}</text>
${[...vertical, ...horizontal].join('\n')}
<path class="linear" clip-path="url(#plot${index})" d="${linear(points, across, x, y)}"/>
${drawn.join('\n')}
<text x="${PLOT.left + PLOT.width / 2}" y="${bottom + 42}" text-anchor="middle">${escaped(sizes)}</text>
</g>`;
}

/** Through the dearest point, as it would be if cost were size times something. */
function linear(
  points: readonly Point[],
  { least, most }: Range,
  x: (size: number) => number,
  y: (cost: number) => number,
): string {
  const dearest = points.toSorted((a, b) => a.cost - b.cost).at(-1);
  if (dearest === undefined) return '';
  const costAt = (size: number) => (dearest.cost * size) / dearest.size;
  return `M${coordinate(x(least))} ${coordinate(y(costAt(least)))}L${coordinate(x(most))} ${coordinate(y(costAt(most)))}`;
}

function legend(lines: readonly ChartLine[]): string {
  const y = PANEL.height + 8;
  const entries = lines.map(
    ({ name }, number) =>
      `<g transform="translate(${PLOT.left + number * 140} ${y})"><g class="l${number % MARKS.length}"><path class="line" d="M0 0H24"/><g class="mark" transform="translate(12 0)">${MARKS[number % MARKS.length]}</g></g><text x="32" y="4">${escaped(name)}</text></g>`,
  );
  const last = PLOT.left + lines.length * 140;
  return `${entries.join('\n')}
<g transform="translate(${last} ${y})"><path class="linear" d="M0 0H24"/><text x="32" y="4">linear</text></g>`;
}

/** Where a value lies between the least and the most, on a logarithmic scale. */
function share(value: number, { least, most }: Range): number {
  return Math.log(value / least) / Math.log(most / least);
}
