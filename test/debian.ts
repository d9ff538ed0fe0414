/** Debian's browsers, for the tests that need real ones. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Chromium, where Debian puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** It runs as root in a container, and asks nobody but the page's server for anything. */
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
 * Installs what is missing. Not possible: an error, never a browser less.
 *
 * @param packages - the names of Debian's packages, by a program that each of them brings
 */
export function installPackages(packages: Readonly<Record<string, string>>): void {
  if (Object.keys(packages).every((program) => existsSync(`/usr/bin/${program}`))) return;
  const names = Object.values(packages);
  const quiet: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'] };
  try {
    execFileSync('apt-get', ['update', '-qq'], quiet);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    throw new Error(`The browsers cannot be installed: on Debian, install ${names.join(', ')}.`);
  }
}
