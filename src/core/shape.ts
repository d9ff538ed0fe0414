import { type ChatTokenIssue, isChatTokenError } from './errors.ts';
import { formatPath, MAX_ISSUES } from './issues.ts';
import { isPlainObject, kindOf, memberOf } from './objects.ts';
import { optionInvalid } from './options.ts';
import { contractSchema, isExact, json } from './schema.ts';
import type { StandardSchema, StandardSchemaIssue } from './standard-schema.ts';

/** What a vendor's schema made of a value: claims without the constants, or what is wrong. */
export interface Reading {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issues: readonly ChatTokenIssue[];
}

/**
 * Runs a vendor's schema over a value. What comes out is a copy that JSON carries without loss:
 * our own schemas give nothing else, what another library's schema gives is checked.
 */
export function readShape(
  schema: StandardSchema<unknown, object>,
  value: unknown,
  safeMessages: boolean,
): Reading {
  try {
    const first = run(schema, value, safeMessages);
    if (first.issues.length > 0 || isExact(schema)) return read(first);
    return read(run(contractSchema(json()), first.value, true));
  } catch (error) {
    if (isChatTokenError(error)) throw error;
    // What a getter, a proxy or a schema threw may hold the user's data: it goes no further.
    return refused('cannot be read: a getter, a proxy or the schema threw');
  }
}

/** What a schema answered: a value that counts only where there are no issues. */
interface Answer {
  readonly value: unknown;
  readonly issues: readonly ChatTokenIssue[];
}

function run(
  schema: StandardSchema<unknown, unknown>,
  input: unknown,
  safeMessages: boolean,
): Answer {
  const result = schema['~standard'].validate(input);
  if (typeof memberOf(result, 'then') === 'function') {
    // Nobody will look at it: a rejection must not bring the process down.
    Promise.resolve(result).then(ignore, ignore);
    throw optionInvalid(
      'schema must answer at once, not with a promise',
      'Leave asynchronous checks out of it.',
    );
  }
  const issues = memberOf(result, 'issues');
  if (issues === undefined) return { value: memberOf(result, 'value'), issues: [] };
  return { value: undefined, issues: readIssues(issues, safeMessages) };
}

const ignore = () => {};

function readIssues(issues: unknown, safeMessages: boolean): ChatTokenIssue[] {
  const list: readonly StandardSchemaIssue[] = Array.isArray(issues)
    ? [...issues.slice(0, MAX_ISSUES)] // A hole in the list is an issue, too.
    : [];
  // A refusal that gives no reason is one all the same.
  if (list.length === 0) return [{ path: '', message: 'is not accepted' }];
  return list.map(({ path, message }) => ({
    path: formatPath(path),
    message: safeMessages && typeof message === 'string' ? message : 'is not accepted',
  }));
}

function read({ value, issues }: Answer): Reading {
  if (issues.length > 0) return { claims: {}, issues };
  if (isPlainObject(value)) return { claims: { ...value }, issues };
  return refused(`must become an object of claims, not ${kindOf(value)}`);
}

function refused(message: string): Reading {
  return { claims: {}, issues: [{ path: '', message }] };
}
