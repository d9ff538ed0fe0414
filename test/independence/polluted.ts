/**
 * Runs the battery with members on Object.prototype, one group of names after another, and says which
 * names change an outcome. In a process of its own: a test runner would trip over such a prototype.
 */
import { makeCases, outcomes } from './battery.ts';

/** What a merge of untrusted JSON can put there. */
const VALUES: readonly unknown[] = [
  { secret: 'another-secret-that-did-not-sign-it' },
  'x',
  8,
  true,
  null,
  {},
  ['x'],
  { userId: 'polluted', alg: 'none' },
];

/** So many at once: where an outcome changes, the group is halved down to the name that did it. */
const GROUP = 200;

const names: readonly string[] = JSON.parse(String(process.argv[2]));
const cases = await makeCases();
const clean = await outcomes(cases);
const changes: { name: string; value: unknown; seen: string[] }[] = [];

async function tryOut(group: readonly string[], value: unknown): Promise<void> {
  for (const name of group) Reflect.set(Object.prototype, name, value);
  const seen = await outcomes(cases);
  for (const name of group) Reflect.deleteProperty(Object.prototype, name);
  const others = seen.filter((line, index) => line !== clean[index]);
  if (others.length === 0) return;
  const name = group.join(' ');
  if (group.length === 1) {
    changes.push({ name, value, seen: others });
    return;
  }
  const before = changes.length;
  const middle = Math.ceil(group.length / 2);
  await tryOut(group.slice(0, middle), value);
  await tryOut(group.slice(middle), value);
  // Only together: that is a change as well.
  if (changes.length === before) changes.push({ name, value, seen: others });
}

/** With these, Node.js itself fails: they are not mixed with others. */
const ALONE = ['get', 'set', 'return'];
const others = names.filter((name) => !ALONE.includes(name));

for (const value of VALUES) {
  for (const name of ALONE) await tryOut([name], value);
  for (let start = 0; start < others.length; start += GROUP) {
    await tryOut(others.slice(start, start + GROUP), value);
  }
}
process.stdout.write(JSON.stringify({ cases: clean.length, changes }));
