/**
 * Measures in a process of its own, with the flags that the measurement needs, and prints JSON.
 *
 *     node growth.mjs time <rounds>
 *     node --expose-gc … growth.mjs memory <rounds>
 *     node --expose-gc growth.mjs tenants <sign|verify> <count>
 */
import { convrs, createChatTokenSigner, signChatToken, verifyChatToken } from 'chat-token';
import { median, shuffled } from '../statistics.ts';
import { CALLS, type Call, secretOf, USER } from './calls.ts';
import { type Line, type Quantity, SIZES } from './growth.ts';

type Action = () => Promise<unknown>;

/** One measurement takes so long: much longer than a step of the clock, shorter than a pause. */
const BATCH_SECONDS = 0.004;
/** Calls before the first that counts: they are compiled by then. */
const WARM_CALLS = 300;
/** One measurement of memory may allocate so much without garbage collection. */
const ROOM_BYTES = 8_000_000;

async function repeat(action: Action, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await action();
}

async function secondsOf(action: Action): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

/** Returns what JavaScript holds, buffers included. */
function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  globalThis.gc();
  // Buffers are freed concurrently, and all of them once the next collection begins.
  globalThis.gc();
}

/** Returns seconds or bytes per call. Memory is what is on the heap before garbage is collected. */
async function costOf(quantity: Quantity, action: Action, calls: number): Promise<number> {
  const all = () => repeat(action, calls);
  if (quantity === 'time') return (await secondsOf(all)) / calls;
  collectGarbage();
  const before = heldBytes();
  await all();
  return (heldBytes() - before) / calls;
}

/** Measures each call at each of its sizes, all of them in each round. */
async function measureCalls(quantity: Quantity, rounds: number): Promise<Line[]> {
  const budget = quantity === 'time' ? BATCH_SECONDS : ROOM_BYTES;
  const all: { of: Call; size: number; action: Action; calls: number; costs: number[] }[] = [];
  for (const of of CALLS) {
    for (const size of SIZES[of.dimension]) {
      const action = await of.prepare(size);
      await repeat(action, WARM_CALLS);
      all.push({ of, size, action, calls: 1, costs: [] });
    }
  }
  for (const each of all) {
    const calls = Math.floor(budget / (await costOf(quantity, each.action, 3)));
    each.calls = Math.max(1, Math.min(100, calls));
  }
  for (let round = 0; round < rounds; round++) {
    for (const { action, calls, costs } of shuffled(all)) {
      costs.push(await costOf(quantity, action, calls));
    }
  }
  return CALLS.map((of) => ({
    dimension: of.dimension,
    call: of.call,
    quantity,
    points: all.flatMap((each) =>
      each.of === of ? [{ size: each.size, cost: median(each.costs) }] : [],
    ),
  }));
}

/** Serves tenants with a secret each: the time of all calls, and the memory held afterwards. */
async function measureTenants(
  isSigning: boolean,
  count: number,
): Promise<Record<Quantity, number>> {
  const call = (secret: string, token: string): Promise<unknown> =>
    isSigning
      ? signChatToken(convrs, USER, { secret })
      : verifyChatToken(convrs, token, { secret });
  const tenants: { secret: string; token: string }[] = [];
  for (let tenant = -1; tenant < count; tenant++) {
    const secret = secretOf(tenant);
    // By a signer with its own keys: the memory of the one-shot calls is what is measured.
    const token = isSigning ? '' : await createChatTokenSigner(convrs, { secret })(USER);
    if (tenant === -1) await repeat(() => call(secret, token), WARM_CALLS);
    else tenants.push({ secret, token });
  }
  collectGarbage();
  const before = heldBytes();
  const time = await secondsOf(async () => {
    for (const { secret, token } of tenants) await call(secret, token);
  });
  collectGarbage();
  return { time, memory: heldBytes() - before };
}

const [job, second, third] = process.argv.slice(2);
const result =
  job === 'tenants'
    ? await measureTenants(second === 'sign', Number(third))
    : await measureCalls(job === 'memory' ? 'memory' : 'time', Number(second));
process.stdout.write(JSON.stringify(result));
