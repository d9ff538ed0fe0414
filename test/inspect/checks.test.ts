/** Checks of a vendor of the caller's own, in `inspectChatToken` and `lintClaims`. */
import { expect, test } from 'vitest';
import { defineVendor, jwt, signChatToken } from '../../src/index.ts';
import { finder, inspectChatToken, lintClaims, type VendorChecks } from '../../src/inspect.ts';
import { definition, refusal, SECRET } from '../support/support.ts';

const acme = defineVendor({ ...definition, token: jwt({ fixedClaims: { product: 'acme' } }) });

const FINDINGS = {
  ID_OF_GUEST: ['warning', '{name} is the id of all guests', 'Pass nothing for guests.', acme.docs],
} as const;
const find = finder(FINDINGS);

const checks: readonly VendorChecks[] = [
  {
    vendor: acme,
    findings: FINDINGS,
    recognize: (_header, { product }) =>
      product === 'acme' ? { certainty: 'certain', why: 'its product is acme' } : undefined,
    advise: ({ id }) => (id === 'guest' ? [find('ID_OF_GUEST', 'id', { name: 'id' })] : []),
  },
];

test('find their mistake in claims, and only there', () => {
  const claims = acme.claims({ id: 'guest' });
  expect(lintClaims(acme, claims, { checks })).toMatchObject([
    { code: 'ID_OF_GUEST', severity: 'warning', path: 'id', message: 'id is the id of all guests' },
  ]);
  expect(lintClaims(acme, claims)).toStrictEqual([]);
  expect(lintClaims(acme, acme.claims({ id: 'u_1' }), { checks })).toStrictEqual([]);
});

test('recognize their vendor by a token', async () => {
  const token = await signChatToken(acme, { id: 'guest' }, { secret: SECRET });
  const report = await inspectChatToken(token, { checks, secret: SECRET });
  expect(report.vendor).toMatchObject({ name: acme.name, why: 'its product is acme' });
  expect(report.findings.map(({ code }) => code)).toContain('ID_OF_GUEST');
  const { vendor } = await inspectChatToken(token, { secret: SECRET });
  expect(vendor?.name).not.toBe(acme.name);
});

test.each([
  ['no list', { vendor: acme }, 'checks must be a list'],
  ['a list of names', ['acme'], 'checks must be a list'],
  ['checks without advise', [{ vendor: acme, findings: {} }], 'checks must be a list'],
  ['checks of no vendor', [{ ...checks[0], vendor: 'acme' }], 'The vendor must be'],
])('%s is rejected', async (_, given, message) => {
  const wrong = { checks: given } as never;
  const call = () => lintClaims(acme, {}, wrong);
  expect((await refusal(call, 'ERR_OPTION_INVALID')).message).toContain(message);
  await refusal(() => inspectChatToken('x', wrong), 'ERR_OPTION_INVALID');
});

test('an unknown option is rejected', async () => {
  await refusal(() => lintClaims(acme, {}, { check: checks } as never), 'ERR_OPTION_INVALID');
});
