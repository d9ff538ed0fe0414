import { type Comparison, interleaved, type Loaded } from './compare.ts';
import { fileOf, writeBundle, writeModule } from './install.ts';
import { filesLoadedBy, loadOf, type Start, startNode } from './processes.ts';
import { JOSE, NOTHING, OURS, OURS_BY_VENDOR, type Subject } from './subjects.ts';
import {
  secondsOfWorkerd,
  type Work,
  writeConfig,
  writeWorkerBundle,
  writeWorkerModules,
} from './workerd.ts';

/** The subjects that are ours, beside jose and nothing. */
type Ways = readonly Subject[];

const INSTALLED: Ways = [OURS, OURS_BY_VENDOR];
/** Bundled, both are the same file. */
const BUNDLED: Ways = [OURS];

/** So many workers start together: one adds less than what a process varies by. */
const WORKERS = 20;

/** What is said of a process of Node.js, and whether the gate is there. */
const PARTS: readonly { part: keyof Start; what: string; isGate: boolean }[] = [
  { part: 'import', what: 'import', isGate: true },
  { part: 'firstToken', what: 'import and first token', isGate: false },
  { part: 'process', what: 'whole process', isGate: false },
];

/** Compares each way with jose, by costs that were measured in the same rounds. */
function compared(
  ways: Ways,
  costsOf: (subject: Subject) => readonly number[],
  of: Pick<Comparison, 'where' | 'what' | 'isGate'>,
): Comparison[] {
  const measured = (subject: Subject) => ({ name: subject.name, costs: costsOf(subject) });
  return ways.map((way) => ({
    ...of,
    ours: measured(way),
    jose: measured(JOSE),
    nothing: measured(NOTHING),
  }));
}

/** Measures subjects in turns; gives the results of each. */
function inTurns<T>(
  subjects: Ways,
  actionOf: (subject: Subject) => () => T,
  rounds: number,
): (subject: Subject) => readonly T[] {
  const actions = subjects.map(actionOf);
  // Once before it counts: files are in memory then, as those are that a machine starts often.
  for (const action of actions) action();
  const results = interleaved(actions, rounds);
  return (subject) => results[subjects.indexOf(subject)] ?? [];
}

function compareNode(
  where: string,
  ways: Ways,
  paths: ReadonlyMap<Subject, string>,
  rounds: number,
): Comparison[] {
  const subjects = [NOTHING, ...ways, JOSE];
  const pathOf = (subject: Subject) => String(paths.get(subject));
  const starts = inTurns(subjects, (subject) => () => startNode(pathOf(subject)), rounds);
  return PARTS.flatMap(({ part, ...of }) =>
    compared(ways, (subject) => starts(subject).map((start) => start[part]), { where, ...of }),
  );
}

async function pathsOf(
  subjects: Ways,
  write: (subject: Subject) => string | Promise<string>,
): Promise<ReadonlyMap<Subject, string>> {
  const paths = new Map<Subject, string>();
  for (const subject of subjects) paths.set(subject, await write(subject));
  return paths;
}

/** Packages as they are installed, in Node.js. */
export async function compareInstalled(rounds: number): Promise<Comparison[]> {
  const paths = await pathsOf([NOTHING, ...INSTALLED, JOSE], (subject) =>
    writeModule(fileOf(subject, '.mjs'), subject.code),
  );
  return compareNode('Node.js, installed', INSTALLED, paths, rounds);
}

/** One file with all that is needed, in Node.js. */
export async function compareBundled(rounds: number): Promise<Comparison[]> {
  const paths = await pathsOf([NOTHING, ...BUNDLED, JOSE], (subject) =>
    writeBundle(fileOf(subject, '.bundle.mjs'), subject.code),
  );
  return compareNode('Node.js, bundled', BUNDLED, paths, rounds);
}

/** The same in workerd: one file with all that is needed, and packages as they are installed. */
export async function compareWorkers(rounds: number): Promise<Comparison[]> {
  const together = `by the worker where ${WORKERS} start`;
  const installed = 'workerd, installed';
  const bundled = 'workerd, bundled';
  const start = { what: `start, ${together}`, isGate: true };
  const token = { what: `start and first token, ${together}`, isGate: false };
  const alone = { what: 'whole process with one worker', isGate: false };

  const measureWorkers = async (
    work: Work,
    copies: number,
    of: Pick<Comparison, 'where' | 'what' | 'isGate'>,
  ): Promise<Comparison[]> => {
    const write = of.where === bundled ? writeWorkerBundle : writeWorkerModules;
    const configs = await pathsOf([NOTHING, ...BUNDLED, JOSE], async (subject) =>
      writeConfig(await write(subject, work), copies),
    );
    const seconds = inTurns(
      [...configs.keys()],
      (subject) => () => secondsOfWorkerd(String(configs.get(subject))) / copies,
      rounds,
    );
    return compared(BUNDLED, seconds, of);
  };
  return [
    ...(await measureWorkers('start', WORKERS, { where: installed, ...start })),
    ...(await measureWorkers('token', WORKERS, { where: installed, ...token })),
    ...(await measureWorkers('start', WORKERS, { where: bundled, ...start })),
    ...(await measureWorkers('token', WORKERS, { where: bundled, ...token })),
    ...(await measureWorkers('start', 1, { where: bundled, ...alone })),
  ];
}

/** What Node.js loads of each package, as it is installed; jose comes last. */
export function loadsInstalled(): Loaded[] {
  return [...INSTALLED, JOSE].map((subject) => {
    const path = writeModule(fileOf(subject, '.mjs'), subject.code);
    return { name: subject.name, ...loadOf(filesLoadedBy(path)) };
  });
}

/** The same where it is one file. */
export async function loadsBundled(): Promise<Loaded[]> {
  const paths = await pathsOf([...BUNDLED, JOSE], (subject) =>
    writeBundle(fileOf(subject, '.bundle.mjs'), subject.code),
  );
  return [...paths].map(([{ name }, path]) => ({ name, ...loadOf([path]) }));
}
