import type { Finding } from '../inspect/findings.ts';
import { type InspectChatTokenOptions, inspectWith } from '../inspect/report.ts';
import { ADVICES } from '../vendors/advices.ts';

/** What is known of a token that is looked through for findings; all of it may be left out. */
export type FindingsOptions = InspectChatTokenOptions;

/** Looks a token through, as `inspectChatToken` does. What is only worth knowing fails no test. */
export async function inspect(
  token: string,
  options: FindingsOptions,
): Promise<{ readonly findings: readonly Finding[] }> {
  const { findings } = await inspectWith(ADVICES, token, options);
  return { findings: findings.filter(({ severity }) => severity !== 'info') };
}
