/** What holds for each vendor whose engine is that of Sunshine Conversations, once Smooch. */
import { type AnyChatVendor, signChatToken } from 'chat-token';
import type { Fake, FakeMessage } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { type Case, findingsOf, HEADER } from '../inspect/support.ts';
import { refused, TIMES, textsOf, undocumented } from '../support/fakes.ts';
import { forge, KEY_ID, NOW, OTHER_SECRET, SECRET } from '../support/support.ts';
import { forAnyUser } from '../support/vendors.ts';

/** What is found in the header. */
export function describeHeader(withHeader: (claims: object, header: object) => Case): void {
  const digits = '0123456789abcdef01234567';

  test.each<[unknown, string?]>([
    [`app_${digits}`],
    [digits],
    [digits.slice(0, 20)],
    [digits.slice(0, 19), 'KID_UNUSUAL'],
    [`${digits}0`, 'KID_UNUSUAL'],
    [`app_${digits}x`, 'KID_UNUSUAL'],
    [`xapp_${digits}`, 'KID_UNUSUAL'],
    [`app-${digits}`, 'KID_UNUSUAL'],
    [digits.toUpperCase(), 'KID_UNUSUAL'],
    ['act_1', 'KID_OF_ACCOUNT_KEY'],
    ['svc_1', 'KID_OF_ACCOUNT_KEY'],
    ['my_act_1', 'KID_UNUSUAL'],
    ['', 'KID_MISSING'],
    [undefined, 'KID_MISSING'],
    [42, 'KID_NOT_STRING'],
    [['act_1'], 'KID_NOT_STRING'],
  ])('the kid %j', async (kid, code) => {
    const expected = code === undefined ? [] : [`${code} at header.kid`];
    expect(await findingsOf(withHeader({}, { ...HEADER, kid }))).toStrictEqual(expected);
  });

  test.each([undefined, 'jwt'])('the typ %s', async (typ) => {
    expect(await findingsOf(withHeader({}, { alg: 'HS256', kid: KEY_ID, typ }))).toStrictEqual([
      'TYP_MISSING at header.typ',
    ]);
  });
}

/** What is found in the scope; `scope` is the right one. */
export function describeScope(ofClaims: (claims: object) => Case, scope: string): void {
  test.each<[unknown, string?]>([
    [scope],
    [undefined, 'SCOPE_MISSING'],
    [scope.toUpperCase(), 'SCOPE_WRONG'],
    ['users', 'SCOPE_WRONG'],
    ['app', 'SCOPE_TOO_WIDE'],
    ['account', 'SCOPE_TOO_WIDE'],
    ['integration', 'SCOPE_TOO_WIDE'],
  ])('the scope %s', async (given, code) => {
    const expected = code === undefined ? [] : [`${code} at scope`];
    expect(await findingsOf(ofClaims({ scope: given }))).toStrictEqual(expected);
  });
}

/** A fake of the engine, and what its vendor calls things. */
export interface Engine<Visitor extends EngineVisitor> {
  readonly vendor: AnyChatVendor;
  /** The claim that names the user. */
  readonly idClaim: string;
  readonly scope: string;
  /** The scope of the engine's other version. */
  readonly otherScope: string;
  open(): EngineFake<Visitor>;
  login(visitor: Visitor, id: string, token: string): Promise<void>;
  idOf(visitor: Visitor): string | undefined;
}

interface EngineVisitor {
  readonly conversation: { readonly messages: readonly FakeMessage[] } | undefined;
  logout(): Promise<void>;
  say(text: string): Promise<void>;
}

interface EngineFake<Visitor> extends Fake<Visitor> {
  readonly users: readonly object[];
  readonly conversations: readonly object[];
}

/** Answers of the engine, as the tests of the fakes read them. */
const answer = (status: number, code: string, description: string) =>
  `${status} ${JSON.stringify({ error: { code, description } })}`;
export const INVALID = answer(401, 'invalid_auth', 'Invalid JWT');

