import type { Machine } from './machine.ts';
import { plotTitle } from './plot.ts';
import { bareOf, median, speedRatio } from './ratios.ts';
import {
  type CaseReport,
  type Contestant,
  type Measured,
  nameOf,
  type Pace,
  type RuntimeReport,
  sameCase,
  slugOf,
  titleOf,
} from './report.ts';
import { slowerSection } from './slower.ts';
import { judgeAll } from './targets.ts';
import { type Column, rateText, ratioText, table, timeText } from './text.ts';
import { absences, runtimeVerdicts, VERDICT_COLUMNS, verdictRows } from './verdicts.ts';

/** What was measured, on which machine. */
export interface Host extends Machine {
  readonly system: string;
  readonly pace: Pace;
  /** The others, with their versions. */
  readonly libraries: readonly string[];
}

/** The page docs/benchmarks.md, as `npm run bench` writes it. */
export function pageOf(host: Host, reports: readonly RuntimeReport[]): string {
  const [main] = reports;
  if (main === undefined) throw new Error('Nothing was measured.');
  return `# Benchmarks

How fast the library signs and verifies, checks and claims included, beside what else signs such tokens. \`npm run bench\` writes this page and its plots; every figure is of one run.

${facts(host, reports)}

## How it was measured

${method(host, main)}

## What is to be reached

On ${main.runtime}. A ratio says how many times as fast as the other ours is: 1.00 is as fast, 2.00 twice as fast. It is taken anew in each round, and the table has the median of the rounds and the quartiles. Where several others are meant, it is against the fastest of them.

${table(VERDICT_COLUMNS, verdictRows(judgeAll(main)))}

The same ratios on each runtime. What is said of jsonwebtoken with a string is to be reached on Node.js 20 alone, for the reason given below:

${runtimeTable(reports)}

## What is slower, and why

${slowerSection(main, reports)}

## The cases

${main.cases.map((entry) => caseSection(entry, reports)).join('\n\n')}
${notes(reports)}`;
}

function facts(host: Host, reports: readonly RuntimeReport[]): string {
  const rows = [
    ['date', host.date],
    ['library', host.library],
    ['others', host.libraries.join(', ')],
    ['runtimes', reports.map(({ runtime }) => runtime).join(', ')],
    ['processor', host.processor],
    ['system', host.system],
  ];
  return table(
    [
      ['', 'text'],
      ['', 'text'],
    ],
    rows,
  );
}

function method({ pace }: Host, main: RuntimeReport): string {
  const pinned = main.isPinned
    ? 'Calls one at a time ran in a process that was pinned to one core, threads included (`taskset -c 0`): unpinned, a lone call takes longer or shorter as the thread of the pool happens to be asleep or awake, and every ratio moves with it.'
    : '**Calls one at a time were not pinned to one core**, for this machine has no `taskset`: the ratios move with the thread of the pool being asleep or awake.';
  return `\`\`\`sh
npm run bench         # all runtimes, and this page
npm run bench:short   # this Node.js, in about a minute; fails on a gross miss and writes nothing
\`\`\`

- **The payloads**: small is a Zendesk user, ${main.claimsBytes.small} bytes of claims as JSON; large is Convrs' full example with more rows, ${main.claimsBytes.large} bytes.
- **The work** is the same for all. Each token has \`iat\` and \`exp\` of its own second, set the way the library's users set them. Before the clock runs, each signer's token is verified to be one of HS256 with these claims, and each verifier has to take a good token and to refuse one with another signature. Nobody remembers a verdict: fast-jwt's cache is off, as it is where nothing is said.
- **What is ours** checks the user against the vendor's contract as well, and so the claims of a token that is verified. The others know no contract.
- **1.00** is \`crypto.subtle.sign\` or \`verify\` alone, with an imported key, over bytes that were made before. **By hand** is the shortest way from there to and from a token, for claims that are known to be good.
- **Rounds**: ${pace.rounds} for each case, with tinybench. In a round each contestant runs for ${pace.sliceMs} ms; another one begins each time, and every other round runs backwards. Ratios are taken within a round.
- **One at a time** is a call, awaited, after another; a round's figure is the median. Calls a second follow from it.
- **64 in flight** is \`Promise.all\` of 64 calls, unpinned; a round's figure is the mean, pauses to collect garbage included, and p50 and p99 are of all 64 together.
- **p50 and p99** are medians over the rounds, in microseconds. Where they and the ratios disagree, the ratios count: those are taken within a round, and the speed of a shared machine changes between rounds.
- ${pinned}`;
}

function runtimeTable(reports: readonly RuntimeReport[]): string {
  const { columns, rows } = runtimeVerdicts(reports);
  return table(columns, rows);
}

const CASE_COLUMNS: readonly Column[] = [
  ['library', 'text'],
  ['call', 'text'],
  ['key', 'text'],
  ['p50 µs', 'figure'],
  ['p99 µs', 'figure'],
  ['calls a second', 'figure'],
  ['of crypto.subtle', 'figure'],
  ['half of the rounds', 'figure'],
];

function caseSection(entry: CaseReport, reports: readonly RuntimeReport[]): string {
  const [main] = reports;
  const runtime = main?.runtime ?? '';
  return `### ${titleOf(entry)}

![${plotTitle(entry, runtime)}](benchmarks/${slugOf(entry)}.svg)

On ${runtime}:

${table(CASE_COLUMNS, caseRows(entry))}

The share of crypto.subtle's speed on each runtime:

${table(
  [['contestant', 'text'], ...reports.map((report): Column => [report.runtime, 'figure'])],
  [...entry.measured, ...entry.absent].map((contestant) => [
    nameOf(contestant),
    ...reports.map((report) => shareText(report, entry, contestant)),
  ]),
)}`;
}

function caseRows({ measured, absent }: CaseReport): string[][] {
  const bare = bareOf(measured);
  const row = (contestant: Measured) => [
    ...identity(contestant),
    timeText(contestant.p50),
    timeText(contestant.p99),
    rateText(median(contestant.rounds)),
    ...shares(contestant, bare),
  ];
  return [
    ...measured.map(row),
    ...absent.map((contestant) => [...identity(contestant), 'does not run here', '', '', '', '']),
  ];
}

function identity({ library, call, keyForm }: Contestant): string[] {
  return [library, call, keyForm];
}

function shares(contestant: Measured, bare: Measured | undefined): string[] {
  if (bare === undefined) return ['', ''];
  const { low, median, high } = speedRatio(contestant, bare);
  return [ratioText(median), `${ratioText(low)} to ${ratioText(high)}`];
}

function shareText(report: RuntimeReport, entry: CaseReport, contestant: Contestant): string {
  const measured = report.cases.find((candidate) => sameCase(candidate, entry))?.measured ?? [];
  const same = measured.find((candidate) => nameOf(candidate) === nameOf(contestant));
  const bare = bareOf(measured);
  if (same === undefined || bare === undefined) return 'does not run here';
  return ratioText(speedRatio(same, bare).median);
}

/** Who did not run, and who did less than asked. */
function notes(reports: readonly RuntimeReport[]): string {
  const withoutKeyId = reports.flatMap(({ cases }) => cases.flatMap((entry) => entry.withoutKeyId));
  const lines = [
    ...new Set(withoutKeyId.map((name) => `${name} sets no \`kid\`, which Zendesk wants.`)),
    ...reports.flatMap((report) => absences(report).map(({ text }) => text)),
  ];
  return lines.length === 0 ? '' : `\n## Notes\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;
}
