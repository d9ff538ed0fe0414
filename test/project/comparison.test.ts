/** The README's comparison with jsonwebtoken and jose holds for the installed releases. */
import { readFileSync } from 'node:fs';
import { signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { jwtVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';

const SECRET = 'k3y-0f-zendesk-for-this-comparison';
const WRONG_USER: Record<string, unknown> = { external_id: 42, emailVerified: true };
const packageOf = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../${path}package.json`, import.meta.url), 'utf8'));
const bytes = (secret: string) => new TextEncoder().encode(secret);
const code = (promise: Promise<unknown>) => promise.catch((error: { code: string }) => error.code);

const withJsonwebtoken = (claims: object, secret: string) =>
  jsonwebtoken.sign(claims, secret, { algorithm: 'HS256', expiresIn: '1h' });
const withJose = (claims: Record<string, unknown>, secret: string) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(bytes(secret));

test('the README names the compared releases and counts their dependencies', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  for (const name of ['jsonwebtoken', 'jose']) {
    const { version, dependencies = {} } = packageOf(`node_modules/${name}/`);
    expect(readme).toContain(`with ${name} ${version.split('.').at(0)} |`);
    const counts = readme
      .match(/\| dependencies of the library \|(.*)\|/)
      ?.at(1)
      ?.split('|');
    const column = name === 'jsonwebtoken' ? 1 : 2;
    expect(Number(counts?.at(column))).toBe(Object.keys(dependencies).length);
  }
  expect(readme).toContain('| dependencies of the library | 1 (jose) |');
  expect(Object.keys(packageOf('').dependencies)).toStrictEqual(['jose']);
});

test('the badges match package.json', () => {
  const { license, engines } = packageOf('');
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const badges = [...readme.matchAll(/!\[(.*?)\]/g)].map(([, text]) => text);
  const node = engines.node.replace('>=', '');
  expect(badges).toStrictEqual([`${license} licence`, `Node.js ${node} or later`, '1 dependency']);
});

describe('claims that the vendor rejects, and no kid', () => {
  test('are rejected here', () => {
    expect(() => Reflect.apply(zendesk.claims, zendesk, [WRONG_USER])).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIMS_INVALID' }),
    );
  });

  test('are signed by the other libraries', async () => {
    const ours = { secret: SECRET, keyId: 'app_1' };
    for (const token of [
      withJsonwebtoken(WRONG_USER, SECRET),
      await withJose(WRONG_USER, SECRET),
    ]) {
      expect(token.split('.')).toHaveLength(3);
      expect(await code(verifyChatToken(zendesk, token, ours))).toBe('ERR_KEY_ID_MISSING');
    }
  });
});

test.each([`${SECRET}\n`, 'undefined', 'your-secret-here'])('the secret %j', async (secret) => {
  const user = { external_id: 'u_1' };
  const signing = signChatToken(zendesk, user, { secret, keyId: 'app_1', allowShortSecret: true });
  expect(await code(signing)).toBe('ERR_SECRET_INVALID');
  expect(withJsonwebtoken(user, secret).split('.')).toHaveLength(3);
  expect((await withJose(user, secret)).split('.')).toHaveLength(3);
});

test('a clock tolerance given as a string', async () => {
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  const claims = { external_id: 'u_1', scope: 'user', exp: anHourAgo };
  const token = jsonwebtoken.sign(claims, SECRET, { keyid: 'app_1' });
  // As in plain JavaScript, where no type prevents it.
  const options = JSON.parse('{ "clockTolerance": "60" }');
  const ours = { secret: SECRET, keyId: 'app_1', ...options };
  expect(await code(verifyChatToken(zendesk, token, ours))).toBe('ERR_OPTION_INVALID');
  expect(jsonwebtoken.verify(token, SECRET, options)).toMatchObject(claims);
  await expect(jwtVerify(token, bytes(SECRET), options)).rejects.toThrow(
    'Invalid time period format',
  );
});

test('what an error contains about an expired token', async () => {
  const claims = { external_id: 'u_1', scope: 'user', name: 'Jane Doe', exp: 1 };
  const token = jsonwebtoken.sign(claims, SECRET, { keyid: 'app_1' });
  const errorOf = async (action: () => unknown): Promise<unknown> => {
    try {
      return await action();
    } catch (error) {
      return JSON.stringify({ ...Object(error), text: String(error) });
    }
  };
  const ours = { secret: SECRET, keyId: 'app_1' };
  expect(await errorOf(() => verifyChatToken(zendesk, token, ours))).not.toContain('Jane Doe');
  expect(await errorOf(() => jsonwebtoken.verify(token, SECRET))).not.toContain('Jane Doe');
  expect(await errorOf(() => jwtVerify(token, bytes(SECRET)))).toContain('Jane Doe');
});
