/** What a call of a public function is, for the tests that look for what gets out of it. */
import type { Kind } from './markers.ts';

export interface Call {
  /** The function's public name. */
  readonly name: string;
  /** In which way it is called, where there are several. */
  readonly how?: string;
  /** What is called. Instances remember: they are made anew. */
  readonly run: (...args: readonly unknown[]) => unknown;
  /** As they should be; the first call of each name is tried with everything else in their places. */
  readonly args: () => readonly unknown[];
  /** How deep in the arguments; default: the members of each. */
  readonly depth?: number;
  /** What is done with what it made. */
  readonly use?: (made: unknown) => unknown;
  /** What is in that by purpose. */
  readonly mayMake?: readonly Kind[];
  /** What the last result holds by purpose. */
  readonly mayHold?: readonly Kind[];
  /** What its error holds by purpose: a failed assertion shows claims. */
  readonly mayThrow?: readonly Kind[];
}

/** Calls what should be a function with whatever arguments: the types would let none of this through. */
export function callOf(value: unknown, args: readonly unknown[], self?: unknown): unknown {
  if (typeof value !== 'function') throw new Error('That is no function.');
  return Reflect.apply(value, self, args);
}

/** Calls a method of what is made. */
export function method(make: () => unknown, ...path: readonly string[]): Call['run'] {
  return (...args) => {
    const host = path.slice(0, -1).reduce((at, key) => Reflect.get(Object(at), key), make());
    return callOf(Reflect.get(Object(host), path.at(-1) ?? ''), args, host);
  };
}

/** Calls a function. */
export function plain(value: unknown): Call['run'] {
  return (...args) => callOf(value, args);
}
