/** However requests interleave, no login gets the token of another user or tenant. */
import { expect, test } from 'vitest';
import { interleave } from './tenants.ts';

const seed = Number(process.env['CHAT_TOKEN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

// The seed is in the name, to repeat a failure: CHAT_TOKEN_SEED=… npm test
test.each([
  ['one endpoint', true],
  ['an endpoint each', false],
])(
  `50 users at each of 5 tenants with %s, interleaved at random, seed ${seed}`,
  {
    timeout: 60_000,
  },
  async (_what, isShared) => {
    const { mixedUp, answered, mostWaiting, isReordered } = await interleave(1000, seed, isShared);
    expect(mixedUp).toStrictEqual([]);
    expect(answered).toBe(1000);
    // The requests did interleave.
    expect(mostWaiting).toBeGreaterThan(200);
    expect(isReordered).toBe(true);
  },
);
