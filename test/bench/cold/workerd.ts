import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { fileOf, PROJECT, writeBundle, writeModule } from './install.ts';
import { filesLoadedBy, run } from './processes.ts';
import type { Subject } from './subjects.ts';

const WORKERD = resolve('test/runtimes/node_modules/@cloudflare/workerd-linux-64/bin/workerd');

/** Whether workerd is installed. */
export function hasWorkerd(): boolean {
  return existsSync(WORKERD);
}

/** What workerd calls itself: `workerd 2026-07-30`. */
export function workerdVersion(): string {
  return run(WORKERD, ['--version']).output.trim();
}

/** What a worker does when it is called: nothing, for its start alone, or a token. */
export type Work = 'start' | 'token';

/** The modules of a worker, as files of the project; the first is the worker. */
export type Modules = readonly string[];

function codeOf({ code }: Subject, work: Work): string {
  // The condition is one that a bundler cannot see through: it must not drop what is imported.
  const isWanted = work === 'token' ? 'true' : "'no such member' in globalThis";
  return `${code}
export default { async test() { if (${isWanted}) await sign(); } };`;
}

/** A worker of one file. */
export async function writeWorkerBundle(subject: Subject, work: Work): Promise<Modules> {
  const file = fileOf(subject, `.${work}.worker.js`);
  await writeBundle(file, codeOf(subject, work));
  return [file];
}

/** A worker whose packages are the files that they have when they are installed. */
export function writeWorkerModules(subject: Subject, work: Work): Modules {
  const file = fileOf(subject, `.${work}.modules.js`);
  const { resolve: fileOfPackage } = createRequire(`${PROJECT}/`);
  const own = writeModule(file, codeOf(subject, work));
  const loaded = filesLoadedBy(own).map((path) => relative(PROJECT, path));
  // workerd looks for no packages: the worker is told where they are.
  const code = codeOf(subject, work).replaceAll(
    /(?<=from ')[^']+/g,
    (name) => `./${relative(PROJECT, fileOfPackage(name))}`,
  );
  writeModule(file, code);
  return [file, ...loaded];
}

/** A configuration with so many copies of a worker, each of which is compiled and run for itself. */
export function writeConfig(modules: Modules, copies: number): string {
  const embedded = modules.map((file) => `(name = "${file}", esModule = embed "${file}")`);
  const services = Array.from(
    { length: copies },
    (_, index) => `(name = "worker${index}", worker = .subject)`,
  );
  return writeModule(
    `${modules.at(0)}.${copies}.capnp`,
    `using Workerd = import "/workerd/workerd.capnp";
const subject :Workerd.Worker = (
  modules = [${embedded.join(', ')}],
  compatibilityDate = "2026-07-01",
);
const config :Workerd.Config = (services = [
${services.join(',\n')}
]);
`,
  );
}

/** Starts workerd, calls each worker once, and gives the seconds that all of it took. */
export function secondsOfWorkerd(config: string): number {
  return run(WORKERD, ['test', config]).seconds;
}
