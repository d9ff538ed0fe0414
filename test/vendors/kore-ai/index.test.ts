import { koreAi, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const config = {
  clientId: 'cs-00000000-0000-5000-8000-000000000000',
  audience: 'https://idproxy.kore.ai/authorize',
};
const app = koreAi(config);
const options = { secret: SECRET, now: NOW };
const u = { sub: 'u_1' };

describe('configuration', () => {
  test.each([
    [{ audience: config.audience }, 'clientId is missing'],
    [{ clientId: config.clientId }, 'audience is missing'],
    [{ ...config, clientId: '' }, 'clientId must be a string that is not blank'],
    [{ ...config, audience: ' ' }, 'audience must be a string that is not blank'],
  ])('rejects %j', async (given, message) => {
    const error = await refusal(() => koreAi(given as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });

  test('must come first', async () => {
    const call = () => signChatToken(koreAi as never, u as never, options as never);
    const error = await refusal(call, 'ERR_OPTION_INVALID');
    expect(error.message).toContain('Call koreAi({ clientId, audience }) first');
  });
});

describe('claims', () => {
  test('are the configuration and the user', () => {
    expect(app.claims({ isAnonymous: true, ...u })).toStrictEqual({
      aud: config.audience,
      iss: config.clientId,
      sub: 'u_1',
      isAnonymous: true,
    });
    expect(app.claims({ ...u, isAnonymous: null })).not.toHaveProperty('isAnonymous');
    expect(app.userId(app.claims(u))).toBe('u_1');
  });

  describeFaults(app, [
    [{}, 'sub: is missing'],
    [{ sub: 42 }, 'sub: must be a string, got a number: pass String(id)'],
    [{ ...u, isAnonymous: 'true' }, 'isAnonymous: must be true or false, got a string'],
    [{ ...u, identityToMerge: 'x' }, 'identityToMerge: is privileged: user data cannot set it'],
    [{ ...u, iss: 'x' }, `iss: is always "${config.clientId}" here: leave it out`],
    [{ ...u, aud: 'x' }, `aud: is always "${config.audience}" here: leave it out`],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ ...u, isAnonymus: true }, 'isAnonymus: is not known; did you mean "isAnonymous"?'],
  ]);

  test.each([
    'jti',
    'kore_sub',
    'kore_iss',
    'kore_jti',
    'email',
  ])('cannot have %s', async (name) => {
    const found = await faults(() => app.claims({ ...u, [name]: 'x' }));
    expect(found).toStrictEqual([expect.stringMatching(`^${name}: `)]);
  });
});

describe('the vector that was computed with Python', () => {
  const secret = 'vector-secret-0123456789abcdefghijk';
  const payload = `{"iat":1767225600,"exp":1767226500,"aud":"${config.audience}","iss":"${config.clientId}","sub":"u_1","isAnonymous":false}`;
  const encode = (json: string) => Buffer.from(json).toString('base64url');
  const vector = `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(payload)}.JQewynJn1PJKhD-NglSu9n5wC_w-NLznEgkJ1XbGVuk`;

  test('is verified', async () => {
    const { claims } = await verifyChatToken(app, vector, { secret, now: NOW });
    expect(claims).toStrictEqual(JSON.parse(payload));
  });

  test('has the claims of our token', async () => {
    const token = await signChatToken(app, { ...u, isAnonymous: false }, { secret, now: NOW });
    const [header, claims] = decodeToken(token);
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(claims)).toStrictEqual(JSON.parse(payload));
  });
});

test('a secret that looks like base64 is used as it is', async () => {
  const secret = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=';
  const token = await signChatToken(app, u, { secret, now: NOW });
  await verifyChatToken(app, token, { secret: Buffer.from(secret, 'utf8'), now: NOW });
  const decoded = Buffer.from(secret, 'base64');
  await refusal(() => verifyChatToken(app, token, { secret: decoded, now: NOW }));
});

describe('lifetime', () => {
  test('is 15 minutes by default', async () => {
    const login = await signChatLogin(app, u, options);
    expect(login).toMatchObject({
      userId: 'u_1',
      expiresAt: NOW_SECONDS + 900,
      settings: { token: login.token },
    });
  });

  test('is at most an hour', async () => {
    await signChatToken(app, u, { ...options, expiresIn: '1h' });
    const call = () => signChatToken(app, u, { ...options, expiresIn: 3601 });
    expect((await refusal(call, 'ERR_OPTION_INVALID')).message).toContain('expiresIn');
  });
});

describe('a token of another library', () => {
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
  const claims = { aud: config.audience, iss: config.clientId, ...u, ...times };
  const verify = (given: object) =>
    verifyChatToken(app, forge({ alg: 'HS256' }, { ...claims, ...given }), options);

  test('may have jti', async () => {
    expect((await verify({ jti: 'x' })).claims).toStrictEqual(claims);
  });

  test.each(['iat', 'exp'])('must have %s', async (name) => {
    expect(await faults(() => verify({ [name]: undefined }))).toStrictEqual([
      `${name}: is missing`,
    ]);
  });

  test('must be for this app', async () => {
    expect(await faults(() => verify({ iss: 'cs-1' }))).toStrictEqual([
      `iss: must be "${config.clientId}"`,
    ]);
    expect(await faults(() => verify({ aud: 'https://idproxy.kore.com/authorize' }))).toStrictEqual(
      [`aud: must be "${config.audience}"`],
    );
  });

  test('must not merge identities', async () => {
    expect(await faults(() => verify({ identityToMerge: 'x' }))).toStrictEqual([
      expect.stringMatching(/^identityToMerge: /),
    ]);
  });
});

/** Checked by the compiler. */
test('the types know the members', () => {
  const rejected = [
    // @ts-expect-error sub is missing
    () => app.claims({ isAnonymous: true }),
    // @ts-expect-error isAnonymous is a boolean
    () => app.claims({ ...u, isAnonymous: 'true' }),
    // @ts-expect-error identityToMerge is privileged
    () => app.claims({ ...u, identityToMerge: 'x' }),
  ];
  for (const call of rejected) expect(call).toThrow('Kore.ai Web SDK');
  // @ts-expect-error audience is missing
  expect(() => koreAi({ clientId: config.clientId })).toThrow('audience is missing');
});
