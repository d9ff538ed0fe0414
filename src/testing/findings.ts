import type { Finding } from '../inspect/findings.ts';
import { type InspectChatTokenOptions, inspectWith } from '../inspect/report.ts';
import { CHECKS } from '../vendors/checks.ts';

/** Options of the checks for findings. All are optional. */
export type FindingsOptions = InspectChatTokenOptions;

/** Inspects a token like `inspectChatToken`. Findings of severity `info` do not fail a test. */
export async function inspect(
  token: string,
  options: FindingsOptions,
): Promise<{ readonly findings: readonly Finding[] }> {
  const { findings } = await inspectWith(CHECKS, token, options);
  return { findings: findings.filter(({ severity }) => severity !== 'info') };
}
