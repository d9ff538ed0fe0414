/** The report as a whole: what it holds, whose token it is, and what it does with any input. */
import {
  type AnyChatVendor,
  convrs,
  defineVendor,
  deskpro,
  jwt,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../support/known-tokens.ts';
import {
  anything,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  polluted,
  refusal,
  SECRET,
} from '../support/support.ts';
import { VENDORS } from '../support/vendors.ts';
import {
  CLAIM_NAMES,
  findingsOf,
  GOOD,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  ofConvrs,
  recognized,
  TIMES,
} from './support.ts';

describe('a good token', () => {
  test.each(Object.entries(KNOWN_TOKENS))('of %s is told by its claims', async (name, token) => {
    const report = await inspect(of(token, { secret: SECRET }));
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toStrictEqual([]);
    expect(report).toMatchObject({ ok: true, signature: 'valid', vendor: { name } });
    const vendor = [khoros, convrs, zendesk, deskpro].find((each) => each.name === name);
    expect(report.vendor?.title).toBe(vendor?.title);
  });

  test('everything in the report', async () => {
    expect(await inspectChatToken(GOOD, { vendor: zendesk, now: NOW })).toStrictEqual({
      kind: 'jwt',
      ok: true,
      header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
      claims: { scope: 'user', external_id: 'u_1', ...TIMES },
      times: {
        iat: { seconds: NOW_SECONDS, iso: '2026-01-01T00:00:00Z', words: 'issued 0 seconds ago' },
        exp: {
          seconds: NOW_SECONDS + 3600,
          iso: '2026-01-01T01:00:00Z',
          words: 'expires in 60 minutes',
        },
      },
      vendor: {
        name: 'zendesk',
        title: 'Zendesk messaging',
        why: 'it was passed, and its scope is user',
      },
      signature: 'unchecked',
      findings: [],
    });
  });

  test('by the clock, where no time is given', async () => {
    const key = { secret: SECRET, keyId: KEY_ID };
    const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
    expect((await inspectChatToken(token)).findings).toStrictEqual([]);
    expect((await inspectChatToken(GOOD)).ok).toBe(false);
  });
});

describe('the vendor', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['a scope that is no vendor’s', { scope: 'guest' }],
    ['a name alone', { name: 'Jane' }],
    ['an e-mail address alone', { email: 'j@example.com' }],
  ])('%s tells of none', async (_, claims) => {
    expect(await recognized(claims)).toBe('nobody');
    expect(await findingsOf(of(forge(HEADER, { ...TIMES, ...claims })))).toStrictEqual([
      'VENDOR_UNKNOWN',
    ]);
  });

  test('another than the one that is named is pointed at', async () => {
    const { token } = ofConvrs({ scope: 'app' });
    const given = of(token, { vendor: convrs });
    expect(await findingsOf(given)).toStrictEqual(['VENDOR_OTHER']);
    const { vendor, findings } = await inspect(given);
    expect(vendor?.why).toBe('it was passed');
    expect(findings[0]?.message).toBe(
      'The token looks made for Khoros Brand Messenger (Legacy): it has scope and userId',
    );
  });

  test.each<[string, object, object, AnyChatVendor]>([
    ['Intercom for Zendesk', HEADER, { user_id: 'u_1', ...TIMES }, zendesk],
    ['Intercom for Convrs', HEADER, { user_id: 'u_1', name: 'J', ...TIMES }, convrs],
    [
      'Zendesk for Convrs',
      HEADER_WITH_KID,
      { scope: 'user', external_id: 'u_1', ...TIMES },
      convrs,
    ],
    ['Khoros for Deskpro', HEADER_WITH_KID, { scope: 'appUser', userId: 'u', ...TIMES }, deskpro],
  ])('of a token of %s, only that is said', async (_, header, claims, vendor) => {
    const token = forge(header, claims);
    expect(await findingsOf(of(token, { vendor, secret: SECRET }))).toStrictEqual(['VENDOR_OTHER']);
    expect(await findingsOf(of(token, { vendor, secret: OTHER_SECRET }))).toStrictEqual([
      'VENDOR_OTHER',
      'SIGNATURE_INVALID',
    ]);
  });

  test('of a token of another vendor, what is wrong by itself is still said', async () => {
    const header = { ...HEADER, alg: 'RS256', kid: '"app_1"' };
    const token = forge(header, {
      user_id: 'u_1',
      name: 7,
      ...TIMES,
      iat: NOW_SECONDS - 900,
      exp: NOW_SECONDS - 60,
    });
    expect(await findingsOf(of(token, { vendor: zendesk }))).toStrictEqual([
      'ALG_UNSUPPORTED at header.alg',
      'VENDOR_OTHER',
      'KID_DAMAGED at header.kid',
      'TOKEN_EXPIRED at exp',
      'CLAIM_INVALID at name',
    ]);
  });

  test.each([
    [zendesk, GOOD],
    [GOOD, zendesk],
    [zendesk, 'undefined'],
  ])('in the place of another argument: %#', async (token, options) => {
    const { message, hint } = await refusal(
      () => Reflect.apply(inspectChatToken, undefined, [token, options]),
      'ERR_OPTION_INVALID',
    );
    expect(`${message} ${hint}`).toBe(
      'The first argument is the token; the vendor goes into the options ' +
        'Call inspectChatToken(token, { vendor }).',
    );
  });

  test.each([
    [
      'has a sign of its own',
      forge(HEADER_WITH_KID, { userId: 'u_1', ...TIMES }),
      convrs,
      ['KID_UNUSED at header.kid'],
    ],
    [
      'has none, and keeps the contract',
      forge(HEADER, { email: 'j@example.com', name: 'J', iat: NOW_SECONDS, exp: NOW_SECONDS + 60 }),
      deskpro,
      [],
    ],
  ])('another is not pointed at where the token %s', async (_, token, vendor, findings) => {
    expect((await inspect(of(token))).vendor?.name).not.toBe(vendor.name);
    expect(await findingsOf(of(token, { vendor }))).toStrictEqual(findings);
  });

  test('of your own: its contract, its kid, its documentation', async () => {
    const acme = defineVendor({
      name: 'acme',
      title: 'Acme Chat',
      docs: 'https://example.com',
      user: anything,
      token: jwt({ keyId: 'required', fixedClaims: { role: 'visitor' } }),
    });
    const token = forge(HEADER, { role: 'agent', ...TIMES });
    const { findings, vendor } = await inspect(of(token, { vendor: acme }));
    expect(findings).toMatchObject([
      { code: 'KID_MISSING', source: 'https://example.com' },
      {
        code: 'CLAIM_INVALID',
        path: 'role',
        message: expect.stringMatching(/role must be "visitor"$/),
      },
    ]);
    expect(vendor).toStrictEqual({ name: 'acme', title: 'Acme Chat', why: 'it was passed' });
    const good = forge(HEADER, { role: 'visitor', exp: NOW_SECONDS + 366 * 86_400 });
    expect(await findingsOf(of(good, { vendor: permissive }))).toStrictEqual([
      'EXP_FAR_AWAY at exp',
    ]);
  });
});

