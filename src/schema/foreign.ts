import type { ChatTokenIssue } from '../utils/errors.ts';
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
    if (!isPromise(result)) return readResult(result, safeMessages);
    ignore(result);
  } catch {
    // What it threw may quote the user's data, also if it looks like an error of this package.
    return oneIssue('cannot be read: a getter, a proxy or the schema threw');
  }
  throw optionInvalid(
    'user must be a synchronous schema, got one that returns a promise',
    'Leave asynchronous checks out of it.',
  );
}

function readResult(
  result: StandardSchemaResult<object>,
  safeMessages: boolean,
): Validation<object> {
  if (result.issues !== undefined) return { issues: readIssues(result.issues, safeMessages) };
  if (isPlainObject(result.value)) return readContract(ANY_CLAIMS, result.value);
  return oneIssue(`must become an object of claims, got ${kindOf(result.value)}`);
}

function isPromise<T>(result: T | Promise<T>): result is Promise<T> {
  return isFunction(Reflect.get(Object(result), 'then'));
}

/** Nothing waits for this promise: a rejection must not end the process. */
function ignore(promise: Promise<unknown>): void {
  const nothing = () => {};
  Promise.resolve(promise).then(nothing, nothing);
}

function oneIssue(message: string): Validation<never> {
  return { issues: [{ path: '', message }] };
}

function readIssues(
  issues: readonly StandardSchemaIssue[],
  safeMessages: boolean,
): readonly ChatTokenIssue[] {
  const known = [...issues].slice(0, MAX_ISSUES).flatMap((issue): readonly ChatTokenIssue[] => {
    const { path = [], message } = issue;
    const keys = unknownKeys(issue);
    if (keys.length > 0) {
      return keys.map((key) => ({ path: formatPath([...path, key]), message: 'is not known' }));
    }
    const text = safeMessages && typeof message === 'string' ? message : 'is not accepted';
    return [{ path: formatPath(path), message: text }];
  });
  // A schema may reject without saying why.
  return known.length > 0 ? known.slice(0, MAX_ISSUES) : [{ path: '', message: 'is not accepted' }];
}

/** The keys that zod does not know: it has one issue for all of them. */
function unknownKeys(issue: StandardSchemaIssue): readonly string[] {
  const keys: unknown = Reflect.get(issue, 'keys');
  if (!Array.isArray(keys)) return [];
  const known = keys.slice(0, MAX_ISSUES);
  return known.every((key) => typeof key === 'string') ? known : [];
}
