import { type ChatTokenIssue, isChatTokenError } from '../utils/errors.ts';
import { formatPath, type Validation } from '../utils/issues.ts';
import { MAX_ISSUES } from '../utils/limits.ts';
import { isFunction, isPlainObject, kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { readContract } from './contract.ts';
import { jsonObject } from './json.ts';
import type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaResult,
} from './standard-schema.ts';

const ANY_CLAIMS = /* @__PURE__ */ jsonObject();

/**
 * Runs a schema of another library. Its result is checked too: the claims are a copy that JSON carries
 * without loss.
 */
export function readForeign(
  schema: StandardSchema<unknown, object>,
  value: unknown,
  safeMessages: boolean,
): Validation<object> {
  try {
    const result = schema['~standard'].validate(value);
    if (isPromise(result)) throw rejectPromise(result);
    if (result.issues !== undefined) return { issues: readIssues(result.issues, safeMessages) };
    if (isPlainObject(result.value)) return readContract(ANY_CLAIMS, result.value);
    return oneIssue(`must become an object of claims, got ${kindOf(result.value)}`);
  } catch (error) {
    if (isChatTokenError(error)) throw error;
    // What it threw may quote the user's data.
    return oneIssue('cannot be read: a getter, a proxy or the schema threw');
  }
}

function isPromise<T>(result: T | Promise<T>): result is Promise<T> {
  return isFunction(Reflect.get(Object(result), 'then'));
}

function rejectPromise(result: Promise<StandardSchemaResult<object>>): Error {
  // Nothing waits for it: a rejection must not end the process.
  const ignore = () => {};
  Promise.resolve(result).then(ignore, ignore);
  return optionInvalid(
    'user must be a synchronous schema, got one that returns a promise',
    'Leave asynchronous checks out of it.',
  );
}

function oneIssue(message: string): Validation<never> {
  return { issues: [{ path: '', message }] };
}

function readIssues(
  issues: readonly StandardSchemaIssue[],
  safeMessages: boolean,
): readonly ChatTokenIssue[] {
  const known = [...issues].slice(0, MAX_ISSUES).map(({ path, message }) => ({
    path: formatPath(path),
    message: safeMessages && typeof message === 'string' ? message : 'is not accepted',
  }));
  // A schema may reject without saying why.
  return known.length > 0 ? known : [{ path: '', message: 'is not accepted' }];
}
