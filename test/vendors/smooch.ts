/** What holds for each vendor whose engine is that of Sunshine Conversations, once Smooch. */
import { expect, test } from 'vitest';
import { type Case, findingsOf, HEADER } from '../inspect/support.ts';
import { KEY_ID } from '../support/support.ts';

/** What is found in the header. */
export function describeHeader(withHeader: (claims: object, header: object) => Case): void {
  const digits = '0123456789abcdef01234567';

  test.each<[unknown, string?]>([
    [`app_${digits}`],
    [digits],
    [digits.slice(0, 20)],
    [digits.slice(0, 19), 'KID_UNUSUAL'],
    [`${digits}0`, 'KID_UNUSUAL'],
    [`app_${digits}x`, 'KID_UNUSUAL'],
    [`xapp_${digits}`, 'KID_UNUSUAL'],
    [`app-${digits}`, 'KID_UNUSUAL'],
    [digits.toUpperCase(), 'KID_UNUSUAL'],
    ['act_1', 'KID_OF_ACCOUNT_KEY'],
    ['svc_1', 'KID_OF_ACCOUNT_KEY'],
    ['my_act_1', 'KID_UNUSUAL'],
    ['', 'KID_MISSING'],
    [undefined, 'KID_MISSING'],
    [42, 'KID_NOT_STRING'],
    [['act_1'], 'KID_NOT_STRING'],
  ])('the kid %j', async (kid, code) => {
    const expected = code === undefined ? [] : [`${code} at header.kid`];
    expect(await findingsOf(withHeader({}, { ...HEADER, kid }))).toStrictEqual(expected);
  });

  test.each([undefined, 'jwt'])('the typ %s', async (typ) => {
    expect(await findingsOf(withHeader({}, { alg: 'HS256', kid: KEY_ID, typ }))).toStrictEqual([
      'TYP_MISSING at header.typ',
    ]);
  });
}

/** What is found in the scope; `scope` is the right one. */
export function describeScope(ofClaims: (claims: object) => Case, scope: string): void {
  test.each<[unknown, string?]>([
    [scope],
    [undefined, 'SCOPE_MISSING'],
    [scope.toUpperCase(), 'SCOPE_WRONG'],
    ['users', 'SCOPE_WRONG'],
    ['app', 'SCOPE_TOO_WIDE'],
    ['account', 'SCOPE_TOO_WIDE'],
    ['integration', 'SCOPE_TOO_WIDE'],
  ])('the scope %s', async (given, code) => {
    const expected = code === undefined ? [] : [`${code} at scope`];
    expect(await findingsOf(ofClaims({ scope: given }))).toStrictEqual(expected);
  });
}
