import { createChatTokenVerifier, zendesk } from 'chat-token';
import { createTokenHandler, type TokenHandler } from 'chat-token/server';
import { expect } from 'vitest';
import { NOW } from '../support/support.ts';
import { ask } from './support.ts';

/** The same users are at every tenant: only the secret tells whose token it is. */
const TENANTS = ['a', 'b', 'c', 'd', 'e'];
const USERS = Array.from({ length: 50 }, (_, index) => `u_${index}`);

/**
 * Sends requests of random users to random tenants, each with a secret of its own, and lets them wait at
 * random wherever the caller's code runs. The tenants share one endpoint, or have one each.
 */
export async function interleave(requests: number, seed: number, isShared: boolean) {
  const random = randomNumbers(seed);
  let [waiting, mostWaiting, answered, isReordered] = [0, 0, 0, false];
  const wait = async () => {
    mostWaiting = Math.max(mostWaiting, ++waiting);
    for (let turns = random(6); turns > 0; turns--) await new Promise(setImmediate);
    waiting--;
  };
  const shared = endpointOf(wait);
  const tenants = TENANTS.map((keyId) => ({
    keyId,
    handler: isShared ? shared : endpointOf(wait),
    verify: createChatTokenVerifier(zendesk, { keys: keysOf(keyId), now: NOW }),
  }));
  const mixedUp: string[] = [];
  const call = async (order: number) => {
    const tenant = tenants[random(TENANTS.length)] ?? expect.fail();
    const user = USERS[random(USERS.length)];
    const response = await tenant.handler(ask({ cookie: `session=${user}` }), tenant.keyId);
    isReordered ||= order !== answered;
    answered++;
    const { token, userId } = await response.json();
    const { claims, header } = await tenant.verify(token);
    const got = [header.kid, claims.external_id, claims.name, userId].join();
    const expected = [tenant.keyId, user, `${user} of ${tenant.keyId}`, user].join();
    if (got !== expected) mixedUp.push(`${expected} got ${got}`);
  };
  await Promise.all(Array.from({ length: requests }, (_, order) => call(order)));
  return { mixedUp, answered, mostWaiting, isReordered };
}

/** A repeatable source of numbers from 0 up to `limit` (xorshift). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function keysOf(tenant: string) {
  return [{ keyId: tenant, secret: `k3y-0f-tenant-${tenant}-for-this-test-alone` }];
}

/** An endpoint for the tenant that follows the request. It waits wherever the caller's code runs. */
function endpointOf(wait: () => Promise<void>): TokenHandler<[tenant: string]> {
  return createTokenHandler(
    async () => {
      await wait();
      return zendesk;
    },
    {
      async getUser(request, tenant: string) {
        await wait();
        const user = request.headers.get('cookie')?.replace('session=', '') ?? '';
        await wait();
        return { external_id: user, name: `${user} of ${tenant}` };
      },
      async keys(_request, tenant) {
        await wait();
        return keysOf(tenant);
      },
      now: NOW,
    },
  );
}
