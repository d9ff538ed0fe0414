/** What docs/moving.md says of lines around `jwt.sign`: there a token comes of them, here a refusal. */
import { convrs, signChatToken, zendesk } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';

const secret = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';
const keyId = 'app_62b5e0ffca5a3800f0225c53';
const key = { secret, keyId };
const claims = { scope: 'user', external_id: 'u_1' };

/** As data from elsewhere comes: of no type. */
const untyped = (data: object) => JSON.parse(JSON.stringify(data));

describe('the mistakes sign there, and are refused here', () => {
  test.each([
    ['no kid', jwt.sign(claims, secret), { secret }, {}],
    ['a number as id', jwt.sign({ ...claims, external_id: 1 }, secret), key, { external_id: 1 }],
    ['a line break', jwt.sign(claims, `${secret}\n`), { ...key, secret: `${secret}\n` }, {}],
    ['quotes', jwt.sign(claims, `"${secret}"`), { ...key, secret: `"${secret}"` }, {}],
    ['undefined', jwt.sign(claims, `${undefined}`), { ...key, secret: `${undefined}` }, {}],
    ['iat', jwt.sign({ ...claims, iat: Date.now() }, secret), key, { iat: Date.now() }],
    ['no unit', jwt.sign(claims, secret, { expiresIn: '9' }), { ...key, expiresIn: '9' }, {}],
    ['a scope', jwt.sign({ ...claims, scope: 'app' }, secret), key, { scope: 'app' }],
    ['a spelling', jwt.sign(claims, secret), key, { emailVerified: true }],
    [
      'sign-on',
      jwt.sign({ jti: '1', name: 'J' }, secret),
      key,
      { jti: '1', external_id: undefined },
    ],
  ])('%s', async (_, there, options, user) => {
    expect(there.split('.')).toHaveLength(3);
    const here = signChatToken(zendesk, untyped({ external_id: 'u_1', ...user }), untyped(options));
    await expect(here).rejects.toThrow(expect.objectContaining({ name: 'ChatTokenError' }));
  });

  test('crmId', async () => {
    await expect(signChatToken(convrs, untyped({ crmId: '1' }), { secret })).rejects.toThrow(
      /"crmID"/,
    );
  });
});

test('seconds, milliseconds and no unit', () => {
  const lifetime = (expiresIn: '900' | number) => {
    const payload = jwt.decode(jwt.sign({ iat: 1000 }, secret, { expiresIn }));
    return Number(Object(payload).exp) - 1000;
  };
  expect(lifetime(900)).toBe(900);
  expect(lifetime('900')).toBe(0);
  expect(lifetime(15 * 60 * 1000) / 86_400).toBeGreaterThan(10);
});

test('a secret that was decoded is recognized', async () => {
  const token = jwt.sign(claims, Buffer.from(secret, 'base64'), { keyid: keyId, expiresIn: '1h' });
  const { findings } = await inspectChatToken(token, { vendor: zendesk, ...key });
  expect(findings.map(({ code }) => code)).toContain('SECRET_BASE64_DECODED');
});

test.each([
  ['TokenExpiredError', () => jwt.sign({ exp: 1 }, secret)],
  ['NotBeforeError', () => jwt.sign({}, secret, { notBefore: '1h' })],
  ['invalid signature', () => jwt.sign({}, `${secret}!`)],
  ['jwt malformed', () => 'a.b'],
  ['invalid algorithm', () => jwt.sign({}, secret, { algorithm: 'HS512' })],
])('jsonwebtoken says: %s', (said, sign) => {
  const verify = () => {
    try {
      return jwt.verify(sign(), secret, { algorithms: ['HS256'] });
    } catch (error) {
      return String(error);
    }
  };
  expect(verify()).toMatch(
    said === 'NotBeforeError' || said === 'TokenExpiredError' ? said : `JsonWebTokenError: ${said}`,
  );
});
