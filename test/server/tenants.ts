import { createChatTokenVerifier, zendesk } from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { NOW } from '../support/support.ts';
import { ask } from './support.ts';

/** What came of many requests at once. */
export interface Crowd {
  /** What was wrong, one text for each request whose token is not for the session that asked. */
  readonly mixedUp: readonly string[];
  readonly answered: number;
  /** How many waited inside the endpoint at the same time, at most. */
  readonly mostAtOnce: number;
  /** How many were answered after one that had asked later. */
  readonly overtaken: number;
}

/** The same users are at every tenant: only the secret tells whose token it is. */
const TENANTS = ['tenant_a', 'tenant_b', 'tenant_c', 'tenant_d', 'tenant_e'];
const USERS = Array.from({ length: 50 }, (_, index) => `u_${index}`);

interface Session {
  readonly id: string;
  readonly tenant: string;
  readonly user: string;
}

const SESSIONS: readonly Session[] = TENANTS.flatMap((tenant) =>
  USERS.map((user) => ({ id: `${tenant}-${user}`.replaceAll('_', ''), tenant, user })),
);

/**
 * 50 users at each of 5 tenants, each tenant with an endpoint and a secret of its own: sends
 * requests of random sessions, and lets them wait at random wherever the caller's code runs.
 */
export async function interleave(requests: number, seed: number): Promise<Crowd> {
  const random = randomNumbers(seed);
  let [inside, mostAtOnce] = [0, 0];
  const wait = async () => {
    inside++;
    mostAtOnce = Math.max(mostAtOnce, inside);
    for (let turns = random(6); turns > 0; turns--) {
      await (random(2) === 0 ? undefined : new Promise(setImmediate));
    }
    inside--;
  };
  const tenants = new Map(TENANTS.map((tenant) => [tenant, tenantOf(tenant, wait)]));

  const mixedUp: string[] = [];
  const answered: number[] = [];
  const call = async (order: number) => {
    const session = SESSIONS[random(SESSIONS.length)];
    const tenant = tenants.get(session?.tenant ?? '');
    if (session === undefined || tenant === undefined) throw new Error('There is no such session.');
    const response = await tenant.handler(ask({ cookie: `session=${session.id}` }));
    answered.push(order);
    const { token, userId } = await response.json();
    const { claims, header } = await tenant.verify(token);
    const got = [header.kid, claims.external_id, claims.name, userId].join(' ');
    const expected = [session.tenant, session.user, session.id, session.user].join(' ');
    if (got !== expected) mixedUp.push(`${expected} got ${got}`);
  };
  await Promise.all(Array.from({ length: requests }, (_, order) => call(order)));

  let latest = -1;
  let overtaken = 0;
  for (const order of answered) {
    if (order < latest) overtaken++;
    latest = Math.max(latest, order);
  }
  return { mixedUp, answered: answered.length, mostAtOnce, overtaken };
}

function tenantOf(tenant: string, wait: () => Promise<void>) {
  const keys = [{ keyId: tenant, secret: `k3y-0f-${tenant}-for-this-test-alone` }];
  const handler = createTokenHandler(zendesk, {
    async getUser(request) {
      await wait();
      const id = request.headers.get('cookie')?.replace('session=', '');
      const session = SESSIONS.find((known) => known.id === id && known.tenant === tenant);
      await wait();
      return session && { external_id: session.user, name: session.id };
    },
    async keys() {
      await wait();
      return keys;
    },
    now: NOW,
  });
  return { handler, verify: createChatTokenVerifier(zendesk, { keys, now: NOW }) };
}

/** A repeatable source of numbers from 0 up to, and without, `limit` (xorshift). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
