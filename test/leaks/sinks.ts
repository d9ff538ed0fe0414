/** Every way in which a value comes to be read by others, as text. */

import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';
import { serialize } from 'node:v8';
import { expect as jest } from 'expect';
import { expect as vitest } from 'vitest';
import { LOGGERS } from './loggers.ts';

type Sink = (value: unknown) => string;

/** Strings, numbers and bytes in a value, at any depth: own members and inherited ones, getters read. */
function everything(value: unknown): string {
  const texts: string[] = [];
  const seen = new Set<unknown>(BUILT_IN);
  const visit = (at: unknown): void => {
    if (typeof at === 'symbol') texts.push(String(at.description));
    else if (typeof at !== 'object' && typeof at !== 'function') texts.push(String(at));
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null || seen.has(at)) return;
    seen.add(at);
    if (ArrayBuffer.isView(at)) {
      texts.push(Buffer.from(at.buffer, at.byteOffset, at.byteLength).toString('latin1'));
      return;
    }
    if (at instanceof Map || at instanceof Set) for (const each of at.entries()) visit(each);
    for (let from: object | null = at; from !== null; from = Object.getPrototypeOf(from)) {
      if (BUILT_IN.includes(from)) break;
      for (const key of Reflect.ownKeys(from)) {
        texts.push(String(key));
        visit(attempt(() => Reflect.get(from, key, at)));
      }
    }
  };
  visit(value);
  return texts.join('\n');
}

const BUILT_IN: readonly object[] = [
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Promise.prototype,
  Uint8Array.prototype,
];

/** What comes of it, or what is said of why nothing does. */
function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return isNativeError(error) ? error.message : error;
  }
}

const toJson = (value: unknown, keys?: (string | number)[]): string =>
  String(attempt(() => JSON.stringify(value, keys)));

/** The names of the sinks that the table of `leak.json` speaks of. */
export const SINKS: Readonly<Record<string, Sink>> = {
  inspect: (value) =>
    inspect(value, {
      depth: Infinity,
      showHidden: true,
      getters: true,
      maxArrayLength: Infinity,
      maxStringLength: Infinity,
    }),
  'inspect as a console does': (value) => inspect(value),
  text: (value) =>
    [() => String(value), () => `${value}`, () => Object(value).toString()]
      .map((way) => String(attempt(way)))
      .join('\n'),
  JSON: (value) => toJson(value),
  'JSON with own names': (value) => toJson(value, Object.getOwnPropertyNames(Object(value))),
  members: (value) =>
    toJson([
      { ...Object(value) },
      attempt(() => Object.entries(Object(value))),
      Object.getOwnPropertyNames(Object(value)),
    ]),
  everything,
  'structured clone': (value) =>
    `${everything(attempt(() => structuredClone(value)))}\n${attempt(() => serialize(value).toString('latin1'))}\n${attempt(() => serialize(value).toString('utf16le'))}`,
  'a failed assertion of jest': (value) => String(attempt(() => jest(value).toEqual(NOTHING))),
  'a failed assertion of vitest': (value) => {
    try {
      vitest(value).toEqual(NOTHING);
    } catch (error) {
      return inspect(error, { depth: Infinity });
    }
    return vitest.fail('That is equal to nothing.');
  },
  ...Object.fromEntries(
    Object.entries(LOGGERS).map(([name, log]) => [
      name,
      (value: unknown) => `${toJson(log(value))}\n${inspect(log(value), { depth: Infinity })}`,
    ]),
  ),
};

/** What no value is equal to. */
const NOTHING = Symbol('nothing');
