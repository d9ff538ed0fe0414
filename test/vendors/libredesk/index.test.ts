import { libredesk, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
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

const u = { external_user_id: 'u_1', email: 'jane@example.com', first_name: 'Jane' };
const exp = NOW_SECONDS + 3600;

describe('claims', () => {
  test('come out in the order of the contract', () => {
    const user = { contact_custom_attributes: { plan: 'pro' }, last_name: 'Doe', ...u };
    expect(JSON.stringify(libredesk.claims(user))).toBe(
      '{"external_user_id":"u_1","email":"jane@example.com","first_name":"Jane",' +
        '"last_name":"Doe","contact_custom_attributes":{"plan":"pro"}}',
    );
  });

  const BYTES = 'must have at most 128 bytes in UTF-8';
  describeFaults(libredesk, [
    [{ ...u, external_user_id: undefined }, 'external_user_id: is missing'],
    [
      { ...u, external_user_id: 42 },
      'external_user_id: must be a string, got a number: pass String(id)',
    ],
    [{ ...u, external_user_id: ' ' }, 'external_user_id: must not be blank'],
    [{ ...u, external_user_id: 'é'.repeat(65) }, `external_user_id: ${BYTES}`],
    [{ ...u, external_user_id: 'u'.repeat(129) }, `external_user_id: ${BYTES}`],
    [{ ...u, email: undefined }, 'email: is missing'],
    [{ ...u, email: '' }, 'email: must have 1 to 254 bytes in UTF-8'],
    [{ ...u, email: 'j'.repeat(255) }, 'email: must have 1 to 254 bytes in UTF-8'],
    [{ ...u, first_name: null }, 'first_name: is missing'],
    [{ ...u, first_name: '' }, 'first_name: must have 1 to 128 bytes in UTF-8'],
    [{ ...u, first_name: 'é'.repeat(65) }, 'first_name: must have 1 to 128 bytes in UTF-8'],
    [{ ...u, last_name: 'é'.repeat(65) }, `last_name: ${BYTES}`],
    [{ ...u, phone_number: '1'.repeat(21) }, 'phone_number: must have at most 20 bytes in UTF-8'],
    [{ ...u, phone_number: 4155550123 }, 'phone_number: must be a string, got a number'],
    [
      { ...u, phone_number_country_code: 1 },
      'phone_number_country_code: must be a string, got a number',
    ],
    [
      { ...u, contact_custom_attributes: ['pro'] },
      'contact_custom_attributes: must be a plain object, got an array',
    ],
    [
      { ...u, contact_custom_attributes: { since: new Date(0) } },
      'contact_custom_attributes.since: must be JSON, got an instance of Date',
    ],
    [{ ...u, user_id: 7 }, 'user_id: is privileged: user data cannot set it'],
    [{ ...u, user_id: undefined }, 'user_id: is privileged: user data cannot set it'],
    [{ ...u, is_visitor: false }, 'is_visitor: is privileged: user data cannot set it'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
    [{ ...u, firstName: 'Jane' }, 'firstName: is not known; did you mean "first_name"?'],
  ]);

  test.each([
    { external_user_id: 'é'.repeat(64) },
    { email: 'j'.repeat(254) },
    { first_name: 'é'.repeat(64) },
    { last_name: 'D'.repeat(128) },
    { last_name: '' },
    { phone_number: '1'.repeat(20) },
    // Dropped by Libredesk, which is a finding.
    { phone_number_country_code: 'United States' },
    { contact_custom_attributes: { plan: 'pro', seats: 12, is_trial: false, tags: ['vip', {}] } },
  ])('%j is allowed', (members) => {
    expect(libredesk.claims({ ...u, ...members })).toStrictEqual({ ...u, ...members });
  });
});

describe('the vector that was computed with Python', () => {
  const payload = { ...u, exp };
  const vector =
    `${forge({ alg: 'HS256', typ: 'JWT' }, payload).split('.').slice(0, 2).join('.')}.` +
    'LCdtcO4i06fAHhXvhcDoS_K_LxyX0-jJJv0lnurQINI';
  const options = { secret: 'vector-secret-0123456789abcdefghijk', now: NOW };

  test('is accepted', async () => {
    const { claims } = await verifyChatToken(libredesk, vector, options);
    expect(claims).toStrictEqual(payload);
  });

  test('has the same claims as our token, which also has iat', async () => {
    const [header, own] = decodeToken(await signChatToken(libredesk, u, options));
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(own).toBe(JSON.stringify({ ...u, iat: NOW_SECONDS, exp }));
  });
});

describe('a token of another library', () => {
  const options = { secret: SECRET, now: NOW };
  const verify = (claims: object) =>
    verifyChatToken(libredesk, forge({ alg: 'HS256' }, { ...u, ...claims }), options);

  test('is rejected without exp', async () => {
    expect(await faults(() => verify({ iat: NOW_SECONDS }))).toStrictEqual(['exp: is missing']);
  });

  test.each([
    { user_id: 7 },
    { user_id: 0 },
    { is_visitor: true },
  ])('is rejected with %j', async (claims) => {
    const found = await faults(() => verify({ exp, ...claims }));
    expect(found).toStrictEqual([expect.stringContaining('is privileged')]);
  });

  test('is rejected before nbf', async () => {
    await refusal(() => verify({ exp, nbf: NOW_SECONDS + 1 }), 'ERR_TOKEN_NOT_YET_VALID');
  });

  test('may have further registered claims', async () => {
    const { claims } = await verify({ exp, sub: 'u_1', iss: 'shop' });
    expect(claims).toStrictEqual({ ...u, exp });
  });
});

test('the page gets the token as userJWT', async () => {
  const { settings, token, userId } = await signChatLogin(libredesk, u, { secret: SECRET });
  expect({ settings, userId }).toStrictEqual({ settings: { userJWT: token }, userId: 'u_1' });
});

/** Checked by the compiler. */
test('the types know the members', async () => {
  const rejected = [
    // @ts-expect-error first_name is missing
    () => libredesk.claims({ external_user_id: 'u_1', email: 'jane@example.com' }),
    // @ts-expect-error external_user_id is a string
    () => libredesk.claims({ ...u, external_user_id: 42 }),
    // @ts-expect-error an attribute is JSON
    () => libredesk.claims({ ...u, contact_custom_attributes: { since: new Date(0) } }),
    // @ts-expect-error user_id is not a member
    () => libredesk.claims({ ...u, user_id: 7 }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Libredesk');
  // @ts-expect-error the token has no key id
  const sign = () => signChatToken(libredesk, u, { secret: SECRET, keyId: 'app_1' });
  await refusal(sign, 'ERR_OPTION_INVALID');
});
