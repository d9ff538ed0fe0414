/**
 * Benchmarks the built library: `npm run bench -- [speed] [growth] [cold-start] [--short] [--all]`.
 * Prints a report for each question, writes it to reports/<question>.md, and fails on a missed gate.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { measureColdStart } from './cold/cold.ts';
import { measureGrowth } from './growth/growth.ts';
import { type Answer, environmentText, type Options } from './report.ts';
import { measureSpeed } from './speed/speed.ts';

const QUESTIONS: Readonly<Record<string, (options: Options) => Promise<Answer>>> = {
  speed: measureSpeed,
  growth: measureGrowth,
  'cold-start': measureColdStart,
};

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' }, all: { type: 'boolean' } },
  allowPositionals: true,
});
const options: Options = { isShort: values.short ?? false, isAll: values.all ?? false };
const unknown = positionals.filter((name) => !Object.hasOwn(QUESTIONS, name));
if (unknown.length > 0) throw new Error(`Unknown question: ${unknown.join(', ')}`);

// Each worker is one file: other packages are found by name, and the library where it is built.
await build({
  entryPoints: { speed: 'test/bench/speed/worker.ts', growth: 'test/bench/growth/worker.ts' },
  outdir: 'test/bench/.build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  packages: 'external',
  alias: { 'chat-token': '../../../dist/index.js' },
  external: ['../../../dist/index.js'],
  logLevel: 'warning',
});
mkdirSync('reports', { recursive: true });

for (const [name, ask] of Object.entries(QUESTIONS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const start = performance.now();
  const { report, problems } = await ask(options);
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  const text = `${report}\n\nMeasured in ${minutes} minutes: ${environmentText()}.\n`;
  writeFileSync(`reports/${name}.md`, text);
  console.log(text);
  for (const problem of problems) console.error(`${name}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
