import { ChatTokenError, type ChatTokenErrorCode } from '../utils/errors.ts';

/** Makes an error of the page. */
export function pageError(code: ChatTokenErrorCode, message: string, hint: string): ChatTokenError {
  return new ChatTokenError(code, message, { hint });
}

/** Calls a callback of the page. What it throws does not end the session. */
export function call<Value>(callback: ((value: Value) => void) | undefined, value: Value): void {
  if (callback) queueMicrotask(() => callback(value));
}

/**
 * Returns how long to wait after failures, in milliseconds: longer each time, up to `longest` seconds,
 * and not the same for all visitors.
 */
export function pauseAfter(failures: number, longest: number): number {
  return Math.min(2 ** failures, longest) * 500 * (1 + Math.random());
}
