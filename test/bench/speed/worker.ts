/** Runs inside a runtime: checks each contestant, measures all of them, and prints one report. */
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { compactVerify } from 'jose';
import { median, shuffled } from '../statistics.ts';
import { SIGNERS, VERIFIERS } from './contestants.ts';
import { LIFETIME, type Scene, setScene } from './scene.ts';
import type { Order } from './speed.ts';
import { type Case, type Contestant, type Measured, nameOf, type Report } from './targets.ts';

/** A contestant whose call has shown that it does the work. */
interface Ready extends Contestant {
  readonly call: () => unknown;
}

async function readyFor(operation: Case['operation'], scene: Scene): Promise<Ready[]> {
  const all = (operation === 'sign' ? SIGNERS : VERIFIERS).map(({ prepare, ...contestant }) => {
    const call = prepare(scene);
    return { ...contestant, call: () => call(scene.token) };
  });
  for (const one of all) {
    const result = await one.call();
    const isRight =
      operation === 'sign' && one.kind !== 'bare'
        ? await isToken(String(result), scene)
        : result !== undefined && result !== false;
    if (!isRight) throw new Error(`${operation}: ${nameOf(one)} gives a wrong result.`);
  }
  return all;
}

/** Returns whether a token has the right signature, algorithm, claims and times. */
async function isToken(token: string, { claims, keys }: Scene): Promise<boolean> {
  const { protectedHeader, payload } = await compactVerify(token, keys.Uint8Array);
  const { iat, exp, ...own } = JSON.parse(new TextDecoder().decode(payload));
  const isTimed = exp - iat === LIFETIME && Math.abs(iat - Date.now() / 1000) <= 5;
  return protectedHeader.alg === 'HS256' && isTimed && isDeepStrictEqual(own, claims);
}

/** Measures contestants in interleaved rounds, so that other load on the machine affects all. */
async function measure(contestants: readonly Ready[], order: Order): Promise<Measured[]> {
  const all = contestants.map((ready) => ({ ready, rounds: [] as number[] }));
  for (const { ready } of all) await microseconds(ready, order.inFlight, order.warmUpMs);
  for (let round = 0; round < order.rounds; round++) {
    for (const { ready, rounds } of shuffled(all)) {
      rounds.push(await microseconds(ready, order.inFlight, order.sliceMs));
    }
  }
  return all.map(({ ready: { name, key, kind }, rounds }) => ({ name, key, kind, rounds }));
}

/** Calls for a slice of time; returns microseconds per call. */
async function microseconds({ call, kind }: Ready, inFlight: number, ms: number): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  for (let end = begin; end < begin + ms || times.length < 5; ) {
    const start = performance.now();
    if (inFlight > 1) await Promise.all(Array.from({ length: inFlight }, call));
    else if (kind === 'blocking') call();
    else await call();
    end = performance.now();
    times.push(end - start);
  }
  if (inFlight === 1) return 1000 * median(times);
  // With many in flight the sum counts, and so do pauses for garbage collection.
  return (1000 * times.reduce((sum, time) => sum + time)) / times.length / inFlight;
}

function runtimeName(): string {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `Bun ${bun}`;
  return deno === undefined ? `Node.js ${node}` : `Deno ${deno}`;
}

const order: Order = JSON.parse(process.argv[2] ?? '');
const cases: Report['cases'][number][] = [];
for (const operation of ['sign', 'verify'] as const) {
  for (const size of ['small', 'large'] as const) {
    const scene = await setScene(size);
    const measured = await measure(await readyFor(operation, scene), order);
    cases.push({ operation, size, inFlight: order.inFlight, measured });
  }
}
const report: Report = { runtime: runtimeName(), cases };
console.log(JSON.stringify(report));
