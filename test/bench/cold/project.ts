/** A project that has the packed library and jose installed, and the modules that import them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Subject } from './subjects.ts';

const PROJECT = resolve('reports/cold-start');

/** Installs what users get, without links. */
export function installPackages(): void {
  rmSync(PROJECT, { recursive: true, force: true });
  const library = `${PROJECT}/node_modules/chat-token`;
  mkdirSync(library, { recursive: true });
  // Its own package: otherwise `chat-token` would be the package that contains this folder.
  write('package.json', JSON.stringify({ name: 'project', private: true, type: 'module' }));
  // Without `prepack`, whose output would precede the JSON: the library is already built.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', PROJECT];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }));
  execFileSync('tar', ['-xzf', `${PROJECT}/${filename}`, '-C', library, '--strip-components=1']);
  cpSync('node_modules/jose', `${PROJECT}/node_modules/jose`, { recursive: true });
}

function write(file: string, code: string): string {
  writeFileSync(`${PROJECT}/${file}`, code);
  return `${PROJECT}/${file}`;
}

function fileOf({ name }: Subject, ending: string): string {
  return `${name.replaceAll(/\W+/g, '-')}${ending}`;
}

/** Runs a program that inherits no settings. */
function run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const options = { cwd: PROJECT, env: { ...env }, encoding: 'utf8', timeout: 120_000 } as const;
  const { status, stdout, stderr, error } = spawnSync(file, args, options);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`A process failed: ${stderr}`);
  return stdout;
}

/** Writes one minified file, as deployed to the edge. */
async function writeBundle(file: string, contents: string): Promise<string> {
  const outfile = `${PROJECT}/${file}`;
  await build({
    stdin: { contents, resolveDir: PROJECT },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // A shared chunk that is imported without names is meant to be dropped.
    logOverride: { 'ignored-bare-import': 'silent' },
    outfile,
  });
  return outfile;
}

/** Imports a subject in a fresh Node.js; returns the seconds, as that process measures them. */
export async function nodeStart(subject: Subject, isBundled: boolean): Promise<() => number> {
  const path = isBundled
    ? await writeBundle(fileOf(subject, '.bundle.mjs'), subject.code)
    : write(fileOf(subject, '.mjs'), subject.code);
  const probe = write(
    'probe.mjs',
    `const start = performance.now();
await import(process.argv[2]);
console.log((performance.now() - start) / 1000);`,
  );
  return () => Number(run(process.execPath, [probe, path]));
}

/** Returns the files of packages that Node.js loads with a subject, according to V8. */
export function filesLoadedBy(subject: Subject): string[] {
  const folder = `${PROJECT}/${fileOf(subject, '.coverage')}`;
  const path = write(fileOf(subject, '.loaded.mjs'), subject.code);
  run(process.execPath, [path], { NODE_V8_COVERAGE: folder });
  const [file = ''] = readdirSync(folder);
  const { result }: { result: { url: string }[] } = JSON.parse(
    readFileSync(`${folder}/${file}`, 'utf8'),
  );
  const packages = pathToFileURL(`${PROJECT}/node_modules/`).href;
  return result.flatMap(({ url }) => (url.startsWith(packages) ? [fileURLToPath(url)] : []));
}

function emptyChunks(): string[] {
  const folder = `${PROJECT}/node_modules/chat-token/dist`;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js') && readFileSync(`${folder}/${name}`).length === 0)
    .map((name) => `${folder}/${name}`);
}

const WORKERD = resolve('test/runtimes/node_modules/@cloudflare/workerd-linux-64/bin/workerd');

/** So many workers start together: a single one adds less than a process varies by. */
const WORKERS = 20;

/** Starts workers in workerd; returns the seconds per worker, measured from outside. */
export async function workerdStart(subject: Subject, isBundled: boolean): Promise<() => number> {
  // No bundler can evaluate the condition, so none drops the import.
  const code = `${subject.code}
export default { async test() { if ('no such member' in globalThis) await sign(); } };`;
  const modules = [fileOf(subject, isBundled ? '.bundle.js' : '.modules.js')];
  const [worker = ''] = modules;
  if (isBundled) {
    await writeBundle(worker, code);
  } else {
    modules.push(...filesLoadedBy(subject).map((path) => relative(PROJECT, path)));
    // V8 reports no empty files.
    modules.push(...emptyChunks().map((path) => relative(PROJECT, path)));
    // workerd does not resolve packages, and `require` would find the CommonJS build.
    const { resolve: fileOfPackage } = createRequire(`${PROJECT}/`);
    const toFile = (name: string) =>
      /^chat-token/.test(name)
        ? `./node_modules/chat-token/dist/${name.slice('chat-token/'.length) || 'index'}.js`
        : `./${relative(PROJECT, fileOfPackage(name))}`;
    write(worker, code.replaceAll(/(?<=from ')[^']+/g, toFile));
  }
  const embedded = modules.map((file) => `(name = "${file}", esModule = embed "${file}")`);
  const services = Array.from(
    { length: WORKERS },
    (_, index) => `(name = "worker${index}", worker = .subject)`,
  );
  const config = write(
    `${worker}.capnp`,
    `using Workerd = import "/workerd/workerd.capnp";
const subject :Workerd.Worker = (
  modules = [${embedded.join(', ')}],
  compatibilityDate = "2026-07-01",
);
const config :Workerd.Config = (services = [${services.join(', ')}]);
`,
  );
  return () => {
    const start = performance.now();
    run(WORKERD, ['test', config]);
    return (performance.now() - start) / 1000 / WORKERS;
  };
}
