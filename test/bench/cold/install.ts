import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Subject } from './subjects.ts';

/** A project of a user's own, with the two packages installed. */
export const PROJECT: string = resolve('reports/cold/project');

/** Packs the library and installs what users get, with jose beside it, and no link to either. */
export function installPackages(): void {
  rmSync(PROJECT, { recursive: true, force: true });
  const library = `${PROJECT}/node_modules/chat-token`;
  mkdirSync(library, { recursive: true });
  // A package of its own: else `chat-token` would be the one that this folder is a part of.
  writeModule('package.json', JSON.stringify({ name: 'project', private: true, type: 'module' }));
  const pack = execFileSync(
    'npm',
    // Without `prepack`, whose output would stand before the JSON: the library is built.
    ['pack', '--json', '--ignore-scripts', '--pack-destination', PROJECT],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [{ filename }]: [{ filename: string }] = JSON.parse(pack);
  execFileSync('tar', ['-xzf', `${PROJECT}/${filename}`, '-C', library, '--strip-components=1']);
  cpSync('node_modules/jose', `${PROJECT}/node_modules/jose`, { recursive: true });
}

/** The version of an installed package. */
export function versionOf(name: string): string {
  return JSON.parse(readFileSync(`${PROJECT}/node_modules/${name}/package.json`, 'utf8')).version;
}

/** Writes a module into the project; gives its path. */
export function writeModule(file: string, code: string): string {
  const path = `${PROJECT}/${file}`;
  writeFileSync(path, code);
  return path;
}

/** Writes one file that needs no other, as small as it gets: what is deployed to the edge. */
export async function writeBundle(file: string, code: string): Promise<string> {
  const outfile = `${PROJECT}/${file}`;
  await build({
    stdin: { contents: code, resolveDir: PROJECT },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // A chunk that another file imports for its order alone is left out, which is what is wanted.
    logOverride: { 'ignored-bare-import': 'silent' },
    outfile,
  });
  return outfile;
}

/** A file name from a subject's name. */
export function fileOf({ name }: Subject, ending: string): string {
  return `${name.replaceAll(/\W+/g, '-')}${ending}`;
}
