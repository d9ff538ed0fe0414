/**
 * Runs the battery where network, files, other processes, console and environment throw, and where all
 * that JavaScript brings along is frozen; says what was touched, and which outcomes changed. In a
 * process of its own, which it leaves unusable.
 */
import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { makeCases, outcomes } from './battery.ts';

const cases = await makeCases();
const clean = await outcomes(cases);

const { writeSync } = fs;
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

/** Intrinsics that nobody may write to: a change of one would throw. */
const FROZEN = [
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Symbol,
  RegExp,
  Date,
  Error,
  TypeError,
  Promise,
  Map,
  Set,
  WeakMap,
  Uint8Array,
  ArrayBuffer,
  JSON,
  Math,
  Reflect,
];

const environment = process.env;
Object.defineProperty(process, 'env', {
  get() {
    touched.push('process.env');
    return environment;
  },
});
// With a name as its argument, a member of that name stands on Object.prototype before.
const [polluted] = process.argv.slice(2);
if (polluted !== undefined) Reflect.set(Object.prototype, polluted, 'x');
for (const frozen of FROZEN) {
  if ('prototype' in frozen) Object.freeze(frozen.prototype);
  Object.freeze(frozen);
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

const seen = await outcomes(cases);
const changes = seen.filter((line, index) => line !== clean[index]);
writeSync(1, JSON.stringify({ cases: clean.length, touched, changes }));
