/** Outcomes do not depend on Object.prototype, whichever word of the library stands there. */
import { expect, test } from 'vitest';
import { runChild, unexplained } from '../independence/surroundings.ts';

/** What a merge of untrusted JSON can put there. */
const VALUES = [
  { secret: 'another-secret-that-did-not-sign-it' },
  'x',
  8,
  true,
  null,
  {},
  ['x'],
  { userId: 'polluted', alg: 'none' },
];

test('outcomes stay the same with every word on Object.prototype', async () => {
  const { cases, changes } = await runChild('all words', VALUES);
  expect(cases).toBeGreaterThan(100);
  expect(unexplained(changes)).toStrictEqual([]);
});
