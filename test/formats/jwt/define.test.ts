import { defineVendor, jwt, signChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { definition, refusal, SECRET } from '../../support/support.ts';

const YEAR = 366 * 86_400;

test('a definition with every member', () => {
  const fixedClaims = { scope: 'user', version: 2, beta: false };
  const token = jwt({
    keyId: 'optional',
    fixedClaims,
    lifetime: { default: 60, max: 600 },
    registeredClaims: ['iss', 'aud'],
    requireExpiry: false,
  });
  expect(token).toMatchObject({
    kind: 'jwt',
    keyId: 'optional',
    fixedClaims,
    expiry: { default: 60, max: 600, required: false },
    reservedClaims: ['iat', 'exp', 'nbf'],
    ignoredClaims: ['sub', 'jti'],
  });
});

test('the defaults', () => {
  for (const token of [jwt(), jwt({}), jwt({ keyId: undefined, lifetime: undefined } as object)]) {
    expect(token).toMatchObject({
      kind: 'jwt',
      keyId: 'unused',
      fixedClaims: {},
      expiry: { default: 3600, max: YEAR, required: true },
      ignoredClaims: ['iss', 'sub', 'aud', 'jti'],
    });
  }
  const { expiry } = jwt({ lifetime: { default: 300 } });
  expect(expiry).toStrictEqual({ claim: 'exp', default: 300, max: YEAR, required: true });
});

test('nothing of it can be changed, nor does a later change of the definition', () => {
  const fixedClaims = { scope: 'user' };
  const registeredClaims: 'sub'[] = ['sub'];
  const token = jwt({ fixedClaims, registeredClaims });
  for (const part of [token, token.fixedClaims, token.expiry]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
  fixedClaims.scope = 'app';
  registeredClaims.pop();
  const vendor = defineVendor({ ...definition, token });
  expect(vendor.claims({ sub: 'u' })).toStrictEqual({ scope: 'user', sub: 'u' });
});

test("a lifetime longer than the vendor's longest is rejected", async () => {
  const vendor = defineVendor({
    ...definition,
    token: jwt({ lifetime: { default: 60, max: 600 } }),
  });
  const sign = (expiresIn: number) => signChatToken(vendor, {}, { secret: SECRET, expiresIn });
  await expect(sign(600)).resolves.toBeDefined();
  const { message } = await refusal(() => sign(601), 'ERR_OPTION_INVALID');
  expect(message).toContain('1 to 600');
});

describe('a definition is rejected for', () => {
  test.each<[string, object]>([
    ['required, optional, unused', { keyId: 'maybe' }],
    ['keyId', { keyId: null }],
    ['fixedClaims', { fixedClaims: ['x'] }],
    ['fixedClaims', { fixedClaims: null }],
    ['fixedClaims.o', { fixedClaims: { o: {} } }],
    ['fixedClaims.u', { fixedClaims: { u: undefined } }],
    ['fixedClaims.n', { fixedClaims: { n: Number.NaN } }],
    ['fixedClaims.exp', { fixedClaims: { exp: 1 } }],
    ['fixedClaims.__proto__', { fixedClaims: JSON.parse('{"__proto__":"x"}') }],
    ['registeredClaims', { registeredClaims: ['exp'] }],
    ['registeredClaims', { registeredClaims: 'sub' }],
    ['registeredClaims', { registeredClaims: new Set(['sub']) }],
    ['registeredClaims', { registeredClaims: null }],
    ['lifetime', { lifetime: 3600 }],
    ['lifetime: maximum', { lifetime: { default: 60, maximum: 420 } }],
    ['lifetime.default', { lifetime: { default: 0 } }],
    ['lifetime.default', { lifetime: { default: 500, max: 420 } }],
    ['lifetime.max', { lifetime: { default: 60, max: YEAR + 1 } }],
    ['lifetime.max', { lifetime: { default: '1h', max: '1 h' } }],
    ['lifetime.max', { lifetime: { default: 60, max: null } }],
    ['requireExpiry', { requireExpiry: 'no' }],
    ['expiresIn', { expiresIn: 60 }],
    ['message', { message: () => 'u' }],
  ])('%s: case %#', async (name, wrong) => {
    const { message, hint } = await refusal(() => jwt(wrong), 'ERR_OPTION_INVALID');
    expect(message).toContain(name);
    if (message.includes('is not known')) expect(hint).toMatch(/: \w+, /);
    if (name === 'registeredClaims') expect(hint).toContain('iss, sub, aud, jti');
  });

  test.each([null, 'required', []])('being %o', async (wrong) => {
    const { message } = await refusal(() => jwt(wrong as object), 'ERR_OPTION_INVALID');
    expect(message).toContain('jwt must be a plain object');
  });
});
