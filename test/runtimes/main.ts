/**
 * Runs the conformance suite on every runtime, prints one table, writes it to reports/runtimes.md,
 * and fails if any test failed, any runtime could not be started, or one is not what it is called.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { REPORT_MARK, type Report } from '../conformance/run.ts';
import { insecurePage, installBrowsers } from './browsers.ts';
import { bundleEntries, FOLDER, installPackedLibrary } from './build.ts';
import { checkJsr, RUNTIMES, type Runtime } from './runtimes.ts';

interface Run {
  readonly runtime: string;
  /** As the runtime itself reports it. */
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: string;
}

const problems: string[] = [];

function parseReport(output: string): Report {
  const line = output.split('\n').find((candidate) => candidate.includes(REPORT_MARK));
  if (line === undefined) throw new Error(`no report in: ${output.slice(0, 500)}`);
  return JSON.parse(line.slice(line.indexOf(REPORT_MARK) + REPORT_MARK.length));
}

async function runOn({ name, expectedVersion, run }: Runtime): Promise<Run> {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  try {
    const { version, passed, failures } = parseReport(await run());
    if (!expectedVersion.test(version)) problems.push(`${name}: it says that it is ${version}`);
    if (passed === 0) problems.push(`${name}: no test ran`);
    for (const failure of failures) problems.push(`${name}: ${failure}`);
    return { runtime: name, version, passed, failed: failures.length, seconds: seconds() };
  } catch (error) {
    problems.push(`${name}: did not run: ${error instanceof Error ? error.message : error}`);
    return { runtime: name, version: 'did not run', passed: 0, failed: 0, seconds: seconds() };
  }
}

function reportOf(runs: readonly Run[]): string {
  const lines = runs.map(
    ({ runtime, version, passed, failed }) => `| ${runtime} | ${version} | ${passed} | ${failed} |`,
  );
  return `# Runtimes

| runtime | version, as it reports itself | passed | failed |
| --- | --- | --: | --: |
${lines.join('\n')}
`;
}

async function attempt(what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
    console.log(`${what}: as it should be`);
  } catch (error) {
    problems.push(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}

installBrowsers();
installPackedLibrary();
await bundleEntries();

const rows: Run[] = [];
for (const runtime of RUNTIMES) rows.push(await runOn(runtime));
console.table(rows);
const reports = `${FOLDER}../../reports`;
mkdirSync(reports, { recursive: true });
writeFileSync(`${reports}/runtimes.md`, reportOf(rows));

await attempt('an insecure page', async () => {
  const code = await insecurePage();
  if (code !== 'ERR_RUNTIME_UNSUPPORTED') throw new Error(`got ${code}`);
});
await attempt('deno publish --dry-run', checkJsr);

const counts = new Set(rows.map(({ passed, failed }) => passed + failed));
if (counts.size > 1) problems.push('not every runtime ran the same number of tests');

for (const problem of problems) console.error(problem);
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
console.log(`${passed} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 ? 0 : 1;
