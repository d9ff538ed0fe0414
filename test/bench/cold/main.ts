/**
 * Measures what the library adds to a process that has just started, beside jose, and fails where it
 * is more. Writes docs/cold-start.md; with --short it measures less and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { thisMachine } from '../machine.ts';
import { farTooDear, tooDear, tooMany, untold } from './compare.ts';
import { installPackages, versionOf } from './install.ts';
import {
  compareBundled,
  compareInstalled,
  compareWorkers,
  loadsBundled,
  loadsInstalled,
} from './measure.ts';
import { inWords, pageOf } from './page.ts';
import { hasWorkerd, workerdVersion } from './workerd.ts';

const isShort = process.argv.includes('--short');
const rounds = isShort ? { node: 15, workerd: 8 } : { node: 60, workerd: 40 };

if (!hasWorkerd()) throw new Error('workerd is missing: npm ci --prefix test/runtimes');
installPackages();
const versions = [`jose ${versionOf('jose')}`, workerdVersion()];

const installed = loadsInstalled();
const bundled = await loadsBundled();
for (const { name, modules, bytes } of [...installed, ...bundled]) {
  process.stdout.write(`${name}: ${modules} modules, ${bytes} bytes\n`);
}

const comparisons = [
  ...(await compareInstalled(rounds.node)),
  ...(await compareBundled(rounds.node)),
  ...(await compareWorkers(rounds.workerd)),
];
for (const comparison of comparisons) process.stdout.write(`${inWords(comparison)}\n`);

const [jose, ...own] = installed.toReversed();
const problems = [
  ...(isShort ? farTooDear(comparisons) : tooDear(comparisons)),
  ...(jose === undefined ? [] : tooMany(own, jose)),
];
const unclear = untold(comparisons);
for (const problem of [...problems, ...unclear]) process.stderr.write(`${problem}\n`);
// In short, noise stops nobody.
process.exitCode = problems.length + (isShort ? 0 : unclear.length) === 0 ? 0 : 1;

if (!isShort) {
  const run = { comparisons, installed, bundled, rounds, versions };
  writeFileSync('docs/cold-start.md', pageOf(run, thisMachine()));
}
