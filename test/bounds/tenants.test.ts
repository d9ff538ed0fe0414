/** A process that signs for ever more tenants does not hold ever more memory. */
import { convrs, createChatTokenSigner, signChatToken } from 'chat-token';
import { expect, test } from 'vitest';
import { NOW } from '../support/support.ts';
import { heldMegabytes } from './measure.ts';

const user = { userId: 'u' };
let secretNow = '';
const signer = createChatTokenSigner(convrs, { keys: () => [{ secret: secretNow }], now: NOW });

test.each<[string, (secret: string) => Promise<string>]>([
  ['single calls', (secret) => signChatToken(convrs, user, { secret, now: NOW })],
  [
    'one signer with a keys function',
    (secret) => {
      secretNow = secret;
      return signer(user);
    },
  ],
])('%s', async (_, sign) => {
  const heldAfter = async (from: number, to: number) => {
    for (let tenant = from; tenant < to; tenant++) {
      await sign(`secret-of-tenant-${tenant}-7f3a9c1e5b2d8046`);
    }
    return heldMegabytes();
  };
  const before = await heldAfter(0, 100);
  // The memory of secrets is full long before: it is bounded at 1,000.
  const full = await heldAfter(100, 10_100);
  const beyond = await heldAfter(10_100, 30_100);
  // Were all kept, the second step would add twice as much as the first, and not less than half.
  expect(beyond - full).toBeLessThan(Math.max(full - before, 8) / 2);
});
