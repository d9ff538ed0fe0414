/** Assertions that need no test runner, and nothing of Node. */

/** Fails a test. */
export function fail(message: string): never {
  throw new Error(message);
}

/** Two values are the same JSON, member for member and in the same order. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) fail(`${what}: got ${left}, expected ${right}`);
}

/** Returns the code of the rejection, or `accepted`. An asynchronous function that throws at once fails. */
export async function codeOf(action: () => Promise<unknown>): Promise<string> {
  const verdict = action();
  try {
    await verdict;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    return fail(`not a coded error: ${error}`);
  }
  return 'accepted';
}
