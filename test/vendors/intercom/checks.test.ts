import { expect, test } from 'vitest';
import { findingsOf, inspect, ofIntercom, recognized } from '../../inspect/support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ email: 'j@example.com', name: 'Jane', created_at: 1e11, phone: '+447700900123' }, []],
  [{ user_id: undefined, email: 'j@example.com' }, ['USER_ID_MISSING at user_id']],
  [{ user_id: 42 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: 'undefined' }, ['ID_PLACEHOLDER at user_id']],
  [{ user_id: 'j@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ user_id: '+447700900123' }, ['ID_IS_PHONE at user_id']],
  [{ userId: 'u_1' }, ['CLAIM_INVALID at userId']],
  [{ user_id: 'anonymous' }, ['ID_SHARED at user_id']],
  [{ email: ' ' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ plan: {} }, ['CLAIM_INVALID at plan']],
  [{ sub: 'u_1' }, []],
  [{ created_at: 1e11 + 1 }, ['CREATED_AT_IN_OTHER_UNIT at created_at']],
  [{ created_at: 1_704_067_200_000_000 }, ['CREATED_AT_IN_OTHER_UNIT at created_at']],
  [{ created_at: 1_704_067_200 - 978_307_200 }, ['CREATED_AT_IN_OTHER_UNIT at created_at']],
  [{ created_at: '1704067200000' }, ['CLAIM_INVALID at created_at']],
  [{ user_hash: 'x' }, ['TOKEN_IN_CLAIMS at user_hash']],
  [{ intercom_user_jwt: 'eyJhbGciOiJI.eyJ1c2VyX2lk.x' }, ['TOKEN_IN_CLAIMS at intercom_user_jwt']],
  [{ apiKey: 'k' }, ['SENSITIVE_DATA at apiKey']],
  [{ note: 'sk_live_1' }, ['SENSITIVE_DATA at note']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofIntercom(claims))).toStrictEqual(findings);
});

test('a key id is not used', async () => {
  const given = ofIntercom({}, { alg: 'HS256', typ: 'JWT', kid: 'k_1' });
  expect(await findingsOf(given)).toStrictEqual(['KID_UNUSED at header.kid']);
});

test('a token without exp never expires', async () => {
  const given = ofIntercom({ exp: undefined });
  expect(await findingsOf(given)).toStrictEqual(['EXP_RECOMMENDED at exp']);
});

test('20 of many keys are listed', async () => {
  const keys = Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'sk_live_1']);
  expect(await findingsOf(ofIntercom(Object.fromEntries(keys)))).toHaveLength(20);
});

test('why a password must not be in it', async () => {
  const { findings } = await inspect(ofIntercom({ password: 'x' }));
  expect(findings[0]?.message).toMatch(/ can read the payload$/);
});

const INTERCOM = 'intercom: it has user_id, which is most common in tokens for Intercom';

test.each<[object, string]>([
  [{ user_id: 'u_1', created_at: 1 }, 'intercom: it has user_id and created_at'],
  // Chatbase has it too.
  [{ user_id: 'u_1' }, INTERCOM],
  [{ user_id: 'u_1', stripe_accounts: 'x' }, 'chatbase: it has stripe_accounts'],
  // Attributes that other vendors have too.
  [{ user_id: 'u_1', timezone: 'UTC', email_verified: true }, INTERCOM],
  [{ user_id: 'u_1', userId: 'u_1' }, INTERCOM],
  // As much a sign of one vendor as of another.
  [{ user_id: 'u_1', external_id: 'u_1' }, 'nobody'],
  [{ user_id: 'u_1', scope: 'user' }, 'zendesk: its scope is user'],
  [{ email: 'j@example.com', name: 'Jane', plan: 'pro' }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});

test('a token for Chatbase that was passed as one for Intercom', async () => {
  const given = ofIntercom({ stripe_accounts: [{ label: 'main' }] });
  expect(await findingsOf(given)).toStrictEqual(['VENDOR_OTHER']);
});