/** What the engine does with users, conversations and tokens. */
export function describeEngine<Visitor extends EngineVisitor>(engine: Engine<Visitor>): void {
  const { vendor, idClaim, scope, otherScope, open, idOf } = engine;
  const A = { [idClaim]: 'A' };
  const GOOD = { scope, ...A };
  const tokenOf = (id: string, now = NOW) =>
    signChatToken(forAnyUser(vendor), { [idClaim]: id }, { keyId: KEY_ID, secret: SECRET, now });
  const forged = (claims: object, header: object = { kid: KEY_ID }) =>
    forge({ alg: 'HS256', ...header }, { ...TIMES, ...claims });
  const login = async (visitor: Visitor, id = 'A', now = NOW) =>
    engine.login(visitor, id, await tokenOf(id, now));
  const loginWith = (token: string) => engine.login(open().visitor(), 'A', token);

  test('a log-in retrieves the conversation of other devices, which all go on with', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await login(phone);
    await phone.say('one');
    await login(laptop);
    expect(idOf(laptop)).toBe('A');
    await laptop.say('two');
    for (const { conversation } of [phone, laptop]) {
      expect(textsOf(conversation)).toEqual(['one', 'two']);
    }
    expect(fake.users).toEqual([{ id: 'user_1', ...A }]);
    expect(fake.conversations).toHaveLength(1);
  });

  test('an anonymous conversation goes on, and its user gets a name', async () => {
    const fake = open();
    const visitor = fake.visitor();
    expect(visitor.conversation).toBeUndefined();
    await visitor.say('hello');
    await visitor.say('anybody?');
    expect([idOf(visitor), fake.users]).toEqual([undefined, [{ id: 'user_1' }]]);
    const before = visitor.conversation;
    await login(visitor);
    expect(visitor.conversation).toEqual(before);
    expect(fake.users).toEqual([{ id: 'user_1', ...A }]);
  });

  test('where the user has a conversation elsewhere, the two become one, in order', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await login(phone);
    await phone.say('one');
    await laptop.say('two');
    await phone.say('three');
    await login(laptop);
    expect(textsOf(laptop.conversation)).toEqual(['one', 'two', 'three']);
    expect(fake.conversations).toMatchObject([{ id: 'conversation_1', user: 'user_1' }]);
    expect(fake.users).toEqual([{ id: 'user_1', ...A }]);
  });

  test('where the user has none, the anonymous one becomes theirs', async () => {
    const fake = open();
    const [phone, laptop] = [fake.visitor(), fake.visitor()];
    await login(phone);
    await laptop.say('hello');
    await login(laptop);
    expect(textsOf(phone.conversation)).toEqual(['hello']);
    expect(fake.conversations).toMatchObject([{ id: 'conversation_1', user: 'user_1' }]);
    expect(fake.users).toHaveLength(1);
  });

  test('a fresh token in the middle of a conversation changes nothing', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await login(visitor);
    await visitor.say('one');
    await login(visitor);
    await visitor.say('two');
    expect(textsOf(visitor.conversation)).toEqual(['one', 'two']);
    expect(fake.conversations).toHaveLength(1);
    expect(fake.users).toEqual([{ id: 'user_1', ...A }]);
  });

  test('each user has a conversation of their own', async () => {
    const fake = open();
    const [one, two] = [fake.visitor(), fake.visitor()];
    await login(one);
    await one.say('of A');
    await login(two, 'B');
    expect(two.conversation).toBeUndefined();
    await two.say('of B');
    expect(fake.conversations).toEqual([
      { id: 'conversation_1', user: 'user_1', messages: [{ number: 1, text: 'of A' }] },
      { id: 'conversation_2', user: 'user_2', messages: [{ number: 2, text: 'of B' }] },
    ]);
  });

  test('a log-out leads back to an anonymous user, without the history', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await login(visitor);
    await visitor.say('mine');
    await visitor.logout();
    expect([idOf(visitor), visitor.conversation]).toEqual([undefined, undefined]);
    await visitor.say('somebody');
    expect(fake.users).toEqual([{ id: 'user_1', ...A }, { id: 'user_2' }]);
    await visitor.logout();
    fake.advance(3600);
    await visitor.say('nobody');
    expect(fake.users).toHaveLength(3);
  });

  test.each([
    [
      'no kid',
      forged(GOOD, {}),
      answer(401, 'invalid_auth', 'Invalid JWT header. Missing key id (kid)'),
    ],
    [
      'the scope of an account',
      forged({ ...GOOD, scope: 'account' }),
      answer(401, 'invalid_auth', 'Invalid JWT body. Cannot use account scope with app secret key'),
    ],
    [
      'the scope of an app',
      forged({ ...GOOD, scope: 'app' }),
      answer(403, 'forbidden', 'Invalid scope'),
    ],
    ['no scope', forged(A), INVALID],
    ['no scope, and an unknown claim', forged({ ...A, plan: 'x' }), INVALID],
    ['a number for the id', forged({ ...GOOD, [idClaim]: 1 }), INVALID],
    ['the scope for a claim', forged({ [scope]: 'A' }), INVALID],
    ['the claims of a sign-on token', forged({ jti: '1', name: 'J', email: 'j@x.y' }), INVALID],
    ['exp in the past', forged({ ...GOOD, exp: 1970 }), INVALID],
    ['exp as a string', forged({ ...GOOD, exp: '12345678' }), INVALID],
    ['another kid', forged(GOOD, { kid: 'app_0' }), INVALID],
    ['another secret', forge({ alg: 'HS256', kid: KEY_ID }, TIMES, OTHER_SECRET), INVALID],
    ['another algorithm', forged(GOOD, { alg: 'RS256', kid: KEY_ID }), INVALID],
    ['no token', 'not.a.token', INVALID],
  ])('rejects %s', async (_, token, expected) => {
    const visitor = open().visitor();
    expect(await refused(() => engine.login(visitor, 'A', token))).toBe(expected);
    expect(idOf(visitor)).toBeUndefined();
  });

  test('takes a token without exp', async () => {
    await loginWith(forge({ alg: 'HS256', kid: KEY_ID }, GOOD));
  });

  test('rejects a message once the token has expired, until a fresh one comes', async () => {
    const fake = open();
    const visitor = fake.visitor();
    await login(visitor);
    fake.advance(3600);
    expect(await refused(() => visitor.say('late'))).toBe(INVALID);
    await login(visitor, 'A', new Date(NOW.getTime() + 3_600_000));
    await visitor.say('again');
    expect(textsOf(visitor.conversation)).toEqual(['again']);
  });

  test.each([
    ['the scope of the other version', { ...GOOD, scope: otherScope }, 'scope'],
    ['claims beyond the contract', { ...GOOD, plan: 'x' }, 'plan'],
    ['nbf', { ...GOOD, nbf: TIMES.exp }, 'not valid yet'],
    ['20,000 characters', { ...GOOD, [idClaim]: 'x'.repeat(20_000) }, 'characters'],
  ])('does not know what becomes of %s', async (_, claims, expected) => {
    expect(await undocumented(() => loginWith(forged(claims)))).toContain(expected);
  });

  test('does not know what another user is without a log-out before', async () => {
    const visitor = open().visitor();
    await login(visitor);
    expect(await undocumented(() => login(visitor, 'B'))).toContain('without a logout');
  });

  describe('fetch', () => {
    const address = 'https://api.smooch.io/sdk/v2/apps/app/appusers/user';
    const ask = (authorization: string) => open().fetch(address, { headers: { authorization } });

    test('answers as the engine does', async () => {
      const missing = await open().fetch(address).then(read);
      expect(missing).toEqual({ status: 401, body: 'unauthorized: Authorization is required' });
      const refusal = await ask(`Bearer ${forged({ ...GOOD, scope: 'app' })}`).then(read);
      expect(refusal).toEqual({ status: 403, body: 'forbidden: Invalid scope' });
    });

    test('rejects where the answer to a token, or its body, is not documented', async () => {
      const early = forged({ ...GOOD, nbf: TIMES.exp });
      expect(await undocumented(() => ask(`Bearer ${early}`))).toContain('not valid yet');
      const response = await ask(`Bearer ${await tokenOf('A')}`);
      expect(response.status).toBe(200);
      expect(await undocumented(() => response.json())).toBe(
        'the body of the answer to a good token',
      );
    });

    test.each([
      ['https://api.smooch.io/sdk/v2/apps/app', {}],
      [`${address}/conversations`, {}],
      [address, { method: 'POST' }],
    ])('knows no other request: %s %o', async (url, init) => {
      expect(await undocumented(() => open().fetch(url, init))).toContain('a request like this');
    });
  });
}

async function read(response: Response): Promise<{ status: number; body: string }> {
  const { error } = await response.json();
  return { status: response.status, body: `${error.code}: ${error.description}` };
}
