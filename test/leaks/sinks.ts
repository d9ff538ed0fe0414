/** The ways in which a value becomes text that others read: consoles, loggers, error trackers, HTTP. */
import { inspect } from 'node:util';
import { isOwnError } from './hostile.ts';

const SHOW_ALL = {
  depth: Infinity,
  showHidden: true,
  getters: true,
  maxArrayLength: Infinity,
  maxStringLength: Infinity,
};

const BUILT_IN: readonly object[] = [
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Promise.prototype,
  Uint8Array.prototype,
];

/** Every string, number and byte inside a value: own and inherited members, hidden ones, getters, causes. */
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

/** The result, or what the error says. The caller knows what is in the caller's own errors. */
function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return isOwnError(error) ? '' : error;
  }
}

/** Each text that shows the value. */
export async function textsOf(value: unknown): Promise<string[]> {
  if (typeof value === 'string') return [value];
  const texts = [
    () => inspect(value, SHOW_ALL),
    () => `${value}`,
    () => JSON.stringify(value),
    () => everything(value),
  ].map((show) => String(attempt(show)));
  if (value instanceof Response) {
    texts.push(inspect([value.statusText, [...value.headers], await value.clone().text()]));
  }
  return texts;
}
