import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM, CHROMIUM_ARGUMENTS, installPackages } from '../support/debian.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Chromium can be spoken to. */
    readonly browser: string;
    /** The pages' scripts, by their path. */
    readonly scripts: Readonly<Record<string, string>>;
  }
}

/** Builds the library, bundles the pages' scripts with it, and starts Chromium. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  installPackages({ chromium: 'chromium' });
  const root = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { cwd: root });
  provide('scripts', await bundleScripts());
  const server = await chromium.launchServer({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGUMENTS],
    // The pages are to come back from the history as they do for a visitor.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  provide('browser', server.wsEndpoint());
  return () => server.close();
}

async function bundleScripts(): Promise<Record<string, string>> {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const { outputFiles } = await build({
    bundle: true,
    format: 'iife',
    target: 'es2022',
    // Without the paths of tsconfig.json: `chat-token/browser` is the built one.
    tsconfigRaw: {},
    entryPoints: [`${folder}pages/*.ts`, `${folder}vendors/*.ts`],
    outbase: folder,
    outdir: '/',
    logLevel: 'error',
    write: false,
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path, text]));
}
