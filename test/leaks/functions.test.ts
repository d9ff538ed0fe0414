/** No public function lets a secret, a token or a user's data out, however it fails. */
import { isChatTokenError } from 'chat-token';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Call, goodCalls, INSTANCES } from './calls.ts';
import { FAILURES } from './failures.ts';
import { HOSTILE, isOwnError, placesIn, withAt } from './hostile.ts';
import { EMAIL, type Kind, leaksIn, MARKER_SECRET, PLANTED, TOKEN } from './markers.ts';
import { textsOf } from './sinks.ts';

const good = goodCalls();
const calls = [...good, ...FAILURES];
const names = [...new Set(calls.map(({ name }) => name))];

/** What got out, by function. */
const leaks = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
const codes = new Set<string>();
const counts = { calls: 0, errors: 0 };

async function look(call: Call, how: string, value: unknown, may: readonly Kind[] = []) {
  if (isChatTokenError(value)) codes.add(value.code);
  // The caller knows what is in the caller's own error; only the cause may be one.
  if (isOwnError(value)) return;
  if (value instanceof Error && isOwnError(value.cause)) Reflect.deleteProperty(value, 'cause');
  for (const text of await textsOf(value)) {
    for (const leak of leaksIn(text, may)) leaks.get(call.name)?.add(`${how}: ${leak}`);
  }
}

/** Calls, and looks at the result or the error, the console and the process's warnings. */
async function attempt(
  call: Call,
  args: readonly unknown[],
  how: string,
  may: readonly Kind[] = [],
): Promise<void> {
  const said: unknown[] = [];
  const stopListening = listen(said);
  counts.calls++;
  try {
    await look(call, how, await call.run(...args), [...(call.mayHold ?? []), ...may]);
  } catch (error) {
    counts.errors++;
    await look(call, how, error, [...(call.mayThrow ?? []), ...may]);
  } finally {
    stopListening();
  }
  for (const value of said) await look(call, `${how}, on the console`, value, may);
}

function listen(said: unknown[]): () => void {
  const hear = (...values: unknown[]) => void said.push(...values);
  const methods = Object.entries(console).filter(([, value]) => typeof value === 'function');
  const { emitWarning } = process;
  for (const [name] of methods) Reflect.set(console, name, hear);
  process.emitWarning = hear;
  return () => {
    for (const [name, value] of methods) Reflect.set(console, name, value);
    process.emitWarning = emitWarning;
  };
}

beforeAll(async () => {
  for (const call of calls) await attempt(call, call.args(), call.how ?? 'a valid call');
  for (const call of good) {
    const places = call
      .args()
      .flatMap((arg, index) => placesIn(arg, call.depth).map((place) => [index, ...place]));
    for (const [index, ...place] of places) {
      const path = [index, ...place].map(String).join('.');
      const may: readonly Kind[] = path === call.names ? ['user', 'planted'] : [];
      for (const [what, make] of Object.entries(HOSTILE)) {
        const args = call
          .args()
          .map((arg, at) => (at === index ? withAt(arg, place, make()) : arg));
        await attempt(call, args, `${what} at ${path}`, may);
      }
    }
  }
}, 120_000);

test.each(names)('%s lets nothing out', (name) => {
  expect([...(leaks.get(name) ?? [])]).toStrictEqual([]);
});

test.each(Object.keys(INSTANCES))('a %s shows neither secret nor token', async (name) => {
  const texts = await textsOf(INSTANCES[name]?.());
  expect(texts.flatMap((text) => leaksIn(text, ['user', 'planted']))).toStrictEqual([]);
});

test('the calls fail by the thousand, with every code', () => {
  expect(counts.errors).toBeGreaterThan(1500);
  expect(counts.calls).toBeGreaterThan(counts.errors);
  expect(codes.size).toBeGreaterThanOrEqual(14);
});

describe('a leak is found', () => {
  test.each<[string, unknown]>([
    ['a message', new Error(MARKER_SECRET)],
    ['a hidden member', Object.defineProperty(new Error('x'), 'hidden', { value: PLANTED })],
    ['a symbol', Object.assign(new Error('x'), { [Symbol('key')]: MARKER_SECRET })],
    ['bytes', Object.assign(new Error('x'), { key: Buffer.from(MARKER_SECRET) })],
    ['a cause', new Error('x', { cause: new Error('y', { cause: new Error(TOKEN) }) })],
    ['a Map', new Map([['a', [`{"email":"${EMAIL}"}`]]])],
    ['a response', new Response(`before ${TOKEN}`)],
    ['base64', `x${Buffer.from(`{"e-mail":"${EMAIL}"}`).toString('base64url')}`],
    ['hex', Buffer.from(MARKER_SECRET).toString('hex')],
    ['the first characters', `before ${MARKER_SECRET.slice(0, 8)} behind`],
  ])('in %s', async (_, value) => {
    expect((await textsOf(value)).flatMap((text) => leaksIn(text))).not.toStrictEqual([]);
  });
});
