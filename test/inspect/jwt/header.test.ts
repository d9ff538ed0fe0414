/** What is found in a header, whatever the vendor. */
import { convrs, defineVendor, jwt, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  about,
  anything,
  forge,
  KEY_ID,
  NOW,
  OTHER_SECRET,
  SECRET,
} from '../../support/support.ts';
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
} from '../support.ts';

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

describe('a vendor that reads the key id from a claim', () => {
  const vendor = defineVendor({
    ...about,
    user: anything,
    token: jwt({ keyId: 'required', keyIdClaim: 'ski', generatedClaims: { jti: () => 'j' } }),
  });
  const token = (claims: object, header = {}) =>
    of(forge({ ...HEADER, ...header }, { jti: 'j', ...TIMES, ...claims }), { vendor });

  test.each<[string[], object, object?]>([
    [[], { ski: KEY_ID }],
    [['KEY_ID_CLAIM_MISSING at ski'], {}],
    [['KEY_ID_CLAIM_MISSING at ski'], { ski: '' }],
    [['KEY_ID_CLAIM_MISSING at ski'], {}, { kid: KEY_ID }],
    [['KID_IN_HEADER at header.kid'], { ski: KEY_ID }, { kid: KEY_ID }],
    [['KID_DAMAGED at ski'], { ski: `${KEY_ID}\n` }],
    [['KID_NOT_STRING at ski'], { ski: [KEY_ID] }],
    [['CLAIM_INVALID at jti'], { ski: KEY_ID, jti: undefined }],
    [['CLAIM_INVALID at jti'], { ski: KEY_ID, jti: null }],
  ])('%j: %j %j', async (findings, claims, header) => {
    expect(await findingsOf(token(claims, header))).toStrictEqual(findings);
  });

  test('finds the key by that claim', async () => {
    const options = { vendor, secret: SECRET, keyId: 'app_other' };
    const given = of(String(token({ ski: KEY_ID }).token), options);
    expect(await findingsOf(given)).toStrictEqual(['KID_OF_OTHER_KEY at ski']);
    const other = of(forge(HEADER, { jti: 'j', ...TIMES, ski: KEY_ID }, OTHER_SECRET), options);
    expect(await findingsOf(other)).toStrictEqual(['KID_UNKNOWN at ski']);
    const shown = of(forge(HEADER, { jti: 'j', ...TIMES, ski: SECRET }), {
      vendor,
      secret: SECRET,
    });
    expect(await findingsOf(shown)).toContain('KID_IS_SECRET at ski');
  });
});

test('a token that is longer than its vendor accepts', async () => {
  const vendor = defineVendor({ ...about, user: anything, token: jwt({ maxTokenLength: 300 }) });
  const token = (id: string) => of(forge(HEADER, { id, ...TIMES }), { vendor });
  expect(await findingsOf(token('u'))).toStrictEqual([]);
  expect(await findingsOf(token('u'.repeat(300)))).toStrictEqual(['TOKEN_TOO_LARGE']);
});
