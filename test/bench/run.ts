/** Runs inside a runtime: measures as it is told, and prints one report. */
import process from 'node:process';
import { runCases } from './cases.ts';
import { claimsBytes } from './payloads.ts';
import { type Order, REPORT_MARK, type Report } from './report.ts';

function runtimeName(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `Bun ${bun}`;
  if (deno !== undefined) return `Deno ${deno}`;
  return `Node.js ${node}`;
}

const order: Order = JSON.parse(process.argv[2] ?? '');
const report: Report = {
  runtime: runtimeName(),
  claimsBytes: { small: claimsBytes('small'), large: claimsBytes('large') },
  cases: await runCases(order),
};
console.log(REPORT_MARK + JSON.stringify(report));
