import { type ChatTokenIssue, isChatTokenError } from '../utils/errors.ts';
import { formatPath } from '../utils/issues.ts';
import { MAX_ISSUES } from '../utils/limits.ts';
import { isPlainObject, kindOf, memberOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { contractSchema, jsonObject, type Reading, readContract, refusedReading } from './rules.ts';
import type { StandardSchema, StandardSchemaIssue } from './standard-schema.ts';

/** Runs another library's schema. What it gives is checked: a copy that JSON carries without loss. */
export function readShape(
  schema: StandardSchema<unknown, object>,
  value: unknown,
  safeMessages: boolean,
): Reading {
  try {
    const { value: claims, issues } = run(schema, value, safeMessages);
    if (issues.length > 0) return { claims: {}, issues };
    if (isPlainObject(claims)) return readContract(contractSchema(jsonObject), claims);
    return refusedReading(`must become an object of claims, not ${kindOf(claims)}`);
  } catch (error) {
    if (isChatTokenError(error)) throw error;
    return refusedReading('cannot be read: a getter, a proxy or the schema threw');
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