test.each<[string, object, RegExp]>([
  ['a name for a vendor', { vendor: 'zendesk' }, /vendor/],
  ['an option that is not known', { secrets: SECRET }, /^The options: secrets is not known/],
  ['a key id without a secret', { keyId: KEY_ID }, /secret/],
  ['a key id for a vendor without', { vendor: convrs, secret: SECRET, keyId: KEY_ID }, /keyId/],
  ['a time that is none', { now: 7 }, /^now /],
  ['keys and a secret', { secret: SECRET, keys: [] }, /keys/],
])('%s is refused, as a rejection', async (_, options, message) => {
  const error = { name: 'ChatTokenError', message: expect.stringMatching(message) };
  await expect(inspectChatToken(GOOD, options)).rejects.toMatchObject(error);
});

test('members added to Object.prototype are rejected, and once they are gone it works again', async () => {
  const inspectGood = () => inspectChatToken(GOOD, { now: NOW });
  await polluted({ kid: 'app_1' }, () => refusal(inspectGood, 'ERR_PROTOTYPE_POLLUTED'));
  expect((await inspectGood()).ok).toBe(true);
});

describe('whatever it is given', () => {
  const encoded = (value: string) => Buffer.from(value).toString('base64url');
  const part = fc.oneof(fc.base64String(), fc.json().map(encoded), fc.string());
  const bits = ['Bearer ', '"', GOOD, '{"token":"', '"}', '.', 'HTTP/1.1 ', '\r\n\r\n', '='];
  const token = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withSparseArray: true }),
    fc.string({ unit: 'binary' }),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    fc.array(fc.constantFrom(...bits)).map((some) => some.join('')),
  );
  const vendor = fc.constantFrom(undefined, permissive, ...VENDORS.map((each) => each.vendor));
  const claims = fc.dictionary(
    fc.oneof(fc.constantFrom(...CLAIM_NAMES), fc.string()),
    fc.oneof(
      fc.anything(),
      fc.constantFrom('1', '', 'j@example.com', '+447700900123', 'undefined', 4111111111111111, -1),
    ),
  );

  test('inspectChatToken ends with a report, and lintClaims with a list', async () => {
    await fc.assert(
      fc.asyncProperty(token, claims, vendor, async (value, some, of) => {
        const report = await inspectChatToken(value, {
          vendor: of?.token.kind === 'jwt' ? of : undefined,
          secret: SECRET,
        });
        expect(report.ok).toBe(!report.findings.some(({ severity }) => severity === 'error'));
        JSON.stringify(report);
        for (const given of [some, value]) {
          for (const { code, message, hint } of lintClaims(of ?? convrs, given)) {
            expect(code && message && hint).toBeTruthy();
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('what verifying takes has no error of the contract, and what it refuses has one', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (payload) => {
        const made = forge(HEADER, JSON.stringify({ ...payload, exp: TIMES.exp }));
        const options = { secret: SECRET, now: NOW };
        const isTaken = await verifyChatToken(convrs, made, options).then(
          () => true,
          () => false,
        );
        const { findings } = await inspectChatToken(made, { vendor: convrs, ...options });
        const severities = findings.map(({ severity }) => severity);
        if (isTaken) expect(severities).not.toContain('error');
        else expect(severities.some((severity) => severity !== 'info')).toBe(true);
      }),
    );
  });
});
