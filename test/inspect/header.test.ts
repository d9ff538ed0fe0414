/** What is found in a header, whatever the vendor. */
import { convrs, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, NOW, SECRET } from '../support/support.ts';
import {
  type Case,
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  ofConvrs,
  ofDeskpro,
  ofIntercom,
  ofKhoros,
  ofZendesk,
  TIMES,
} from './support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ alg: 'none' }, ['ALG_NONE at header.alg']],
  [{ alg: 'NONE' }, ['ALG_NONE at header.alg']],
  [{ alg: 'HS384' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: ' none' }, ['ALG_NONE at header.alg']],
  [{ alg: 'hs256' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'HS-256' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'HS256 ' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'SHA256' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'HMACSHA256' }, ['ALG_UNSUPPORTED at header.alg']],
  [
    { alg: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256' },
    ['ALG_UNSUPPORTED at header.alg'],
  ],
  [{ alg: 'RS256' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'HS2560' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: undefined }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 7 }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: { toString: 1 } }, ['ALG_UNSUPPORTED at header.alg']],
  [{ crit: ['b64'] }, ['CRIT_UNSUPPORTED at header.crit']],
  [{ crit: null }, ['CRIT_UNSUPPORTED at header.crit']],
])('%j', async (changed, findings) => {
  expect(await findingsOf(ofZendesk({}, { ...HEADER_WITH_KID, ...changed }))).toStrictEqual(
    findings,
  );
});

test.each<[unknown, string[]]>([
  ['jwt', []],
  [undefined, []],
  [7, ['TYP_NOT_STRING at header.typ']],
  [null, ['TYP_NOT_STRING at header.typ']],
  [['JWT'], ['TYP_NOT_STRING at header.typ']],
])('typ %j', async (typ, findings) => {
  const given = ofConvrs({}, { ...HEADER, typ });
  expect(await findingsOf(given)).toStrictEqual(findings);
  const verified = verifyChatToken(convrs, String(given.token), { secret: SECRET, now: NOW });
  await (findings.length === 0
    ? expect(verified).resolves.toBeDefined()
    : expect(verified).rejects.toThrow(/typ is not a string/));
});

describe('the key id', () => {
  test.each<[string, Case, string[]]>([
    ['demanded and missing', ofZendesk({}, HEADER), ['KID_MISSING at header.kid']],
    ['demanded and empty', ofKhoros({}, { ...HEADER, kid: '' }), ['KID_MISSING at header.kid']],
    ['demanded and there', ofZendesk({}), []],
    ['in the payload instead', ofZendesk({ kid: KEY_ID }, HEADER), ['KID_IN_PAYLOAD at kid']],
    ['unused and there', ofConvrs({}, HEADER_WITH_KID), ['KID_UNUSED at header.kid']],
    ['unused and empty', ofConvrs({}, { ...HEADER, kid: '' }), ['KID_UNUSED at header.kid']],
    ['unused and empty', ofDeskpro({}, { ...HEADER, kid: '' }), ['KID_UNUSED at header.kid']],
    ['unused and empty', ofIntercom({}, { ...HEADER, kid: '' }), ['KID_UNUSED at header.kid']],
    ['unused and damaged', ofConvrs({}, { ...HEADER, kid: '"a"' }), ['KID_UNUSED at header.kid']],
    ['unused and missing', ofDeskpro({}), []],
    ['a number', ofZendesk({}, { ...HEADER, kid: 7 }), ['KID_NOT_STRING at header.kid']],
    ['a list', ofConvrs({}, { ...HEADER, kid: ['a'] }), ['KID_NOT_STRING at header.kid']],
    [
      'for a vendor that is not known',
      of(forge(HEADER_WITH_KID, { name: 'Jane', ...TIMES })),
      ['VENDOR_UNKNOWN'],
    ],
  ])('%s', async (_, given, findings) => {
    expect(await findingsOf(given)).toStrictEqual(findings);
  });

  test.each([
    ['in double quotes', `"${KEY_ID}"`, /^The kid is in quotation marks$/],
    ['in single quotes', `'${KEY_ID}'`, /quotation marks/],
    ['with a line break', `${KEY_ID}\n`, /white space, a line break/],
    ['with a space before it', ` ${KEY_ID}`, /white space, a line break/],
    ['with a written line break', `${KEY_ID}\\n`, /a line break/],
    ['with a name', `ZENDESK_KEY_ID=${KEY_ID}`, /starts with NAME=/],
    ['with a comment', `${KEY_ID} # Zendesk`, /followed by a comment/],
    ['that is a reference', `\${ZENDESK_KEY_ID}`, /a reference that was not replaced/],
    ['that is a reference of Windows', '%ZENDESK_KEY_ID%', /a reference that was not replaced/],
    ['that is a missing value', 'undefined', /a placeholder/],
    ['that is to be replaced', 'YOUR_KEY_ID', /a placeholder/],
    ['that is blank', ' ', /white space/],
  ])('%s: an error, also of a vendor that is not known', async (_, kid, message) => {
    const claims = { name: 'Jane', ...TIMES };
    for (const given of [
      ofZendesk({}, { ...HEADER, kid }),
      of(forge({ ...HEADER, kid }, claims)),
    ]) {
      const { ok, findings } = await inspect(given);
      const errors = findings.filter(({ severity }) => severity === 'error');
      expect([ok, ...errors.map(({ code }) => code)]).toStrictEqual([false, 'KID_DAMAGED']);
      expect(errors[0]?.message).toMatch(message);
    }
  });

  test.each([
    'act_0123456789abcdef01234567',
    '"act_0123456789abcdef01234567"',
  ])('the vendor looks at the kid without its damage: %s', async (kid) => {
    expect(await findingsOf(ofZendesk({}, { ...HEADER, kid }))).toContain(
      'KID_OF_ACCOUNT_KEY at header.kid',
    );
    expect(await findingsOf(ofZendesk({}, { ...HEADER, kid }))).not.toContain(
      'KID_UNUSUAL at header.kid',
    );
  });

  test('what it is instead of a string', async () => {
    const { findings } = await inspect(ofZendesk({}, { ...HEADER, kid: 7 }));
    expect(findings[0]?.message).toMatch(/must be a string, got a number/);
  });
});
