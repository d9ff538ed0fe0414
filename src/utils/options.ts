import { ChatTokenError } from './errors.ts';
import { formatPath } from './issues.ts';
import { copyPlain, isFunction, kindOf, type OwnProperties } from './objects.ts';
import { unknownName } from './spelling.ts';

/** Makes the error for an option that cannot be used: what is wrong, and what to do. */
export function optionInvalid(message: string, hint: string): ChatTokenError {
  return new ChatTokenError('ERR_OPTION_INVALID', message, { hint });
}

/** Returns a Web API that is needed. Jest's jsdom environment lacks some, and an insecure page `crypto.subtle`. */
export function requireApi<Api>(api: Api | undefined, name: string): Api {
  if (api !== undefined) return api;
  throw new ChatTokenError('ERR_RUNTIME_UNSUPPORTED', `This runtime has no ${name}`, {
    hint: 'Use https:// or @jest-environment node.',
  });
}

/**
 * Copies the caller's options and rejects unknown names: a misspelled option that is ignored may be
 * one that security rests on.
 */
export function readOptions(
  what: string,
  value: unknown,
  known?: readonly string[],
): OwnProperties {
  const options = copyPlain(value);
  if (options === undefined) {
    throw optionInvalid(
      `${what} must be a plain object, got ${kindOf(value)}`,
      'Pass an object literal.',
    );
  }
  for (const name of Object.keys(options)) {
    if (known === undefined || known.includes(name)) continue;
    throw optionInvalid(
      `${what}: ${formatPath([name])} ${unknownName(name, known)}`,
      `Known names: ${known.join(', ')}.`,
    );
  }
  return options;
}

/** Rejects a value that is given where a function belongs. */
export function rejectNonFunction(name: string, value: unknown): void {
  if (value !== undefined && !isFunction(value)) {
    throw optionInvalid(
      `${name} must be a function, got ${kindOf(value)}`,
      'Pass a function, or leave it out.',
    );
  }
}

/** Reads an option that is one of some strings. */
export function readChoice<const Value extends string>(
  name: string,
  given: unknown,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw optionInvalid(`${name} must be one of ${values.join(', ')}`, 'No other value is known.');
}

/** Reads an option that is `true` or `false`. */
export function readFlag(options: OwnProperties, name: string, byDefault: boolean): boolean {
  const value = options[name];
  if (value === undefined) return byDefault;
  if (typeof value === 'boolean') return value;
  throw optionInvalid(
    `${name} must be true or false, got ${kindOf(value)}`,
    `The default is ${byDefault}.`,
  );
}

/** Reads an option that is a whole number, 0 or more. */
export function readCount(options: OwnProperties, name: string, byDefault: number): number {
  const value = options[name];
  if (value === undefined) return byDefault;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw optionInvalid(`${name} must be a whole number, 0 or more`, `The default is ${byDefault}.`);
}
