/** Runs inside a runtime: checks each contestant, measures all of them, and prints one report. */
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { compactVerify } from 'jose';
import { median, shuffled } from '../statistics.ts';
import { SIGNERS, VERIFIERS } from './contestants.ts';
import { LIFETIME, type Scene, setScene } from './scene.ts';
import type { Order } from './speed.ts';
import { type Contestant, type Measured, nameOf, type Report } from './targets.ts';

/** A contestant whose call has shown that it does the work. */
interface Ready extends Contestant {
  readonly call: () => unknown;
}

async function readySigners(scene: Scene): Promise<Ready[]> {
  const all = SIGNERS.map(({ prepare, ...contestant }) => ({
    ...contestant,
    call: prepare(scene),
  }));
  for (const one of all) {
    const isBare = one.kind === 'bare';
    const isRight = isBare || (await isToken(String(await one.call()), scene));
    if (!isRight) throw new Error(`${nameOf(one)} signs something else.`);
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

async function readyVerifiers(scene: Scene): Promise<Ready[]> {
  const all = VERIFIERS.map(({ prepare, ...contestant }) => {
    const verify = prepare(scene);
    return { ...contestant, call: () => verify(scene.token) };
  });
  for (const one of all) {
    const verdict = await one.call();
    if (verdict === undefined || verdict === false) throw new Error(`${nameOf(one)} rejects.`);
  }
  return all;
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
  const together = () => Promise.all(Array.from({ length: inFlight }, call));
  const isBlocking = kind === 'blocking';
  const times: number[] = [];
  const begin = performance.now();
  for (let end = begin; end < begin + ms || times.length < 5; ) {
    const start = performance.now();
    if (inFlight > 1) await together();
    else if (isBlocking) call();
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
    const ready = await (operation === 'sign' ? readySigners(scene) : readyVerifiers(scene));
    const { inFlight } = order;
    cases.push({ operation, size, inFlight, measured: await measure(ready, order) });
  }
}
const report: Report = { runtime: runtimeName(), cases };
console.log(JSON.stringify(report));
