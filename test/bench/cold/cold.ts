/** Cold start: what importing the signing path adds to a fresh process, compared with jose. */
import {
  type Answer,
  type Options,
  ratioText,
  secondsText,
  spreadCells,
  table,
} from '../report.ts';
import { GROSS, pairwise, shuffled, spreadOf } from '../statistics.ts';
import { filesLoadedBy, installPackages, nodeStart, workerdStart } from './project.ts';
import { JOSE, NOTHING, OURS, OURS_BY_VENDOR, type Subject } from './subjects.ts';

/** Seconds of each round: with the library, with jose, and with neither. */
export interface Comparison {
  readonly title: string;
  readonly ours: readonly number[];
  readonly jose: readonly number[];
  readonly nothing: readonly number[];
}

export async function measureColdStart({ isShort }: Options): Promise<Answer> {
  const { node, workerd } = isShort ? { node: 15, workerd: 8 } : { node: 60, workerd: 40 };
  const both = [OURS, OURS_BY_VENDOR];
  installPackages();
  const comparisons = [
    ...(await compare('Node.js, installed', both, node, (it) => nodeStart(it, false))),
    ...(await compare('Node.js, bundled', [OURS], node, (it) => nodeStart(it, true))),
    ...(await compare('workerd, installed', [OURS], workerd, (it) => workerdStart(it, false))),
    ...(await compare('workerd, bundled', [OURS], workerd, (it) => workerdStart(it, true))),
  ];
  const times = comparisons.map((comparison) => {
    const { ours, jose, ratio } = addedBy(comparison);
    const cells = [...spreadCells(ours, secondsText), ...spreadCells(jose, secondsText)];
    return [comparison.title, ...cells, ratioText(ratio)];
  });
  const most = filesLoadedBy(JOSE).length;
  const loads = both.map((it) => ({ name: it.name, modules: filesLoadedBy(it).length }));
  return {
    report: [
      '# Cold start\n\nWhat an import adds to a fresh process.',
      table(['', 'adds', 'quartiles', 'jose adds', 'quartiles', 'ratio'], times),
      `Modules: ${loads.map(({ name, modules }) => `${name} ${modules}`).join(', ')}, jose ${most}.`,
    ].join('\n\n'),
    problems: [
      ...tooSlow(comparisons, isShort),
      ...loads
        .filter(({ modules }) => modules > most)
        .map(({ name, modules }) => `${name} loads ${modules} modules, and jose ${most}`),
    ],
  };
}

/** Starts each subject once in each round. */
async function compare(
  where: string,
  ours: readonly Subject[],
  rounds: number,
  startOf: (subject: Subject) => Promise<() => number>,
): Promise<Comparison[]> {
  const starts: { subject: Subject; start: () => number; costs: number[] }[] = [];
  for (const subject of [NOTHING, ...ours, JOSE]) {
    const start = await startOf(subject);
    start(); // Files are in memory before the first start that counts.
    starts.push({ subject, start, costs: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { start, costs } of shuffled(starts)) costs.push(start());
  }
  const costsOf = (subject: Subject) => starts.find((it) => it.subject === subject)?.costs ?? [];
  return ours.map((subject) => ({
    title: `${where}: ${subject.name}`,
    ours: costsOf(subject),
    jose: costsOf(JOSE),
    nothing: costsOf(NOTHING),
  }));
}

/** Returns what each adds to a process, and the ratio: NaN where jose adds nothing measurable. */
export function addedBy({ ours, jose, nothing }: Comparison) {
  const added = (costs: readonly number[]) =>
    spreadOf(pairwise(costs, nothing, (cost, base) => cost - base));
  const [own, its] = [added(ours), added(jose)];
  const ratio = its.median > 0 ? Math.max(0, own.median / its.median) : Number.NaN;
  return { ours: own, jose: its, ratio };
}

/** Names each comparison in which we add more than jose; in short, far more beyond doubt. */
export function tooSlow(comparisons: readonly Comparison[], isShort: boolean): string[] {
  const limit = isShort ? 1 / GROSS : 1;
  return comparisons.flatMap((comparison) => {
    const { ours, jose, ratio } = addedBy(comparison);
    const isFine = isShort ? !(ratio > limit && ours.low > jose.high) : ratio <= limit;
    if (isFine) return [];
    const text = `adds ${ratioText(ratio)} times what jose adds; the limit is ${limit.toFixed(2)}`;
    return [`${comparison.title}: ${text}`];
  });
}
