import type { ChatTokenIssue } from '../utils/errors.ts';
import { formatPath, type IssuePath, type Validation } from '../utils/issues.ts';
import { MAX_ISSUES } from '../utils/limits.ts';
import { isFunction, isPlainObject, kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { readContract } from './contract.ts';
import { jsonObject } from './json.ts';
import { createMessageFilter, IS_INVALID } from './messages.ts';
import { notPlain } from './rule.ts';
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
): Validation<object> {
  try {
    if (isPromise(value)) return oneIssue(notPlain(value));
    const result = schema['~standard'].validate(value);
    if (!isPromise(result)) return readResult(result, value);
    ignore(result);
  } catch {
    // What it threw may quote the user's data, also if it looks like an error of this package.
    return oneIssue('cannot be read: a getter, a proxy or the schema threw');
  }
  throw optionInvalid(
    'user must be a synchronous schema, got one that returns a promise',
    'Leave asynchronous checks out of it. zod also returns one if a function in the schema throws.',
  );
}

function readResult(result: StandardSchemaResult<object>, user: unknown): Validation<object> {
  if (result.issues !== undefined) return { issues: readIssues(result.issues, user) };
  if (isPlainObject(result.value)) return readContract(ANY_CLAIMS, result.value);
  return oneIssue(`must become an object of claims, got ${kindOf(result.value)}`);
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return isFunction(Reflect.get(Object(value), 'then'));
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
  user: unknown,
): readonly ChatTokenIssue[] {
  const shownOf = createMessageFilter(user);
  const known = [...issues].slice(0, MAX_ISSUES).flatMap((issue): ChatTokenIssue[] => {
    const { path: keys = [], message } = issue;
    const unknown = unknownKeys(issue);
    if (unknown.length > 0) {
      return unknown.map((key) => ({ path: formatPath([...keys, key]), message: 'is not known' }));
    }
    const path = formatPath(keys);
    const said = shownOf(message);
    const shown = said === IS_INVALID ? `${said}${instanceAt(user, keys)}` : said;
    // Messages of arktype start with the path.
    const isRepeated = path !== '' && shown.startsWith(`${path} `);
    return [{ path, message: isRepeated ? shown.slice(path.length + 1) : shown }];
  });
  // A schema may reject without saying why.
  if (known.length === 0) known.push({ path: '', message: IS_INVALID });
  if (isInstance(user)) known.unshift({ path: '', message: notPlain(user) });
  return known.slice(0, MAX_ISSUES);
}

/** Names the class of the value at a path, which explains most rejections of an instance. */
function instanceAt(user: unknown, keys: IssuePath): string {
  let value = user;
  for (const segment of keys) {
    value = Reflect.get(Object(value), typeof segment === 'object' ? segment.key : segment);
  }
  return value !== user && isInstance(value) ? `, got ${kindOf(value)}` : '';
}

function isInstance(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainObject(value)
  );
}

/** The keys that zod does not know: it has one issue for all of them. */
function unknownKeys(issue: StandardSchemaIssue): readonly string[] {
  const keys: unknown = Reflect.get(issue, 'keys');
  if (!Array.isArray(keys)) return [];
  const known = keys.slice(0, MAX_ISSUES);
  return known.every((key) => typeof key === 'string') ? known : [];
}
