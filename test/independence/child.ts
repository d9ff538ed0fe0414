/**
 * Runs the cases with members on Object.prototype, then where nothing can reach out and nothing shared
 * can be written, and prints which outcomes change. It leaves its process unusable.
 */
import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { makeCases, outcomes } from './cases.ts';
import type { Change, Seen } from './surroundings.ts';

const { names, values }: { names: readonly string[]; values: readonly unknown[] } = JSON.parse(
  String(process.argv[2]),
);
const { writeSync } = fs;
const cases = await makeCases();
const clean = await outcomes(cases);
const changes: Change[] = [];

/** All at once; where an outcome changes, each half, down to the name that changes it. */
async function pollute(group: readonly string[], value: unknown): Promise<void> {
  for (const name of group) Reflect.set(Object.prototype, name, value);
  const seen = await outcomes(cases);
  for (const name of group) Reflect.deleteProperty(Object.prototype, name);
  const others = seen.filter((line, index) => line !== clean[index]);
  if (others.length === 0) return;
  const before = changes.length;
  const middle = Math.ceil(group.length / 2);
  if (group.length > 1) {
    await pollute(group.slice(0, middle), value);
    await pollute(group.slice(middle), value);
  }
  if (changes.length === before) changes.push({ name: group.join(' '), value, seen: others });
}

/** With these, Node.js itself fails, so each is tried alone. */
const ALONE = ['get', 'set', 'return'];
for (const value of values) {
  for (const name of ALONE) await pollute([name], value);
  for (let start = 0; start < names.length; start += 200) {
    await pollute(names.slice(start, start + 200), value);
  }
}

const touched: string[] = [];
function shut(what: string, holder: object): void {
  for (const name of Reflect.ownKeys(holder)) {
    const { value, writable } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
    if (typeof value !== 'function' || writable !== true || name === 'constructor') continue;
    Reflect.set(holder, name, (): never => {
      touched.push(`${what}.${String(name)}`);
      throw new Error('out of bounds');
    });
  }
}
const environment = process.env;
Object.defineProperty(process, 'env', {
  get() {
    touched.push('process.env');
    return environment;
  },
});
// biome-ignore format: a list
const SHARED = [
  Object, Array, Function, String, Number, Boolean, Symbol, RegExp, Date, Error, TypeError, Promise,
  Map, Set, WeakMap, Uint8Array, ArrayBuffer, JSON, Math, Reflect,
];
// Where a member is polluted and frozen, assigning one of that name throws.
for (const name of ['exp', 'userId', 'code']) Reflect.set(Object.prototype, name, 'x');
for (const shared of SHARED) {
  if ('prototype' in shared) Object.freeze(shared.prototype);
  Object.freeze(shared);
}
shut('fs', fs);
shut('fs.promises', fs.promises);
shut('net.Socket', net.Socket.prototype);
shut('dns', dns);
shut('childProcess', childProcess);
shut('console', console);
Object.assign(globalThis, {
  fetch: () => touched.push('fetch'),
  WebSocket: () => touched.push('WebSocket'),
});
const frozen = (await outcomes(cases)).filter((line, index) => line !== clean[index]);
const result: Seen = { cases: clean.length, changes, touched, frozen };
writeSync(1, JSON.stringify(result));
