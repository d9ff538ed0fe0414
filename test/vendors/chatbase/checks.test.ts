import { chatbase } from 'chat-token';
import { expect, test } from 'vitest';
import { findingsOf, HEADER, inspect, of, recognized, TIMES } from '../../inspect/support.ts';
import { forge } from '../../support/support.ts';

const ofChatbase = (claims: object, header: object = HEADER) =>
  of(forge(header, { user_id: 'u_1', ...TIMES, ...claims }), { vendor: chatbase });

test.each<[object, string[]]>([
  [{}, []],
  [{ email: 'j@example.com', name: 'Jane', stripe_accounts: [{ label: 'main' }] }, []],
  [{ user_id: undefined }, ['USER_ID_MISSING']],
  [{ user_id: undefined, sub: 'u_1' }, []],
  [{ sub: 'u_1' }, []],
  [{ sub: 'u_2' }, ['IDS_DIFFER at sub']],
  [{ user_id: 42 }, ['ID_NOT_STRING at user_id']],
  [{ user_id: undefined, sub: 42 }, ['ID_NOT_STRING at sub']],
  [{ user_id: 'undefined' }, ['ID_PLACEHOLDER at user_id']],
  [{ user_id: 'anonymous' }, ['ID_SHARED at user_id']],
  [{ user_id: 'j@example.com' }, ['ID_IS_EMAIL at user_id']],
  [{ user_id: '+447700900123' }, ['ID_IS_PHONE at user_id']],
  [{ email: ' ' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ user_hash: 'x' }, ['TOKEN_IN_CLAIMS at user_hash']],
  [{ token: 'eyJhbGciOiJI.eyJ1c2VyX2lk.x' }, ['TOKEN_IN_CLAIMS at token']],
  [{ userId: 'u_1' }, ['CLAIM_INVALID at userId']],
  [{ apiKey: 'k' }, ['SENSITIVE_DATA at apiKey']],
  [{ account: { password: 'x' } }, ['SENSITIVE_DATA at account.password']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofChatbase(claims))).toStrictEqual(findings);
});

test('a token without exp never expires', async () => {
  expect(await findingsOf(ofChatbase({ exp: undefined }))).toStrictEqual([
    'EXP_RECOMMENDED at exp',
  ]);
});

test('a key id is not used', async () => {
  const given = ofChatbase({}, { ...HEADER, kid: 'k_1' });
  expect(await findingsOf(given)).toStrictEqual(['KID_UNUSED at header.kid']);
});

test('20 of many keys are listed', async () => {
  const keys = Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'sk_live_1']);
  expect(await findingsOf(ofChatbase(Object.fromEntries(keys)))).toHaveLength(20);
});

const INTERCOM = 'intercom: it has user_id, which is most common in tokens for Intercom';

test.each<[object, string]>([
  [{ user_id: 'u_1', stripe_accounts: [] }, 'chatbase: it has stripe_accounts'],
  [{ sub: 'u_1', stripe_accounts: [] }, 'chatbase: it has stripe_accounts'],
  // It could be for either.
  [{ user_id: 'u_1', email: 'j@example.com', name: 'Jane' }, INTERCOM],
  [{ user_id: 'u_1', sub: 'u_1', plan: 'pro' }, INTERCOM],
  // Tokens of every kind have it.
  [{ sub: 'u_1' }, 'nobody'],
])('whose token %j makes', async (claims, who) => {
  expect(await recognized(claims)).toBe(who);
});

test('a token for Intercom that was passed as one for Chatbase may be right', async () => {
  const { vendor, findings } = await inspect(ofChatbase({ email: 'j@example.com' }));
  expect(vendor).toMatchObject({ name: 'chatbase', why: 'it was passed, and it has user_id' });
  expect(findings).toStrictEqual([]);
});
