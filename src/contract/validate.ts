import type { ChatTokenIssue } from '../utils/errors.ts';
import type { Validation } from '../utils/issues.ts';
import { copyPlain } from '../utils/objects.ts';
import type { ChatVendor } from './vendor.ts';

/**
 * Checks the claims of a token: the fixed claims here, and everything else as for a user. What signing
 * sets, and registered claims that the contract does not name, are not part of it.
 */
export function validateClaims<Claims extends object>(
  { token, '~validate': validate }: Pick<ChatVendor<never, Claims>, 'token' | '~validate'>,
  claims: unknown,
): Validation<Claims> {
  const { fixedClaims, reservedClaims, ignoredClaims = [], privilegedClaims = [] } = token;
  const given = readClaims(claims);
  if (given === undefined) return { issues: [{ path: '', message: 'must be a plain object' }] };
  const issues: ChatTokenIssue[] = [];
  const user: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(fixedClaims, name)) continue;
    if (reservedClaims.includes(name) || ignoredClaims.includes(name)) continue;
    if (privilegedClaims.includes(name)) {
      issues.push({ path: name, message: 'is privileged: user data cannot set it' });
      continue;
    }
    // Not an assignment: the name may be __proto__.
    Object.defineProperty(user, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  for (const [path, value] of Object.entries(fixedClaims)) {
    if (given[path] !== value) issues.push({ path, message: `must be ${JSON.stringify(value)}` });
  }
  const checked = validate(user, true);
  if (checked.issues !== undefined) issues.push(...checked.issues);
  else if (issues.length === 0) return checked;
  return { issues };
}

/** Returns what is wrong with the claims of a token that signing makes. */
export function generatedIssues(
  names: readonly string[],
  claims: Readonly<Record<string, unknown>>,
): readonly ChatTokenIssue[] {
  return names.flatMap((path) => {
    const value = claims[path];
    if (value === undefined) return [{ path, message: 'is missing' }];
    if (['string', 'number', 'boolean'].includes(typeof value)) return [];
    return [{ path, message: 'must be a string, number or boolean' }];
  });
}

/** Claims may come from a caller of `lintClaims`: reading them may run a getter that throws. */
function readClaims(claims: unknown): Record<string, unknown> | undefined {
  try {
    return copyPlain(claims);
  } catch {
    return undefined;
  }
}
