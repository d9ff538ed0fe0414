import { convrs, defineVendor, khoros, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { chatTokenMatchers, invalidToken, invalidTokenKinds, testKey } from 'chat-token/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/inspect/findings.ts';
import { anything, forge, NOW, NOW_SECONDS, OTHER_SECRET, refusal } from '../support/support.ts';
import { complaint, RUNNERS } from './support.ts';

/** Stands for the engine of chat-token/inspect. */
const inspect = vi.hoisted(() => vi.fn());
vi.mock('../../src/testing/findings.ts', () => ({ inspect }));

const JANE = { external_id: 'u_1', name: 'Jane Doe', email: 'jane@example.com' };
const KEY = testKey(zendesk);

const finding = (code: string, path: string): Finding => ({
  code,
  severity: 'warning',
  path,
  message: 'is ignored',
  hint: 'Mend it.',
  source: 'https://example.com',
});

let token = '';
beforeEach(async () => {
  token = await signChatToken(zendesk, JANE, { ...KEY, now: NOW });
});

describe.each(RUNNERS)('$runner', ({ check, containing, objectContaining }) => {
  describe('toBeChatTokenFor', () => {
    test('a token of this vendor', async () => {
      await check(token).toBeChatTokenFor(zendesk);
      await check(token).not.toBeChatTokenFor(convrs);
      await check(token).not.toBeChatTokenFor(khoros);
    });

    test('with all that comes from the user', async () => {
      await check(token).toBeChatTokenFor(zendesk, JANE);
      await check(token).toBeChatTokenFor(zendesk, { ...JANE, email_verified: undefined });
      await check(token).not.toBeChatTokenFor(zendesk, { external_id: 'u_1' });
      await check(token).not.toBeChatTokenFor(zendesk, { ...JANE, email_verified: true });
      await check(token).not.toBeChatTokenFor(zendesk, { ...JANE, name: 'John Smith' });
    });

    test('fixedClaims and times, where they are named', async () => {
      const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
      await check(token).toBeChatTokenFor(zendesk, { ...JANE, ...times, scope: 'user' });
      await check(token).not.toBeChatTokenFor(zendesk, { ...JANE, iat: NOW_SECONDS + 1 });
      await check(token).not.toBeChatTokenFor(zendesk, { ...JANE, nbf: NOW_SECONDS });
    });

    test('asymmetric matchers, in place of the claims and anywhere inside', async () => {
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

    test('another key', async () => {
      const keyId = 'app_1';
      const own = await signChatToken(zendesk, JANE, { keyId, secret: OTHER_SECRET });
      await check(own).not.toBeChatTokenFor(zendesk);
      await check(own).toBeChatTokenFor(zendesk, JANE, { keyId, secret: OTHER_SECRET });
      await check(own).toBeChatTokenFor(zendesk, JANE, { secret: OTHER_SECRET });
      await check(own).toBeChatTokenFor(zendesk, JANE, { keys: [{ secret: OTHER_SECRET }] });
    });

    test('expiry is asked where there is a time', async () => {
      await check(token).toBeChatTokenFor(zendesk, JANE, { now: NOW });
      await check(token).not.toBeChatTokenFor(zendesk, JANE, {
        now: new Date('2026-01-01T01:00Z'),
      });
      await check(token).toBeChatTokenFor(zendesk, JANE, { now: undefined });
      const { keyId, secret } = KEY;
      const timeless = forge(
        { alg: 'HS256', kid: keyId },
        { scope: 'user', external_id: 'u_1', exp: NOW_SECONDS },
        secret,
      );
      await check(timeless).toBeChatTokenFor(zendesk, { external_id: 'u_1' });
    });

    test.each(
      invalidTokenKinds(zendesk).filter(({ code }) => code !== undefined),
    )('a wrong token: $kind', async ({ kind }) => {
      const wrong = await invalidToken(zendesk, JANE, kind, { now: NOW });
      await check(wrong).not.toBeChatTokenFor(zendesk, undefined, { now: NOW });
    });

    test('what is no token is none', async () => {
      await check('').not.toBeChatTokenFor(zendesk);
      await check('a.b.c').not.toBeChatTokenFor(zendesk, JANE);
      await check(undefined).not.toBeChatTokenFor(zendesk);
    });

    test('a test that is wrong itself fails, with .not as well', async () => {
      const broken = JSON.parse('{ "now": "today" }');
      await refusal(() => check(token).not.toBeChatTokenFor(zendesk, JANE, broken));
      await refusal(() => check(token).not.toBeChatTokenFor(zendesk, JANE, JSON.parse('7')));
      await refusal(() => check(token).not.toBeChatTokenFor(JSON.parse('"zendesk"')));
      const unset = JSON.parse('{ "keys": [] }');
      await refusal(() => check(token).not.toBeChatTokenFor(zendesk, JANE, unset));
      const empty = { secret: '' };
      await refusal(() => check(token).not.toBeChatTokenFor(zendesk, JANE, empty));
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
      const said = await complaint(() => check(token).toBeChatTokenFor(zendesk, expected));
      const [call = '', ...rest] = said.split('\n');
      expect(call).toBe('expect(token).toBeChatTokenFor(zendesk, claims)');
      expect(rest).toEqual([
        '',
        'The token for Zendesk messaging has other claims:',
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
      ]);
    });

    test('the way to a difference deep inside', async () => {
      const userData = { plan: 'free', 'first order': 1 };
      const rich = await signChatToken(convrs, { userId: 'u', userData }, testKey(convrs));
      const said = await complaint(() =>
        check(rich).toBeChatTokenFor(convrs, { userId: 'u', userData: { plan: 'plus' } }),
      );
      expect(said).toContain('  userData.plan\n    expected: "plus"\n    received: "free"');
      expect(said).toContain('  userData["first order"]\n    expected: nothing\n    received: 1');
    });

    test('a matcher in place of the claims', async () => {
      const said = await complaint(() =>
        check(token).toBeChatTokenFor(zendesk, objectContaining({ external_id: 'u_2' })),
      );
      // Each runner has its own way with lines.
      expect(said).toMatch(
        /^ {2}the claims\n {4}expected: ObjectContaining \{\s*"external_id": "u_2"/m,
      );
      for (const line of said.split('\n').slice(4)) expect(line).toMatch(/^ {4}/);
    });

    test('why it is refused', async () => {
      const other = await invalidToken(zendesk, JANE, 'other-vendor', { now: NOW });
      const said = await complaint(() => check(other).toBeChatTokenFor(zendesk, JANE));
      expect(said).toContain('This is no token for Zendesk messaging: ERR_CLAIMS_INVALID\n');
      expect(said).toContain('  - scope must be "user"\n');
      expect(said).toContain('Its claims differ, too:\n  scope\n    expected: "user"');
    });

    test('which key it was verified with', async () => {
      const other = await invalidToken(zendesk, JANE, 'other-key');
      const hint = 'It was verified with testKey(zendesk)';
      expect(await complaint(() => check(other).toBeChatTokenFor(zendesk))).toContain(hint);
      const unknown = await invalidToken(zendesk, JANE, 'other-key-id');
      expect(await complaint(() => check(unknown).toBeChatTokenFor(zendesk))).toContain(hint);
      const given = () => check(other).toBeChatTokenFor(zendesk, JANE, KEY);
      expect(await complaint(given)).not.toContain(hint);
    });

    test('that an await is missing', async () => {
      const promise = signChatToken(zendesk, JANE, KEY);
      const said = await complaint(() => check(promise).toBeChatTokenFor(zendesk));
      expect(said).toContain('is an await missing?');
    });

    test('behind .not, what it is', async () => {
      const said = await complaint(() => check(token).not.toBeChatTokenFor(zendesk));
      expect(said).toBe(
        'expect(token).not.toBeChatTokenFor(zendesk)\n\nThe token is one for Zendesk messaging.',
      );
      const claims = await complaint(() => check(token).not.toBeChatTokenFor(zendesk, JANE));
      expect(claims).toContain('The token is one for Zendesk messaging with these claims.');
    });

    test('neither token nor secret, ever', async () => {
      const tokens = await Promise.all(
        invalidTokenKinds(zendesk).map(({ kind }) =>
          invalidToken(zendesk, JANE, kind, { now: NOW }),
        ),
      );
      for (const each of [token, ...tokens]) {
        const expected = { external_id: 'u_2' };
        const said = await complaint(() => check(each).toBeChatTokenFor(zendesk, expected));
        for (const part of each.split('.').filter(Boolean)) expect(said).not.toContain(part);
        expect(said).not.toContain(KEY.secret);
      }
    });
  });

  describe('toExpireIn', () => {
    test('the time from iat to exp, in seconds or as a text', async () => {
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
          'The token lives for another time, from iat to exp, in seconds:',
          '    expected: 900',
          '    received: 3600',
        ].join('\n'),
      );
      expect(await complaint(() => check(token).not.toExpireIn(3600))).toContain('lives that long');
    });

    test.each([
      'no-expiry',
      'text-times',
      'unsigned',
    ] as const)('no answer for a wrong token, with .not neither: %s', async (kind) => {
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
    test('asks inspectChatToken', async () => {
      inspect.mockResolvedValue({ findings: [] });
      await check(token).toHaveNoFindings();
      expect(inspect).toHaveBeenLastCalledWith(token, {});
      await check(token).toHaveNoFindings({ vendor: zendesk, now: NOW });
      expect(inspect).toHaveBeenLastCalledWith(token, { vendor: zendesk, now: NOW });
      const said = await complaint(() => check(token).not.toHaveNoFindings());
      expect(said).toBe(
        'expect(token).not.toHaveNoFindings()\n\nThere is nothing to say of the token.',
      );
    });

    test('says what was found', async () => {
      const findings = [finding('EMAIL_UNVERIFIED', 'email'), finding('TOKEN_ODD', '')];
      inspect.mockResolvedValue({ findings });
      await check(token).not.toHaveNoFindings();
      expect(await complaint(() => check(token).toHaveNoFindings())).toBe(
        [
          'expect(token).toHaveNoFindings()',
          '',
          'The token has 2 findings:',
          '  warning EMAIL_UNVERIFIED at email',
          '    is ignored',
          '    Mend it.',
          '  warning TOKEN_ODD',
          '    is ignored',
          '    Mend it.',
        ].join('\n'),
      );
    });

    test('what is no text fails, with .not as well', async () => {
      await refusal(() => check(Promise.resolve(token)).not.toHaveNoFindings());
    });
  });
});

test('a vendor of your own', async () => {
  const acme = defineVendor({
    name: 'acme',
    title: 'Acme',
    docs: 'https://example.com',
    keyId: 'optional',
    schema: anything,
  });
  const { check } = RUNNERS[0] ?? expect.fail();
  const own = await signChatToken(acme, { id: 'u_1' }, testKey(acme));
  await check(own).toBeChatTokenFor(acme);
  expect((await verifyChatToken(acme, own, testKey(acme))).header.kid).toBe('fake-key-of-acme');
});

test('toExpireIn stands inside other values, too', () => {
  expect({ token }).toEqual({ token: expect.toExpireIn('1h') });
  expect({ token }).not.toEqual({ token: expect.toExpireIn('2h') });
});

test('there are no others', () => {
  expect(Object.keys(chatTokenMatchers)).toEqual([
    'toBeChatTokenFor',
    'toExpireIn',
    'toHaveNoFindings',
  ]);
});
