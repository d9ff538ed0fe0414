/** Debian's packages, for tests that need programs other than Node. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Chromium, where Debian puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** It runs as root in a container, and sends requests to the page's server only. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Installs the packages that are missing. Throws if it cannot, so that no browser is skipped.
 *
 * @param packages - the names of Debian's packages, by a file that each of them installs: a program of
 *   `/usr/bin`, or a full path
 */
export function installPackages(packages: Readonly<Record<string, string>>): void {
  if (Object.keys(packages).every((file) => existsSync(resolve('/usr/bin', file)))) return;
  const names = Object.values(packages);
  const quiet: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'] };
  try {
    execFileSync('apt-get', ['update', '-qq'], quiet);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    throw new Error(
      `The tests need programs that are missing. On Debian, install ${names.join(', ')}.`,
    );
  }
}
