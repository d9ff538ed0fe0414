import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints what each property tried, and writes it to reports/fuzzing.md. */
export class FuzzReporter implements Reporter {
  readonly #settings: { readonly minutes: number; readonly seed: string };

  constructor(settings: { readonly minutes: number; readonly seed: string }) {
    this.#settings = settings;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const { minutes, seed } = this.#settings;
    const report = `# Fuzzing

${minutes} minutes from seed ${seed} on, ${process.version}, ${unhandled.length} unhandled errors.
Repeat a failure with \`FUZZ_SEED=<seed> npx vitest run test/fuzz\`.

| file | property | runs | failed seed |
| --- | --- | --: | --- |
${modules.flatMap(rowsOf).join('\n')}
`;
    mkdirSync('reports', { recursive: true });
    writeFileSync('reports/fuzzing.md', report);
    process.stdout.write(`\n${report}`);
  }
}

function rowsOf(module: TestModule): string[] {
  const file = module.moduleId.slice(module.moduleId.lastIndexOf('/') + 1);
  return [...module.children.allTests()].flatMap((test) => {
    const { fuzz } = test.meta();
    if (fuzz === undefined) return [];
    const seed = test.result().state === 'passed' ? '' : (fuzz.failedSeed ?? 'unknown');
    return [`| ${file} | ${test.name} | ${fuzz.runs} | ${seed} |`];
  });
}
