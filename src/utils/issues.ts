import { ChatTokenError, type ChatTokenIssue } from './errors.ts';
import { MAX_ISSUES } from './limits.ts';

/** A path to a value: keys, or objects with a key. */
export type IssuePath = readonly (PropertyKey | { readonly key: PropertyKey })[];

/**
 * Keys that look like names in code: shorter than any secret, or three to five words in snake case. Other
 * keys may be data (an e-mail address, a card number), and messages do not show them.
 */
export const NAME: RegExp = /^(?:[A-Za-z_$][\w$-]{0,22}|[a-z]{2,12}(?:_[a-z]{2,12}){2,4}|\d{1,4})$/;

/** Writes a path the way JavaScript does: `agentData[3].currency`. */
export function formatPath(path: IssuePath = []): string {
  let text = '';
  for (const segment of path) {
    const raw = typeof segment === 'object' ? segment.key : segment;
    const key = String(raw);
    const shown = NAME.test(key) ? key : '…';
    if (typeof raw === 'number' && key.length < 7) text += `[${key}]`;
    else text += /^[A-Za-z_$][\w$]*$/.test(shown) ? `.${shown}` : `["${shown}"]`;
  }
  return text.replace(/^\./, '');
}

/** The outcome of checking a user or a token's claims: the claims, or what is wrong with them. */
export type Validation<Claims> =
  | {
      /** The claims, as a copy. */
      readonly claims: Claims;
      /** Nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** Something is wrong. */
      readonly claims?: undefined;
      /** What is wrong, at least one issue. */
      readonly issues: readonly ChatTokenIssue[];
    };

/**
 * Makes the error for claims that are not valid, or cannot be signed. `whole` is what an issue without a path
 * is about, if `subject` does not say that.
 */
export function claimsInvalid(
  subject: string,
  issues: readonly ChatTokenIssue[],
  hint: string,
  whole = '',
): ChatTokenError {
  const { path = '', message = '' } = issues[0] ?? {};
  const place = path || whole;
  // Messages of this package end a sentence that the path begins. Those of a schema may be sentences.
  const space = place && (/^[a-z]/.test(message) ? ' ' : ': ');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new ChatTokenError('ERR_CLAIMS_INVALID', `${subject}: ${place}${space}${message}${more}`, {
    hint,
    issues: issues.slice(0, MAX_ISSUES),
  });
}
