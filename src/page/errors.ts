import { ChatTokenError, type ChatTokenErrorCode, type VendorError } from '../utils/errors.ts';

/** Makes an error of the page. */
export function pageError(
  code: ChatTokenErrorCode,
  message: string,
  hint: string,
  vendorError?: VendorError,
): ChatTokenError {
  return new ChatTokenError(code, message, { hint, ...(vendorError && { vendorError }) });
}

/** Throws if the runtime lacks one of these globals. */
export function requireGlobals(...names: string[]): void {
  for (const name of names) {
    if (Reflect.get(globalThis, name)) continue;
    throw pageError(
      'ERR_RUNTIME_UNSUPPORTED',
      `chat-token needs a page with ${name}`,
      'Call it in a browser.',
    );
  }
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
