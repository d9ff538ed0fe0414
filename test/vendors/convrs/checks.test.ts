import { describe, expect, test } from 'vitest';
import { findingsOf, inspect, ofConvrs, recognized } from '../../inspect/support.ts';

const row = { label: 'Balance', value: 1250, type: 'currency' };
const each = (name: string, values: readonly string[], finding?: string) =>
  values.map((value): [object, string[]] => [
    { [name]: value },
    finding === undefined ? [] : [`${finding} at ${name}`],
  ]);

test.each<[object, string[]]>([
  [{}, []],
  [{ crmID: 'C-1', userData: { plan: 'gold' }, agentData: [{ label: 'a', value: 'b' }] }, []],
  [{ userId: undefined }, ['USER_ID_RECOMMENDED at userId']],
  [{ userId: 42 }, ['ID_NOT_STRING at userId']],
  [{ userId: 'NaN' }, ['ID_PLACEHOLDER at userId']],
  [{ userId: 'j@example.com' }, ['ID_IS_EMAIL at userId']],
  [{ crmID: 42 }, ['ID_NOT_STRING at crmID']],
  [{ crmId: 'C-1', crm_id: 'C-1' }, ['CRM_ID_SPELLING at crmId', 'CRM_ID_SPELLING at crm_id']],
  [{ CRMID: 'C-1' }, ['CRM_ID_SPELLING at CRMID']],
  ...each('email', ['j@example.com']),
  ...each('email', ['jane', 'Jane <j@example.com>'], 'EMAIL_INVALID'),
  ...each('phone', ['+123456', '+123456789012345']),
  ...each('phone', ['+12345', '+1234567890123456', '+0123456', 'a+123456'], 'PHONE_FORMAT'),
  ...each('phone', ['+123456a', '123456', '07700 900123'], 'PHONE_FORMAT'),
  ...each('locale', ['en', 'gsw', 'en-GB', 'EN-gb', 'es-419', 'zh-Hans-CN', 'de-Latn-DE-1996']),
  ...each('locale', ['e', 'engl', 'en-G', 'en_GB', 'en-abcdefghi', 'a-b-c-d'], 'LOCALE_FORMAT'),
  ...each('locale', ['en-a1-b2-c3-d4', ' en', 'en '], 'LOCALE_FORMAT'),
  [{ email: 42 }, ['CLAIM_INVALID at email']],
  [{ phone: 42 }, ['CLAIM_INVALID at phone']],
  [{ locale: 42 }, ['CLAIM_INVALID at locale']],
  [{ userData: { apiKey: 'k' } }, ['SENSITIVE_DATA at userData.apiKey']],
  [{ userData: { apiKey: '', plan: 'key', hasPassword: true } }, []],
  [{ agentData: {} }, ['CLAIM_INVALID at agentData']],
  [{ agentData: [{ label: 'a', value: 'sk_live_1' }] }, ['SENSITIVE_DATA at agentData[0].value']],
  [{ agentData: [row] }, ['AGENT_DATA_CURRENCY at agentData[0].currency']],
  [{ agentData: [{ ...row, currency: 'USD' }] }, []],
  [{ agentData: [7] }, ['AGENT_DATA_MISMATCH at agentData[0]']],
  [
    { agentData: [{}] },
    ['AGENT_DATA_MISMATCH at agentData[0].label', 'AGENT_DATA_MISMATCH at agentData[0].value'],
  ],
  [{ userId: 'visitor' }, ['ID_SHARED at userId']],
  [{ email: '' }, ['EMAIL_INVALID at email']],
  [
    { agentData: [row, { ...row, type: 'number', value: '1' }] },
    ['AGENT_DATA_MISMATCH at agentData[1].value', 'AGENT_DATA_CURRENCY at agentData[0].currency'],
  ],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofConvrs(claims))).toStrictEqual(findings);
});

test('of sixty rows fifty are looked at', async () => {
  expect(await findingsOf(ofConvrs({ agentData: Array(60).fill(row) }))).toHaveLength(50);
});

test('why a password must not be in it, and what a row does not show', async () => {
  const agentData = [{ label: 'Paid', value: 'yes', type: 'boolean' }, row];
  const userData = { password: 'x' };
  const { findings } = await inspect(ofConvrs({ agentData, userData }));
  expect(findings.map(({ message }) => message)).toMatchObject([
    expect.stringMatching(/^agentData\[0\]\.value must be true or false, got a string: /),
    expect.stringMatching(/ can read the payload$/),
    expect.any(String),
  ]);
  const { findings: more } = await inspect(
    ofConvrs({ agentData: [{ label: 'pwd', value: 'ghp_1' }] }),
  );
  expect(more[0]?.message).toMatch(/ can read the payload$/);
});

describe('whose token it is', () => {
  test.each<[object, string]>([
    [{ crmID: 'C-1' }, 'convrs: it has crmID'],
    [{ userData: {} }, 'convrs: it has userData'],
    [{ agentData: [] }, 'convrs: it has agentData'],
    [{ crm_id: 'C-1' }, 'convrs: it has a misspelled crmID'],
    [{ 'CRM-Id': 'C-1' }, 'convrs: it has a misspelled crmID'],
    [{ xcrmid: '1', crmids: '1' }, 'nobody'],
    [{ name: 'Jane' }, 'nobody'],
    // Featurebase has it too.
    [{ userId: 'u_1' }, 'nobody'],
    [{ userId: 'u_1', scope: 'app' }, 'khoros: it has scope and userId'],
  ])('%j', async (claims, who) => {
    expect(await recognized(claims)).toBe(who);
  });
});
