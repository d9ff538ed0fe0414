import { ChatTokenError } from './errors.ts';
import { formatPath } from './issues.ts';
import { isFunction, kindOf, type OwnProperties, readableProperties } from './objects.ts';
import { unknownName } from './spelling.ts';

/** The error for an option that cannot be used: what is wrong, and what would be right. */
export function optionInvalid(message: string, hint: string): ChatTokenError {
  return new ChatTokenError('ERR_OPTION_INVALID', message, { hint });
}

/** A Web API that signing and verifying need; Jest's jsdom environment lacks both. */
export function requireApi<Api>(api: Api | undefined, name: 'TextEncoder' | 'crypto.subtle'): Api {
  if (api) return api;
  throw optionInvalid(`This runtime has no ${name}`, 'Use https:// or @jest-environment node.');
}

/**
 * Copies the caller's options, each read once, and refuses what is not known: an option that is
 * misspelt and ignored may be one that security rests on.
 */
export function readOptions(
  what: string,
  value: unknown,
  known?: readonly string[],
): OwnProperties {
  const options = readableProperties(value);
  if (options === undefined) {
    throw optionInvalid(
      `${what} must be a plain object that can be read, not ${kindOf(value)}`,
      'Pass an object literal.',
    );
  }
  for (const name of Object.keys(options)) {
    if (known === undefined || known.includes(name)) continue;
    throw optionInvalid(
      `${what}: ${formatPath([name])} ${unknownName(name, known)}`,
      `Known are: ${known.join(', ')}.`,
    );
  }
  return options;
}

/** Refuses what is given for a function and is none. */
export function refuseNonFunction(name: string, value: unknown): void {
  if (value !== undefined && !isFunction(value)) {
    throw optionInvalid(`${name} must be a function, not ${kindOf(value)}`, 'Or leave it out.');
  }
}

/** Reads an option that is `true` or `false`. */
export function readFlag(options: OwnProperties, name: string, byDefault: boolean): boolean {
  const value = options[name];
  if (value === undefined) return byDefault;
  if (typeof value === 'boolean') return value;
  throw optionInvalid(
    `${name} must be true or false, not ${kindOf(value)}`,
    `Left out, it is ${byDefault}.`,
  );
}
