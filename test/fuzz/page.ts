/** The page docs/fuzzing.md, as `npm run fuzz` writes it. */
import { DIFFERENCES } from './jose-differences.ts';
import type { FuzzResult } from './property.ts';

/** What became of a property. */
export interface FuzzedProperty extends FuzzResult {
  readonly file: string;
  readonly name: string;
  readonly hasFailed: boolean;
}

/** What a run of `npm run fuzz` knows of itself. */
export interface FuzzRun {
  readonly minutes: number;
  readonly seed: string;
  readonly date: string;
  readonly commit: string;
  /** Whether src/ had changes that were not committed. */
  readonly isChanged: boolean;
  readonly node: string;
  readonly properties: readonly FuzzedProperty[];
  /** Errors that nobody caught, such as rejections that were left behind. */
  readonly unhandled: number;
}

export function fuzzingPage(run: FuzzRun): string {
  const properties = [...run.properties].sort((one, other) => one.file.localeCompare(other.file));
  const runs = properties.reduce((sum, property) => sum + property.runs, 0);
  const failures = properties.filter(({ hasFailed }) => hasFailed).length;
  const commit = `\`${run.commit}\`${run.isChanged ? ' and changes that are not committed' : ''}`;
  return `# Fuzzing

\`npm run fuzz\` writes this page. It tries each property with values made at random for its share of the minutes (\`FUZZ_MINUTES\`), from one seed on; \`npm test\` tries each some hundred times. What fails is shown with its seed, and fails again with \`FUZZ_SEED=<seed> npx vitest run test/fuzz\`.

| | |
| --- | --- |
| date | ${run.date} |
| library | ${commit} |
| Node.js | ${run.node} |
| minutes | ${run.minutes} |
| first seed | ${run.seed} |
| runs | ${count(runs)} |
| properties that failed | ${failures} of ${properties.length} |
| errors that nobody caught | ${run.unhandled} |

## Properties

| file | property | runs | failures |
| --- | --- | --: | --- |
${properties.map(row).join('\n')}

${differencesTable()}`;
}

function row({ file, name, runs, hasFailed, failedSeed }: FuzzedProperty): string {
  const failures = hasFailed ? `seed ${failedSeed ?? 'unknown'}` : 'none';
  return `| \`${file}\` | ${name} | ${count(runs)} | ${failures} |`;
}

const count = (value: number) => value.toLocaleString('en-GB');

/** The differences from jose, which \`test/fuzz/jose.test.ts\` holds to be these. */
export function differencesTable(): string {
  const rows = DIFFERENCES.map(
    ({ what, refusal, reason }) => `| ${what} | \`${refusal}\` | ${reason} |`,
  );
  return `## Differences from jose

\`verifyChatToken\` and jose's \`jwtVerify\` (with \`algorithms: ['HS256']\`) take and refuse the same tokens, and read the same claims, but for these, all of which the library refuses and jose takes. Contracts of vendors aside.

| the token has | error | why |
| --- | --- | --- |
${rows.join('\n')}
`;
}
