/** A user id of one login is never mixed with another's, however requests interleave. */
import { expect, test } from 'vitest';
import { interleave } from './tenants.ts';

const seed = Number(process.env['CHAT_TOKEN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

// The seed stands in the name, so that a failure can be tried again: CHAT_TOKEN_SEED=… npm test
test(`50 users times 5 tenants, 5,000 requests interleaved at random, seed ${seed}`, {
  timeout: 30_000,
}, async () => {
  const { mixedUp, answered, mostAtOnce, overtaken } = await interleave(5000, seed);
  expect(mixedUp).toStrictEqual([]);
  expect(answered).toBe(5000);
  // They were interleaved indeed.
  expect(mostAtOnce).toBeGreaterThan(1000);
  expect(overtaken).toBeGreaterThan(1000);
});
