import { convrs, defineVendor, jwt, khoros, signChatToken, zendesk } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { chatTokenMatchers, invalidToken, testKey } from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import {
  definition,
  forge,
  hashed,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  refusal,
} from '../support/support.ts';
import { complaint, RUNNERS } from './support.ts';

const JANE = { external_id: 'u_1', name: 'Jane Doe', email: 'jane@example.com' };
const KEY = testKey(zendesk);
const token = await signChatToken(zendesk, JANE, { ...KEY, now: NOW });

describe.each(RUNNERS)('$runner', ({ check, containing, objectContaining }) => {
  describe('toBeChatTokenFor', () => {
    test('a token of this vendor', async () => {
      await check(token).toBeChatTokenFor(zendesk);
      await check(token).not.toBeChatTokenFor(convrs);
      await check(token).not.toBeChatTokenFor(khoros);
    });

    test('a token of your own vendor', async () => {
      const acme = defineVendor({ ...definition, token: jwt({ keyId: 'optional' }) });
      const own = await signChatToken(acme, { id: 'u_1' }, testKey(acme));
      await check(own).toBeChatTokenFor(acme);
      await check(own).not.toBeChatTokenFor(zendesk);
    });

    test('with all that comes from the user; fixed claims and times where they are named', async () => {
      await check(token).toBeChatTokenFor(zendesk, JANE);
      await check(token).toBeChatTokenFor(zendesk, { ...JANE, email_verified: undefined });
      const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
      await check(token).toBeChatTokenFor(zendesk, { ...JANE, ...times, scope: 'user' });
      for (const other of [
        { external_id: 'u_1' },
        { ...JANE, email_verified: true },
        { ...JANE, name: 'John Smith' },
        { ...JANE, iat: NOW_SECONDS + 1 },
        { ...JANE, nbf: NOW_SECONDS },
      ]) {
        await check(token).not.toBeChatTokenFor(zendesk, other);
      }
    });

    test('with asymmetric matchers, in place of the claims and anywhere inside', async () => {
      await check(token).toBeChatTokenFor(zendesk, { ...JANE, email: containing('@') });
      await check(token).toBeChatTokenFor(zendesk, objectContaining({ external_id: 'u_1' }));
      await check(token).not.toBeChatTokenFor(zendesk, objectContaining({ external_id: 'u_2' }));
      const rows = [
        { label: 'Plan', value: 'Enterprise', type: 'status' },
        { label: 'Points', value: 7, type: 'number' },
      ] as const;
      const userData = { 'first order': '2024-03-15' };
      const rich = await signChatToken(convrs, { userData, agentData: rows }, testKey(convrs));
      await check(rich).toBeChatTokenFor(convrs, {
        userData: { 'first order': containing('2024') },
        agentData: [{ ...rows[0], value: containing('prise') }, rows[1]],
      });
      await check(rich).not.toBeChatTokenFor(convrs, { userData, agentData: [rows[0]] });
      await check(rich).not.toBeChatTokenFor(convrs, { userData, agentData: containing('x') });
    });

    test('of another key', async () => {
      const keyId = 'app_1';
      const own = await signChatToken(zendesk, JANE, { keyId, secret: OTHER_SECRET });
      await check(own).not.toBeChatTokenFor(zendesk);
      await check(own).toBeChatTokenFor(zendesk, JANE, { keyId, secret: OTHER_SECRET });
      await check(own).toBeChatTokenFor(zendesk, JANE, { secret: OTHER_SECRET });
      await check(own).toBeChatTokenFor(zendesk, JANE, { keys: [{ secret: OTHER_SECRET }] });
    });

    test('that has expired, where there is a time', async () => {
      await check(token).toBeChatTokenFor(zendesk, JANE, { now: NOW });
      await check(token).toBeChatTokenFor(zendesk, JANE, { now: undefined });
      const now = new Date('2026-01-01T01:00Z');
      await check(token).not.toBeChatTokenFor(zendesk, JANE, { now });
      const header = { alg: 'HS256', kid: KEY.keyId };
      const claims = { scope: 'user', external_id: 'u_1', exp: NOW_SECONDS };
      const timeless = forge(header, claims, KEY.secret);
      await check(timeless).toBeChatTokenFor(zendesk, { external_id: 'u_1' });
    });

    test('what is no token is none', async () => {
      await check('').not.toBeChatTokenFor(zendesk);
      await check('a.b.c').not.toBeChatTokenFor(zendesk, JANE);
      await check(undefined).not.toBeChatTokenFor(zendesk);
    });

    test('a test that is wrong itself fails, with .not as well', async () => {
      for (const options of ['{ "now": "today" }', '7', '{ "keys": [] }', '{ "secret": "" }']) {
        const given = JSON.parse(options);
        await refusal(() => check(token).not.toBeChatTokenFor(zendesk, JANE, given));
      }
      await refusal(() => check(token).not.toBeChatTokenFor(JSON.parse('"zendesk"')));
    });

    test('an identity hash is a mistake in the test, with .not as well', async () => {
      const hash = await signChatToken(hashed, { id: 'u_1' }, testKey(hashed));
      const error = await refusal(
        () => check(hash).not.toBeChatTokenFor(hashed, { id: 'u_2' }),
        'ERR_OPTION_INVALID',
      );
      expect(error.message).toBe('Hashed Chat takes an identity hash, and this is for JWTs');
    });

    test("what a test's own matcher throws is handed on", async () => {
      const name = {
        asymmetricMatch(): boolean {
          throw new TypeError('of the test');
        },
      };
      const attempt = check(token).toBeChatTokenFor(zendesk, { ...JANE, name });
      await expect(attempt).rejects.toThrow('of the test');
    });
  });

  describe('what toBeChatTokenFor says', () => {
    test('the difference in claims', async () => {
      const expected = { external_id: 'u_2', name: containing('John'), email_verified: true };
      expect(await complaint(() => check(token).toBeChatTokenFor(zendesk, expected))).toBe(
        [
          'expect(token).toBeChatTokenFor(zendesk, claims)',
          '',
          'The token for Zendesk messaging has different claims:',
          '  external_id',
          '    expected: "u_2"',
          '    received: "u_1"',
          '  name',
          '    expected: StringContaining "John"',
          '    received: "Jane Doe"',
          '  email_verified',
          '    expected: true',
          '    received: nothing',
          '  email',
          '    expected: nothing',
          '    received: "jane@example.com"',
        ].join('\n'),
      );
    });

    test('the way to a difference deep inside', async () => {
      const userData = { plan: 'free', 'first order': 1 };
      const rich = await signChatToken(convrs, { userId: 'u', userData }, testKey(convrs));
      const expected = { userId: 'u', userData: { plan: 'plus' } };
      const said = await complaint(() => check(rich).toBeChatTokenFor(convrs, expected));
      expect(said).toContain('  userData.plan\n    expected: "plus"\n    received: "free"');
      expect(said).toContain('  userData["first order"]\n    expected: nothing\n    received: 1');
    });

    test('a matcher in place of the claims', async () => {
      const expected = objectContaining({ external_id: 'u_2' });
      const said = await complaint(() => check(token).toBeChatTokenFor(zendesk, expected));
      // Each runner has its own way with lines.
      const lines = /^ {2}the claims\n {4}expected: ObjectContaining \{\s*"external_id": "u_2"/m;
      expect(said).toMatch(lines);
      for (const line of said.split('\n').slice(4)) expect(line).toMatch(/^ {4}/);
    });

    test('why it is refused, and with which key it was verified', async () => {
      const said = async (
        kind: 'other-vendor' | 'other-key' | 'other-key-id',
        key?: typeof KEY,
      ) => {
        const wrong = await invalidToken(zendesk, JANE, kind, { now: NOW });
        return complaint(() => check(wrong).toBeChatTokenFor(zendesk, JANE, key));
      };
      const refused = await said('other-vendor');
      expect(refused).toContain('not valid for Zendesk messaging: ERR_CLAIMS_INVALID\n');
      expect(refused).toContain('  - scope must be "user"\n');
      expect(refused).toContain('Its claims differ too:\n  scope\n    expected: "user"');
      const hint = 'It was verified with testKey(zendesk)';
      expect(refused).not.toContain(hint);
      expect(await said('other-key')).toContain(hint);
      expect(await said('other-key-id')).toContain(hint);
      expect(await said('other-key', KEY)).not.toContain(hint);
    });

    test('that an await is missing', async () => {
      const promise = signChatToken(zendesk, JANE, KEY);
      const said = await complaint(() => check(promise).toBeChatTokenFor(zendesk));
      expect(said).toContain('is an await missing?');
    });

    test('behind .not, what it is', async () => {
      const said = await complaint(() => check(token).not.toBeChatTokenFor(zendesk));
      expect(said).toBe(
        'expect(token).not.toBeChatTokenFor(zendesk)\n\nThe token is valid for Zendesk messaging.',
      );
      const claims = await complaint(() => check(token).not.toBeChatTokenFor(zendesk, JANE));
      expect(claims).toContain('valid for Zendesk messaging and has these claims.');
    });
  });

  describe('toExpireIn', () => {
    test('the time from iat to exp, in seconds or as a string', async () => {
      check(token).toExpireIn(3600);
      check(token).toExpireIn('1h');
      check(token).not.toExpireIn('15m');
      check(await invalidToken(zendesk, JANE, 'expired')).toExpireIn('1h');
    });

    test('what it says', async () => {
      expect(await complaint(() => check(token).toExpireIn('15m'))).toBe(
        [
          'expect(token).toExpireIn("15m")',
          '',
          'The token is valid for a different time, from iat to exp, in seconds:',
          '    expected: 900',
          '    received: 3600',
        ].join('\n'),
      );
      expect(await complaint(() => check(token).not.toExpireIn(3600))).toContain(
        'valid for this long',
      );
    });

    test.each([
      'no-expiry',
      'string-times',
      'unsigned',
    ] as const)('no answer for a wrong token, nor with .not: %s', async (kind) => {
      const wrong = await invalidToken(zendesk, JANE, kind);
      await refusal(() => check(wrong).toExpireIn(60));
      await refusal(() => check(wrong).not.toExpireIn(60));
    });

    test('no answer for a time that is none', async () => {
      await refusal(() => check(token).not.toExpireIn(JSON.parse('"soon"')), 'ERR_OPTION_INVALID');
      await refusal(() => check(token).not.toExpireIn(0), 'ERR_OPTION_INVALID');
    });
  });

  describe('toHaveNoFindings', () => {
    const options = { vendor: zendesk, now: NOW };

    test('a token without findings, or with an info alone', async () => {
      const key = { ...KEY, now: NOW };
      const good = await signChatToken(zendesk, { external_id: 'u_1' }, key);
      await check(good).toHaveNoFindings(options);
      await check(good).not.toHaveNoFindings();
      const said = await complaint(() => check(good).not.toHaveNoFindings(options));
      expect(said).toBe('expect(token).not.toHaveNoFindings()\n\nNo issues found.');
    });

    test('a token with findings, and what it says', async () => {
      const user = { external_id: 'j@example.com', email: 'j@example.com' };
      const warned = await signChatToken(zendesk, user, { ...KEY, now: NOW });
      await check(warned).not.toHaveNoFindings(options);
      const { findings } = await inspectChatToken(warned, options);
      const [first, second] = findings.filter(({ severity }) => severity === 'warning');
      expect(await complaint(() => check(warned).toHaveNoFindings(options))).toBe(
        [
          'expect(token).toHaveNoFindings()',
          '',
          'The token has 2 findings:',
          '  warning ID_IS_EMAIL at external_id',
          `    ${first?.message}`,
          `    ${first?.hint}`,
          '  warning EMAIL_UNVERIFIED at email_verified',
          `    ${second?.message}`,
          `    ${second?.hint}`,
        ].join('\n'),
      );
    });

    test('what is no text fails, with .not as well', async () => {
      await refusal(() => check(Promise.resolve(token)).not.toHaveNoFindings());
    });
  });
});

test('toExpireIn stands inside other values, too', () => {
  expect({ token }).toEqual({ token: expect.toExpireIn('1h') });
  expect({ token }).not.toEqual({ token: expect.toExpireIn('2h') });
});

test('there are no others', () => {
  const names = ['toBeChatTokenFor', 'toBeChatLoginFor', 'toExpireIn', 'toHaveNoFindings'];
  expect(Object.keys(chatTokenMatchers)).toEqual(names);
});
