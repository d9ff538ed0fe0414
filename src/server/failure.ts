import { ChatTokenError } from '../utils/errors.ts';

/** Returns the body of the response for an error: its code alone. */
export function failureOf(error: unknown): { readonly error: string } {
  return { error: error instanceof ChatTokenError ? error.code : 'ERR_INTERNAL' };
}

/** Calls `onError`, and ignores what it throws, now or later: the response stays the same. */
export function reportError(
  onError: (error: unknown, request: Request) => unknown,
  error: unknown,
  request: Request,
): void {
  Promise.resolve()
    .then(() => onError(error, request))
    .catch(() => {});
}

/** What the engines say if a member of a request is missing. */
const MISSING = /undefined|not a function/;

/** Writes an error to the console, where the developer sees it. */
export function logError(error: unknown): void {
  const isMissing = error instanceof TypeError && MISSING.test(error.message);
  const hint = isMissing ? ' getUser gets (request, req, res): the web Request first.' : '';
  // biome-ignore lint/suspicious/noConsole: without onError, the developer would see no error
  console.error(`The chat token endpoint failed.${hint}`, error);
}
