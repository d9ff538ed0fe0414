/** How a call may end: with a result, or with an error of the package. */
import { readFileSync } from 'node:fs';
import { inspect, isDeepStrictEqual } from 'node:util';
import { ChatTokenError } from 'chat-token';
import { expect } from 'vitest';

/** The codes as they are documented at `ChatTokenErrorCode`. */
const source = readFileSync(new URL('../../src/utils/errors.ts', import.meta.url), 'utf8');
const CODES: readonly string[] = [...source.matchAll(/^ \* \| `(ERR_\w+)`/gm)].map(
  ([, code = '']) => code,
);

/** How a call ended. */
export type Answer = { readonly result: unknown } | { readonly code: string };

/** Holds that an error is one of the package, complete, with a documented code. */
export function codeOf(error: unknown): string {
  if (!(error instanceof ChatTokenError)) {
    // As the cause, for not even its text may be readable.
    throw new Error('an error that is not of the package', { cause: error });
  }
  expect(CODES).toContain(error.code);
  expect(error.message, 'every error says what is wrong').toBeTruthy();
  expect(error.hint, 'every error says what to do').toBeTruthy();
  for (const { path, message } of error.issues ?? []) {
    expect(typeof path).toBe('string');
    expect(typeof message).toBe('string');
  }
  return error.code;
}

/** Calls a function as JavaScript does: with whatever there is. */
export function answer(fn: (...args: never) => unknown, ...args: readonly unknown[]): Answer {
  let result: unknown;
  try {
    result = Reflect.apply(fn, undefined, args);
  } catch (error) {
    return { code: codeOf(error) };
  }
  return { result };
}

/** The same for a function that returns a promise: it must never throw at once. */
export async function promised(
  fn: (...args: never) => unknown,
  ...args: readonly unknown[]
): Promise<Answer> {
  const promise: unknown = Reflect.apply(fn, undefined, args);
  expect(promise).toBeInstanceOf(Promise);
  let result: unknown;
  try {
    result = await promise;
  } catch (error) {
    return { code: codeOf(error) };
  }
  return { result };
}

/** Holds that two values are the same: by Node's equality, for the test runner's asks a member named constructor. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  expect.fail(
    `not the same:\n${inspect(actual, { depth: 9 })}\n${inspect(expected, { depth: 9 })}`,
  );
}
