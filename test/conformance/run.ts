import { conformanceTests, type Library } from './suite.ts';

/** What came of the suite on one runtime. */
export interface Report {
  /** Of the runtime itself, as it tells it. */
  readonly version: string;
  readonly passed: number;
  readonly failures: readonly string[];
}

/** Before this text each entry prints its report, in one line. */
export const REPORT_MARK = 'conformance report: ';

/** Runs every test, one after another. */
export async function runConformance(library: Library, version: string): Promise<Report> {
  const failures: string[] = [];
  const tests = conformanceTests(library);
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { version, passed: tests.length - failures.length, failures };
}

/** The line that an entry prints. */
export function reportLine(report: Report): string {
  return REPORT_MARK + JSON.stringify(report);
}
