import { bareOf, type Ratio, speedRatio } from './ratios.ts';
import { type Case, type CaseReport, type Measured, nameOf, titleOf } from './report.ts';
import { coordinate, escaped, svgOf } from './svg.ts';
import { ratioText } from './text.ts';

const WIDTH = 860;
const LABELS = 370;
const VALUES = 60;
const TOP = 64;
const ROW = 24;
const BAR = 14;
const BOTTOM = 36;

/** Colours that can be told apart by any eye, in light and dark. */
const STYLE = `
  text { font: 13px sans-serif; fill: #1f2328; }
  .title { font-weight: bold; font-size: 15px; }
  .note { font-size: 12px; fill: #59636e; }
  .ours { fill: #0969da; }
  .webcrypto { fill: #8c959f; }
  .blocking { fill: #d4a72c; }
  .spread, .bare { stroke: #1f2328; stroke-width: 1; }
  .bare { stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .note { fill: #9198a1; }
    .ours { fill: #4493f8; }
    .webcrypto { fill: #6e7681; }
    .blocking { fill: #bb8009; }
    .spread, .bare { stroke: #f0f6fc; }
  }`;

interface Bar {
  readonly name: string;
  readonly className: string;
  readonly ratio: Ratio;
}

/** Draws a case: a bar for each contestant, as long as it is fast. */
export function plotOf(report: CaseReport, runtime: string): string {
  const bars = barsOf(report);
  const height = TOP + bars.length * ROW + BOTTOM;
  const longest = Math.max(1, ...bars.map(({ ratio }) => ratio.high));
  const scale = (WIDTH - LABELS - VALUES) / longest;
  const bare = LABELS + scale;
  const title = plotTitle(report, runtime);
  const body = `<text class="title" x="12" y="24">${escaped(title)}</text>
${legend()}
${bars.map((bar, index) => row(bar, TOP + index * ROW, scale)).join('\n')}
<line class="bare" x1="${coordinate(bare)}" x2="${coordinate(bare)}" y1="${TOP - 4}" y2="${height - BOTTOM}"/>
<text class="note" x="12" y="${height - 12}">Longer is faster. 1.00, the dashed line, is crypto.subtle alone; the thin lines span half of the rounds.</text>`;
  return svgOf({
    title,
    description: descriptionOf(bars),
    width: WIDTH,
    height,
    style: STYLE,
    body,
  });
}

/** What is drawn, in words that fit a link to it. */
export function plotTitle(entry: Case, runtime: string): string {
  return `${titleOf(entry)}: speed as a share of crypto.subtle's, on ${runtime}`;
}

function barsOf({ measured }: CaseReport): Bar[] {
  const bare = bareOf(measured);
  if (bare === undefined) return [];
  return measured
    .map((contestant) => ({
      name: nameOf(contestant),
      className: classOf(contestant),
      ratio: speedRatio(contestant, bare),
    }))
    .toSorted((one, other) => other.ratio.median - one.ratio.median);
}

function classOf({ kind, isWebCrypto }: Measured): string {
  if (kind === 'ours') return 'ours';
  return isWebCrypto ? 'webcrypto' : 'blocking';
}

function descriptionOf(bars: readonly Bar[]): string {
  return bars.map(({ name, ratio }) => `${name}: ${ratioText(ratio.median)}`).join('; ');
}

function legend(): string {
  const entries = [
    ['ours', 'chat-token', 12],
    ['webcrypto', 'others on WebCrypto', 120],
    ['blocking', 'node:crypto, which blocks the thread', 280],
  ] as const;
  return entries
    .map(
      ([className, text, x]) =>
        `<rect class="${className}" x="${x}" y="36" width="12" height="12"/><text class="note" x="${x + 18}" y="46">${text}</text>`,
    )
    .join('\n');
}

function row({ name, className, ratio }: Bar, top: number, scale: number): string {
  const middle = top + BAR / 2;
  const end = LABELS + Math.max(ratio.high, ratio.median) * scale;
  return `<text x="${LABELS - 8}" y="${middle + 4}" text-anchor="end">${escaped(name)}</text>
<rect class="${className}" x="${LABELS}" y="${top}" width="${coordinate(ratio.median * scale)}" height="${BAR}"/>
<line class="spread" x1="${coordinate(LABELS + ratio.low * scale)}" x2="${coordinate(LABELS + ratio.high * scale)}" y1="${middle}" y2="${middle}"/>
<text x="${coordinate(end + 6)}" y="${middle + 4}">${ratioText(ratio.median)}</text>`;
}
