import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The folder of the package that holds the runtimes, and this file. */
export const FOLDER: string = fileURLToPath(new URL('./', import.meta.url));

/** The folder for bundles and for the packed library. */
export const BUILD: string = `${FOLDER}.build/`;

/** Packs the library and installs the tarball in that package: what runs is what users get. */
export function installPackedLibrary(folder: string = FOLDER): void {
  const destination = `${folder}.build/`;
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination);
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const npm = (...args: string[]) =>
    execFileSync('npm', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  npm('run', 'build');
  // Without `prepack`, whose output would stand before the JSON.
  const pack = npm('pack', '--json', '--ignore-scripts', '--pack-destination', destination);
  const [{ filename }]: [{ filename: string }] = JSON.parse(pack);
  const library = `${folder}node_modules/chat-token`;
  rmSync(library, { recursive: true, force: true });
  mkdirSync(library);
  execFileSync('tar', ['-xzf', `${destination}${filename}`, '-C', library, '--strip-components=1']);
  // Its dependencies as npm nests them: in the versions that the root locks.
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(`${library}/package.json`, 'utf8'),
  );
  for (const name of Object.keys(dependencies)) {
    cpSync(`${root}node_modules/${name}`, `${library}/node_modules/${name}`, { recursive: true });
  }
}

/** Bundles the suite for each kind of runtime. */
export async function bundleEntries(): Promise<void> {
  const shared = {
    bundle: true,
    target: 'es2022',
    outdir: BUILD,
    logLevel: 'warning',
    metafile: true,
    // Without the compiler's paths, which lead to the source and not to the packed library.
    tsconfigRaw: '{}',
  } as const;
  const entry = (name: string) => `${FOLDER}entries/${name}.ts`;
  const built = await Promise.all([
    // These find the package by its name at run time.
    build({
      ...shared,
      entryPoints: ['node', 'deno', 'bun'].map(entry),
      format: 'esm',
      platform: 'neutral',
      external: ['chat-token'],
      outExtension: { '.js': '.mjs' },
    }),
    // These take one file.
    build({
      ...shared,
      entryPoints: ['workerd', 'browser'].map(entry),
      format: 'esm',
      platform: 'neutral',
    }),
    build({ ...shared, entryPoints: [entry('edge')], format: 'iife', platform: 'neutral' }),
  ]);
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  // The examples of the vendors are data.
  const isCode = (path: string) => /(?:^|\/)src\/.*\.ts$/.test(path);
  const ofSource = inputs.filter((path) => isCode(path) && !path.endsWith('vendors/examples.ts'));
  if (ofSource.length > 0) throw new Error(`bundled from the source: ${ofSource.join(', ')}`);
}
