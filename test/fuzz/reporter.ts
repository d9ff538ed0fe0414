import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { type FuzzedProperty, fuzzingPage } from './page.ts';

/** Writes docs/fuzzing.md once all is done. */
export class FuzzReporter implements Reporter {
  readonly #settings: { readonly minutes: number; readonly seed: string };

  constructor(settings: { readonly minutes: number; readonly seed: string }) {
    this.#settings = settings;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const page = fuzzingPage({
      ...this.#settings,
      date: new Date().toISOString().slice(0, 10),
      commit: git('rev-parse', '--short=12', 'HEAD'),
      isChanged: git('status', '--porcelain', '--', 'src') !== '',
      node: process.version,
      properties: modules.flatMap(propertiesOf),
      unhandled: unhandled.length,
    });
    writeFileSync(new URL('../../docs/fuzzing.md', import.meta.url), page);
  }
}

function propertiesOf(module: TestModule): FuzzedProperty[] {
  const file = module.moduleId.slice(module.moduleId.lastIndexOf('/') + 1);
  return [...module.children.allTests()].flatMap((test) => {
    const { fuzz } = test.meta();
    if (fuzz === undefined) return [];
    return [{ file, name: test.name, hasFailed: test.result().state !== 'passed', ...fuzz }];
  });
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}
