/** What belongs to the caller stays the caller's: it is read once, not changed, and not shared. */
import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  deepFreeze,
  hashed,
  KEY_ID,
  NOW,
  OTHER_SECRET,
  refusal,
  SECRET,
} from '../support/support.ts';

const jane = () => ({
  userId: 'jane',
  userData: { plan: 'gold' },
  agentData: [{ label: 'Plan', value: 'gold' }],
});

describe('two signers and two verifiers', () => {
  test('share neither secret, key id, lifetime nor time, however their calls interleave', async () => {
    const later = new Date(NOW.getTime() + 1000);
    const one = { secret: SECRET, keyId: 'one', expiresIn: 60, now: NOW } as const;
    const other = { secret: OTHER_SECRET, keyId: 'other', expiresIn: 120, now: later } as const;
    const signers = [createChatTokenSigner(zendesk, one), createChatTokenSigner(zendesk, other)];
    const options = [one, other];
    const users = Array.from({ length: 40 }, (_, index) => ({ external_id: `u_${index}` }));
    const tokens = await Promise.all(users.map((user, index) => signers[index % 2]?.(user) ?? ''));
    for (const [index, token] of tokens.entries()) {
      const own = options[index % 2];
      const foreign = options[(index + 1) % 2];
      if (own === undefined || foreign === undefined) return expect.fail();
      // One call for one token alone gives the same.
      expect(token).toBe(await signChatToken(zendesk, { external_id: `u_${index}` }, own));
      const verify = createChatTokenVerifier(zendesk, { secret: own.secret, now: later });
      expect((await verify(token)).claims.external_id).toBe(`u_${index}`);
      const wrong = { secret: foreign.secret, now: later };
      await refusal(() => verifyChatToken(zendesk, token, wrong), 'ERR_SIGNATURE_INVALID');
    }
  });

  test('of hashes share neither secret nor user', async () => {
    const secrets = [SECRET, OTHER_SECRET];
    const signers = secrets.map((secret) => createChatTokenSigner(hashed, { secret }));
    const verifiers = secrets.map((secret) => createChatTokenVerifier(hashed, { secret }));
    const users = Array.from({ length: 40 }, (_, index) => ({ id: `u_${index}` }));
    const hashes = await Promise.all(users.map((user, index) => signers[index % 2]?.(user) ?? ''));
    expect(new Set(hashes).size).toBe(users.length);
    for (const [index, hash] of hashes.entries()) {
      const [own, foreign] = [verifiers[index % 2], verifiers[(index + 1) % 2]];
      const [user, other] = [users[index], users[(index + 2) % users.length]];
      if (own === undefined || foreign === undefined) return expect.fail();
      if (user === undefined || other === undefined) return expect.fail();
      expect((await own(hash, { user })).claims).toStrictEqual(user);
      await refusal(() => own(hash, { user: other }), 'ERR_SIGNATURE_INVALID');
      await refusal(() => foreign(hash, { user }), 'ERR_SIGNATURE_INVALID');
    }
  });
});

describe("the caller's objects", () => {
  test('may be frozen', async () => {
    const options = deepFreeze({
      keys: [{ secret: SECRET, keyId: KEY_ID }],
      expiresIn: 60,
      now: NOW,
    });
    const user = deepFreeze({ external_id: 'u', name: 'Jane' });
    const token = await createChatTokenSigner(zendesk, options)(
      user,
      Object.freeze({ expiresIn: 30 }),
    );
    const check = deepFreeze({ keys: [{ secret: SECRET }], now: NOW });
    await expect(verifyChatToken(zendesk, token, check)).resolves.toBeDefined();
    const fields = deepFreeze({ id: 'u' });
    const login = await signChatLogin(hashed, fields, deepFreeze({ keys: [{ secret: SECRET }] }));
    const sent = deepFreeze({ secret: SECRET, user: fields });
    await expect(verifyChatToken(hashed, login.token, sent)).resolves.toBeDefined();
  });

  test('may be changed while the call is under way, and nothing comes of it', async () => {
    const user = jane();
    const bytes = new TextEncoder().encode(SECRET);
    const options = { secret: bytes, expiresIn: 60, now: new Date(NOW) };
    const expected = await signChatToken(convrs, jane(), { ...options, secret: SECRET });
    const promise = signChatToken(convrs, user, options);
    user.userId = 'mallory';
    user.userData.plan = 'free';
    user.agentData.length = 0;
    bytes.fill(0);
    options.expiresIn = 9999;
    options.now.setTime(0);
    expect(await promise).toBe(expected);
  });

  test('may be proxies: each member is read once, and none is written', async () => {
    const reads: string[] = [];
    const watched = <T extends object>(target: T, path: string): T =>
      new Proxy(target, {
        get(from, key) {
          reads.push(`${path}.${String(key)}`);
          const value: unknown = Reflect.get(from, key);
          return typeof value === 'object' && value !== null && !(value instanceof Date)
            ? watched(value, `${path}.${String(key)}`)
            : value;
        },
        set: () => expect.fail('written'),
        defineProperty: () => expect.fail('defined'),
        deleteProperty: () => expect.fail('deleted'),
        setPrototypeOf: () => expect.fail('its prototype was changed'),
      });
    const options = { secret: SECRET, expiresIn: 60, now: NOW };
    const token = await signChatToken(convrs, watched(jane(), 'user'), watched(options, 'options'));
    expect(token).toBe(await signChatToken(convrs, jane(), options));
    expect(decodeToken(token)[1]).toContain('"userId":"jane"');
    expect(reads.length).toBeGreaterThan(8);
    expect(reads.filter((read, index) => reads.indexOf(read) !== index)).toStrictEqual([]);
  });
});
