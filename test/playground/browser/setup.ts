import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM, CHROMIUM_ARGUMENTS, installPackages } from '../../support/debian.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built site. */
    readonly playgroundSite: string;
  }
}

/**
 * Builds the site as `npm run docs` does, into a folder of its own, and starts Chromium. With
 * `PLAYGROUND_SITE` it takes a site that is built already.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  installPackages({ chromium: 'chromium' });
  const { PLAYGROUND_SITE } = process.env;
  const site = PLAYGROUND_SITE ?? mkdtempSync(join(tmpdir(), 'playground-'));
  if (PLAYGROUND_SITE === undefined) {
    const cwd = fileURLToPath(new URL('../../../', import.meta.url));
    execFileSync('npm', ['run', '--silent', 'docs', '--', '--outDir', site], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  provide('playgroundSite', site);
  const server = await chromium.launchServer({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGUMENTS],
  });
  provide('browser', server.wsEndpoint());
  return async () => {
    await server.close();
    if (PLAYGROUND_SITE === undefined) rmSync(site, { recursive: true });
  };
}
