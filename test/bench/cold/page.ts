import type { Spread } from '../growth/statistics.ts';
import { counted, seconds } from '../growth/units.ts';
import type { Machine } from '../machine.ts';
import { addedBy, type Comparison, type Gate, gatesOf, LIMIT, type Loaded } from './compare.ts';

/** All that was measured in a run. */
export interface Run {
  readonly comparisons: readonly Comparison[];
  readonly installed: readonly Loaded[];
  readonly bundled: readonly Loaded[];
  readonly rounds: { readonly node: number; readonly workerd: number };
  readonly versions: readonly string[];
}

/** A comparison in words. */
export function inWords(comparison: Comparison): string {
  const { where, what, ours } = comparison;
  const added = addedBy(comparison);
  return `${written(added.ratio)}: ${where}, ${what}: ${ours.name} adds ${spread(added.ours)}, jose ${spread(added.jose)}`;
}

/** The median, and between what the middle half lies. */
function spread({ lower, median, upper }: Spread): string {
  return `${seconds(median)} (${seconds(lower)} to ${seconds(upper)})`;
}

/** The page of a run, for docs/cold-start.md. */
export function pageOf(run: Run, { date, library, processor, node }: Machine): string {
  const { comparisons, installed, bundled, rounds, versions } = run;
  const others = comparisons.filter(({ isGate }) => !isGate);
  return `# Cold start

What importing the signing path (\`signChatToken\` and \`zendesk\`) adds to a process that has just started, beside what importing jose's \`SignJWT\` adds. This page is written by

\`\`\`sh
npm run bench:cold
\`\`\`

which fails where a ratio of the first table is above ${LIMIT.toFixed(2)}, and where more modules are loaded than of jose. With \`-- --short\` it measures less, writes nothing, and fails only on a gross miss. Last run: ${date}, chat-token at ${library}, ${[node, ...versions].join(', ')}, ${processor}.

${verdict(comparisons)}

## The import

${table(gatesOf(comparisons))}

## The first token, and the whole process

Shown, and not held to anything. The first token also runs what the import put off: it makes the contract, and checks the secret, so bundled it takes longer than jose's. Where nothing is imported, WebCrypto alone signs, so that its own first call is taken off.

${table(others)}

## What is loaded

| | modules | bytes |
| --- | --: | --: |
${installed.map((loaded) => loads(loaded, 'installed')).join('\n')}
${bundled.map((loaded) => loads(loaded, 'bundled')).join('\n')}

## How it is measured

Installed: the packed tarball, and jose as it comes, both unchanged; the modules are those that V8 says it ran, and in workerd they are those of the worker. Bundled: by esbuild, minified, into one file. Each process is new, inherits no setting, and imports nothing, chat-token or jose; in each round each of them has its turn, in another order. What is added is the difference from the process of the same round that imports nothing: the median of ${rounds.node} rounds (workerd: ${rounds.workerd}), with the middle half of all in brackets. The ratio is that of the medians.

In Node.js, the process itself measures how long \`import()\` takes, and how long until it has its first token. In workerd no clock runs while a worker starts, so the whole process is measured from outside, once with many workers, each of which is compiled and run for itself, and once with a single one.
`;
}

function verdict(comparisons: readonly Comparison[]): string {
  const judged = gatesOf(comparisons);
  const list = (those: readonly Gate[]) =>
    those.map(({ where, ours, ratio }) => `${where}, ${ours.name}: ${written(ratio)}`).join('; ');
  const within = judged.filter(({ ratio }) => ratio <= LIMIT);
  const beyond = judged.filter(({ ratio }) => !(ratio <= LIMIT));
  return [
    within.length === 0 ? '' : `At most as much as jose's: ${list(within)}.`,
    beyond.length === 0 ? '' : `**More than jose's**: ${list(beyond)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** A ratio, where there is one. */
function written(ratio: number): string {
  return Number.isNaN(ratio) ? 'not to be told' : ratio.toFixed(2);
}

function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => {
    const { where, what, ours } = comparison;
    const added = addedBy(comparison);
    return `| ${where}, ${what} | ${ours.name} | ${spread(added.ours)} | ${spread(added.jose)} | ${written(added.ratio)} |`;
  });
  return `| | imported | adds | jose adds | ratio |
| --- | --- | --: | --: | --: |
${rows.join('\n')}`;
}

function loads({ name, modules, bytes }: Loaded, how: string): string {
  return `| ${name}, ${how} | ${counted(modules)} | ${counted(bytes)} |`;
}
