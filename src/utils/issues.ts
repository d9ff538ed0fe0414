import { ChatTokenError, type ChatTokenIssue } from './errors.ts';
import { MAX_ISSUES } from './limits.ts';

/**
 * Keys that read like a developer's names, and are shorter than any secret. Others may be data (an
 * e-mail address, a name, a card number): they are not shown.
 */
const SHOWN_KEY = /^(?:[A-Za-z_$][\w$-]{0,22}|\d{1,4})$/;

/** The way to a value: keys, or objects that hold one. */
export type IssuePath = readonly (PropertyKey | { readonly key: PropertyKey })[];

/** Writes the way to a value as JavaScript would: `agentData[3].currency`. */
export function formatPath(path: IssuePath = []): string {
  let text = '';
  for (const segment of path) {
    const raw = typeof segment === 'object' ? segment.key : segment;
    const key = String(raw);
    const shown = SHOWN_KEY.test(key) ? key : '…';
    if (typeof raw === 'number' && key.length < 7) text += `[${key}]`;
    else text += /^[A-Za-z_$][\w$]*$/.test(shown) ? `.${shown}` : `["${shown}"]`;
  }
  return text.replace(/^\./, '');
}

/** The error for claims that break the vendor's contract, or cannot be signed. */
export function claimsInvalid(
  subject: string,
  issues: readonly [ChatTokenIssue, ...ChatTokenIssue[]],
  hint: string,
): ChatTokenError {
  const { path, message } = issues[0];
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new ChatTokenError(
    'ERR_CLAIMS_INVALID',
    `${subject}: ${path}${path && ' '}${message}${more}`,
    { hint, issues: issues.slice(0, MAX_ISSUES) },
  );
}

/** The same for a vendor's contract. */
export function contractBroken(
  { title, docs }: { readonly title: string; readonly docs: string },
  issues: readonly [ChatTokenIssue, ...ChatTokenIssue[]],
): ChatTokenError {
  return claimsInvalid(`Not valid for ${title}`, issues, `The contract is documented at ${docs}`);
}

/** Whether there is any issue. */
export function isSome(
  issues: readonly ChatTokenIssue[],
): issues is readonly [ChatTokenIssue, ...ChatTokenIssue[]] {
  return issues.length > 0;
}
