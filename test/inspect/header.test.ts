/** What is found in a header, whatever the vendor. */
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID } from '../support/support.ts';
import {
  type Case,
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  ofConvrs,
  ofDeskpro,
  ofKhoros,
  ofZendesk,
  TIMES,
} from './support.ts';

test.each<[object, string[]]>([
  [{}, []],
  [{ alg: 'none' }, ['ALG_NONE at header.alg']],
  [{ alg: 'NONE' }, ['ALG_NONE at header.alg']],
  [{ alg: 'HS384' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 'hs256' }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: undefined }, ['ALG_UNSUPPORTED at header.alg']],
  [{ alg: 7 }, ['ALG_UNSUPPORTED at header.alg']],
  [{ crit: ['b64'] }, ['CRIT_UNSUPPORTED at header.crit']],
  [{ crit: null }, ['CRIT_UNSUPPORTED at header.crit']],
])('%j', async (changed, findings) => {
  expect(await findingsOf(ofZendesk({}, { ...HEADER_WITH_KID, ...changed }))).toStrictEqual(
    findings,
  );
});

describe('the key id', () => {
  test.each<[string, Case, string[]]>([
    ['demanded and missing', ofZendesk({}, HEADER), ['KID_MISSING at header.kid']],
    ['demanded and empty', ofKhoros({}, { ...HEADER, kid: '' }), ['KID_MISSING at header.kid']],
    ['demanded and there', ofZendesk({}), []],
    ['in the payload instead', ofZendesk({ kid: KEY_ID }, HEADER), ['KID_IN_PAYLOAD at kid']],
    ['unused and there', ofConvrs({}, HEADER_WITH_KID), ['KID_UNUSED at header.kid']],
    ['unused and empty', ofConvrs({}, { ...HEADER, kid: '' }), []],
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

  test('what it is instead of a string', async () => {
    const { findings } = await inspect(ofZendesk({}, { ...HEADER, kid: 7 }));
    expect(findings[0]?.message).toMatch(/must be a string, got a number/);
  });
});
