import { verifyChatToken, zendesk } from 'chat-token';
import { expect, test } from 'vitest';
import {
  faults,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  permissive,
  refusal,
  SECRET,
} from '../../support/support.ts';

const HS256 = { alg: 'HS256' };
const key = { secret: SECRET, now: NOW };
const verify = (token: string, options: object = {}) =>
  verifyChatToken(permissive, token, { ...key, ...options });

const EXPIRED = 'ERR_TOKEN_EXPIRED';
const EARLY = 'ERR_TOKEN_NOT_YET_VALID';

test.each([
  ['exp', 0, 0, EXPIRED],
  ['exp', 1, 0, undefined],
  ['nbf', 1, 0, EARLY],
  ['nbf', 0, 0, undefined],
  ['exp', -5, 5, EXPIRED],
  ['exp', -4, 5, undefined],
  ['nbf', 6, 5, EARLY],
  ['nbf', 5, 5, undefined],
  ['iat', 1e6, 0, undefined],
] as const)('%s at %i seconds from now, tolerance %i: %s', async (name, from, clockTolerance, code) => {
  const token = forge(HS256, { [name]: NOW_SECONDS + from });
  if (code !== undefined) await refusal(() => verify(token, { clockTolerance }), code);
  else await expect(verify(token, { clockTolerance })).resolves.toBeDefined();
});

test.each(['iat', 'exp', 'nbf'])('%s must be a number', async (name) => {
  for (const value of ['"1767225600"', 'null', 'true', '[1]', '{}', '1e400']) {
    const verdict = () => verify(forge(HS256, `{"${name}":${value}}`));
    expect(await faults(verdict)).toStrictEqual([
      `${name}: must be a number of seconds since 1970`,
    ]);
  }
});

test('exp is required unless the vendor or the caller says otherwise', async () => {
  const token = forge({ ...HS256, kid: KEY_ID }, { scope: 'user', external_id: 'u' });
  const missing = ['exp: is missing'];
  expect(await faults(() => verifyChatToken(zendesk, token, key))).toStrictEqual(missing);
  const { claims } = await verifyChatToken(zendesk, token, { ...key, requireExpiry: false });
  expect(claims).toStrictEqual({ scope: 'user', external_id: 'u' });
  const open = forge(HS256, {});
  await expect(verify(open)).resolves.toStrictEqual({ claims: {}, header: HS256 });
  const { message } = await refusal(() => verify(open, { requireExpiry: true }));
  expect(message).toContain("The token's times are not valid: exp");
});
