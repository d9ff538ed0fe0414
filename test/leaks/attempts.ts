/** Makes every call, as it should be and with whatever is hostile in it, and says what got out. */
import { inspect } from 'node:util';
import { isChatTokenError } from 'chat-token';
import type { Call } from './calls.ts';
import { HOSTILE, isOwnError, placesIn, withAt } from './hostile.ts';
import { type Kind, leaksIn } from './markers.ts';
import { SINKS } from './sinks.ts';

/** What was seen of one function, in all of its calls. */
export interface Seen {
  attempts: number;
  failures: number;
  /** What got out, and where. */
  readonly leaks: Set<string>;
  /** The ways in which an error of the caller's own came back to the caller. */
  readonly own: Set<'thrown' | 'cause' | 'console'>;
  /** Codes of this package's errors. */
  readonly codes: Set<string>;
}

/** Makes all calls of all names, one after another: they share the console. */
export async function attemptAll(calls: readonly Call[]): Promise<ReadonlyMap<string, Seen>> {
  const all = new Map<string, Seen>();
  for (const call of calls) {
    const seen = all.get(call.name) ?? nothing();
    all.set(call.name, seen);
    await attempt(call, call.args(), call.how ?? 'as it should be', seen);
    if (call.how === undefined) await attemptHostile(call, seen);
  }
  return all;
}

function nothing(): Seen {
  return { attempts: 0, failures: 0, leaks: new Set(), own: new Set(), codes: new Set() };
}

async function attemptHostile(call: Call, seen: Seen): Promise<void> {
  const places = call
    .args()
    .flatMap((arg, index) => placesIn(arg, call.depth).map((place) => [index, ...place]));
  for (const [index, ...place] of places) {
    for (const [what, make] of Object.entries(HOSTILE)) {
      const args = call.args().map((arg, at) => (at === index ? withAt(arg, place, make()) : arg));
      await attempt(call, args, `${what} at ${[index, ...place].map(String).join('.')}`, seen);
    }
  }
}

async function attempt(
  { run, use, mayMake = [], mayHold = [], mayThrow = [] }: Call,
  args: readonly unknown[],
  how: string,
  seen: Seen,
): Promise<void> {
  const look = async (what: string, value: unknown, may: readonly Kind[]): Promise<void> => {
    for (const leak of await leaksOf(value, may)) seen.leaks.add(`${how}: ${what}: ${leak}`);
    if (isChatTokenError(value)) seen.codes.add(value.code);
  };
  const said = listen();
  seen.attempts++;
  try {
    const made = await run(...args);
    await look('what it made', made, use === undefined ? mayHold : mayMake);
    if (use !== undefined) await look('the result', await use(made), mayHold);
  } catch (error) {
    seen.failures++;
    if (isOwnError(error)) seen.own.add('thrown');
    else {
      if (takeOwnCause(error)) seen.own.add('cause');
      await look('the error', error, mayThrow);
    }
  } finally {
    for (const value of said()) {
      if (isOwnError(value) || takeOwnCause(value)) seen.own.add('console');
      if (!isOwnError(value)) await look('the console', value, []);
    }
  }
}

/** Takes the caller's own error off an error of this package: the caller knows what is in it. */
function takeOwnCause(error: unknown): boolean {
  const isOwn =
    typeof error === 'object' && error !== null && isOwnError(Reflect.get(error, 'cause'));
  return isOwn && Reflect.deleteProperty(error, 'cause');
}

async function leaksOf(value: unknown, mayHold: readonly Kind[]): Promise<string[]> {
  // A text is what it is, wherever it goes.
  if (typeof value === 'string') return leaksIn(value, mayHold);
  const texts = Object.entries(SINKS).map(([sink, textOf]) => [sink, shown(textOf, value)]);
  if (value instanceof Response) texts.push(['HTTP', await answerText(value)]);
  return texts.flatMap(([sink, text = '']) =>
    leaksIn(text, mayHold).map((leak) => `${leak} in ${sink}`),
  );
}

/** A vendor holds the schema that it was given, getters that throw included. */
function shown(textOf: (value: unknown) => string, value: unknown): string {
  try {
    return textOf(value);
  } catch (error) {
    if (isOwnError(error)) return '';
    throw error;
  }
}

async function answerText(response: Response): Promise<string> {
  const { status, statusText, headers } = response;
  return inspect([status, statusText, [...headers], await response.clone().text()]);
}

/** Hears what goes to the console and to the process's warnings, until it is asked for it. */
function listen(): () => unknown[] {
  const said: unknown[] = [];
  const hear = (...values: unknown[]) => void said.push(...values);
  const methods = Object.entries(console).filter(([, value]) => typeof value === 'function');
  const { emitWarning } = process;
  for (const [name] of methods) Reflect.set(console, name, hear);
  Reflect.set(process, 'emitWarning', hear);
  return () => {
    for (const [name, value] of methods) Reflect.set(console, name, value);
    Reflect.set(process, 'emitWarning', emitWarning);
    return said;
  };
}
