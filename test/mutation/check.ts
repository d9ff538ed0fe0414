/**
 * Holds the report of the last run against the explanations. With --write, as after a whole run, it
 * also writes docs/mutation.md.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { pageOf } from './page.ts';
import { compare, type Explanation, type Report } from './report.ts';

const REPORT = 'reports/mutation/report.json';
const SURVIVORS = 'test/mutation/survivors.json';

const report: Report = JSON.parse(readFileSync(REPORT, 'utf8'));
const explanations: Explanation[] = JSON.parse(readFileSync(SURVIVORS, 'utf8'));
const { unexplained, stale } = compare(report, explanations);

const say = (heading: string, those: readonly object[]) => {
  if (those.length > 0)
    process.stderr.write(`${heading}\n${JSON.stringify(those, undefined, 2)}\n`);
};
say(`Survivors that ${SURVIVORS} does not explain:`, unexplained);
say(`Explanations in ${SURVIVORS} whose survivor is gone:`, stale);

if (unexplained.length + stale.length > 0) {
  process.exitCode = 1;
} else if (process.argv.includes('--write')) {
  const date = statSync(REPORT).mtime.toISOString().slice(0, 10);
  writeFileSync('docs/mutation.md', pageOf(report, explanations, date));
}
