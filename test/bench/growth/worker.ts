/**
 * Measures, in a process of its own with the flags that the measurement needs, and prints JSON.
 *
 *     node worker.mjs time <rounds>
 *     node --expose-gc … worker.mjs memory <rounds>
 *     node --expose-gc worker.mjs tenants <sign|verify> <count>
 */
import { convrs, createChatTokenSigner, signChatToken, verifyChatToken } from 'chat-token';
import { CALLS, type Call, secretOf, sizesOf } from './calls.ts';
import { type Cost, collectGarbage, heldBytes, repeat, secondsOf } from './meter.ts';
import type { Sample } from './plan.ts';

/** A call at one size, ready to be measured. */
interface Ready {
  readonly of: Call;
  readonly size: number;
  readonly action: () => Promise<unknown>;
  readonly costs: number[];
}

/** So long is one measurement of time: much longer than the clock's step, shorter than a pause. */
const BATCH_SECONDS = 0.004;
/** So many calls are made before the first that counts: they are compiled by then. */
const WARM_CALLS = 300;
/** So much may be allocated by one measurement of memory without a collection of garbage. */
const ROOM_BYTES = 8_000_000;

async function ready(): Promise<Ready[]> {
  const all: Ready[] = [];
  for (const of of CALLS) {
    for (const size of sizesOf(of)) {
      all.push({ of, size, action: await of.prepare(size), costs: [] });
    }
  }
  for (const { action } of all) await repeat(action, WARM_CALLS);
  return all;
}

/** Another order in each round: none is always measured after the same other. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function measure(
  rounds: number,
  batchOf: (action: () => Promise<unknown>) => Promise<number>,
  measureOnce: (action: () => Promise<unknown>, calls: number) => Promise<number>,
): Promise<Sample[]> {
  const all = await ready();
  const batches = new Map<Ready, number>();
  for (const each of all) batches.set(each, await batchOf(each.action));
  for (let round = 0; round < rounds; round++) {
    for (const each of shuffled(all)) {
      each.costs.push(await measureOnce(each.action, batches.get(each) ?? 1));
    }
  }
  return all.map(({ of: { dimension, call }, size, costs }) => ({ dimension, call, size, costs }));
}

async function secondsPerCall(action: () => Promise<unknown>, calls: number): Promise<number> {
  return (await secondsOf(() => repeat(action, calls))) / calls;
}

/** What is on the heap before the garbage is collected, by the call. */
async function bytesPerCall(action: () => Promise<unknown>, calls: number): Promise<number> {
  collectGarbage();
  const before = heldBytes();
  await repeat(action, calls);
  return (heldBytes() - before) / calls;
}

function measureTime(rounds: number): Promise<Sample[]> {
  const batchOf = async (action: () => Promise<unknown>) =>
    clamped(BATCH_SECONDS / (await secondsPerCall(action, 5)));
  return measure(rounds, batchOf, secondsPerCall);
}

function measureMemory(rounds: number): Promise<Sample[]> {
  const batchOf = async (action: () => Promise<unknown>) =>
    clamped(ROOM_BYTES / (await bytesPerCall(action, 2)));
  return measure(rounds, batchOf, bytesPerCall);
}

function clamped(calls: number): number {
  return Math.max(1, Math.min(100, Math.floor(calls)));
}

/** What it costs to serve so many tenants, each with a secret of its own, and what is held then. */
async function measureTenants(isSigning: boolean, count: number): Promise<Cost> {
  const user = { userId: 'user-12345' };
  const one = secretOf(-1);
  const token = await signChatToken(convrs, user, { secret: one });
  await repeat(() => signChatToken(convrs, user, { secret: one }), WARM_CALLS);
  await repeat(() => verifyChatToken(convrs, token, { secret: one }), WARM_CALLS);

  const tenants: { secret: string; token: string }[] = [];
  for (let tenant = 0; tenant < count; tenant++) {
    const secret = secretOf(tenant);
    // By a signer with keys of its own: that of the one-shot calls is what is measured.
    const sign = createChatTokenSigner(convrs, { secret });
    tenants.push({ secret, token: isSigning ? '' : await sign(user) });
  }
  const serve = async () => {
    for (const { secret, token } of tenants) {
      await (isSigning
        ? signChatToken(convrs, user, { secret })
        : verifyChatToken(convrs, token, { secret }));
    }
  };
  collectGarbage();
  const before = heldBytes();
  const time = await secondsOf(serve);
  collectGarbage();
  return { time, memory: heldBytes() - before };
}

async function run([job, second, third]: readonly (string | undefined)[]): Promise<
  readonly Sample[] | Cost
> {
  if (job === 'time') return measureTime(Number(second));
  if (job === 'memory') return measureMemory(Number(second));
  if (job === 'tenants') return measureTenants(second === 'sign', Number(third));
  throw new Error(`There is no measurement called ${job}.`);
}

process.stdout.write(JSON.stringify(await run(process.argv.slice(2))));
