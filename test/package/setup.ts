import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** An empty project that has installed the tarball and its dependency, and nothing else. */
    readonly project: string;
    /** The files of the tarball. */
    readonly packedFiles: string[];
  }
}

/** Packs the package as `npm publish` would, and installs it as a user would. */
export default function setup({ provide }: TestProject): () => void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const project = mkdtempSync(`${tmpdir()}/chat-token-package-`);
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  npm(root, 'run', 'build');
  // Without `prepack`, whose output would stand before the JSON.
  const output = npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', project);
  const [packed]: [{ filename: string; files: { path: string }[] }] = JSON.parse(output);
  writeFileSync(`${project}/package.json`, '{ "private": true }');
  npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`);

  provide('project', project);
  provide(
    'packedFiles',
    packed.files.map(({ path }) => path),
  );
  return () => rmSync(project, { recursive: true });
}
