import {
  type ConvrsAgentData,
  type ConvrsUser,
  convrs,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import * as subpath from 'chat-token/convrs';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
import { faults, forge, NOW, NOW_SECONDS, refusal, SECRET } from '../../support/support.ts';
import { describeTokens, exampleUser } from '../tokens.ts';

const user = exampleUser(convrs);
const options = { secret: SECRET, now: NOW };

describe('claims', () => {
  test('nothing is required', () => {
    expect(convrs.claims({})).toStrictEqual({});
    expect(convrs.userId({})).toBeUndefined();
  });

  test('everything, in the order given', () => {
    const claims = convrs.claims(user);
    expect(claims).toStrictEqual(user);
    expect(JSON.stringify(claims)).toBe(JSON.stringify(user));
  });

  test('what Convrs ignores is advice, not an error', () => {
    const given = { userId: 'jane@example.com', email: 'not an address', phone: 'x', locale: 'x' };
    expect(convrs.claims(given)).toStrictEqual(given);
  });

  test.each<[unknown, string]>([
    [{ userId: 42 }, 'userId: must be a string, not a number: pass String(id)'],
    [{ userId: '\t' }, 'userId: must not be blank'],
    [{ crmId: 'x' }, 'crmId: is not known; did you mean "crmID"?'],
    [{ crmID: 7 }, 'crmID: must be a string, not a number: pass String(id)'],
    [{ email: null }, 'email: must be a string, not null'],
    [{ userData: { a: null } }, 'userData.a: must be a string, number or boolean, not null'],
    [
      { userData: { a: { b: 1 } } },
      'userData.a: must be a string, number or boolean, not an object',
    ],
    [{ userData: { a: [] } }, 'userData.a: must be a string, number or boolean, not an array'],
    [{ userData: { a: Number.NaN } }, 'userData.a: must be a finite number'],
    [{ userData: { a: Number.POSITIVE_INFINITY } }, 'userData.a: must be a finite number'],
    [{ userData: { a: 1n } }, 'userData.a: must be a string, number or boolean, not a bigint'],
    [
      { userData: { a: () => 1 } },
      'userData.a: must be a string, number or boolean, not a function',
    ],
    [{ userData: { [Symbol('s')]: 1 } }, 'userData: must not have symbols as keys'],
    [{ userData: new Date(0) }, 'userData: must be a plain object, not a class instance'],
    [{ userData: JSON.parse('{"__proto__":1}') }, 'userData.__proto__: is not allowed as a key'],
    [
      { userData: { 'jane@example.com': null } },
      'userData["\u2026"]: must be a string, number or boolean, not null',
    ],
    [
      { userData: { 'Account number': null } },
      'userData["…"]: must be a string, number or boolean, not null',
    ],
    [{ agentData: {} }, 'agentData: must be an array, not an object'],
    [{ agentData: ['x'] }, 'agentData[0]: must be a plain object, not a string'],
  ])('refuses %o', async (given, fault) => {
    expect(await faults(() => convrs.claims(given as ConvrsUser))).toStrictEqual([fault]);
  });

  test('userData may have keys that Object.prototype has', () => {
    const userData = { constructor: 'a', toString: 'b', hasOwnProperty: true };
    expect(Object.entries(convrs.claims({ userData }).userData ?? {})).toStrictEqual(
      Object.entries(userData),
    );
  });

  test('of a thousand faults in userData a hundred are listed', async () => {
    const userData = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, null]));
    const given = { userData } as unknown as ConvrsUser;
    expect(await faults(() => convrs.claims(given))).toHaveLength(100);
  });

  test('userData without end is refused, and soon', async () => {
    const userData = Object.fromEntries(Array.from({ length: 8_257 }, (_, i) => [`k${i}`, 1]));
    expect(await faults(() => convrs.claims({ userData }))).toStrictEqual([
      'userData: is more than a token of 88064 characters can hold',
    ]);
    const long = { [`crmI${'d'.repeat(100_000)}`]: 'x' } as ConvrsUser;
    expect(await faults(() => convrs.claims(long))).toStrictEqual(['["…"]: is not known']);
  });

  test('of more faults than are listed, no more are looked for', async () => {
    const userData = Object.fromEntries([...Array(150).keys()].map((i) => [`k${i}`, null]));
    const error = await refusal(() => convrs.claims({ userData } as never));
    expect(error.message).toMatch(/userData\.k0 must be .* \(and 99 more\)$/);
  });

  test('a row has no type but its own', async () => {
    Object.assign(Object.prototype, { type: 'number' });
    try {
      expect(convrs.claims({ agentData: [{ label: 'Plan', value: 'Gold' }] }).agentData).toEqual([
        { label: 'Plan', value: 'Gold' },
      ]);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'type');
    }
  });

  test('a row that is null is no row', async () => {
    expect(await faults(() => convrs.claims({ agentData: [null] } as never))).toStrictEqual([
      'agentData[0]: must be a plain object, not null',
    ]);
  });

  test('undefined is as good as left out', () => {
    const userData = { a: 1, b: undefined } as unknown as Record<string, number>;
    expect(convrs.claims({ userId: undefined, userData })).toStrictEqual({ userData: { a: 1 } });
  });

  test('userId names the user', () => {
    expect(convrs.userId(convrs.claims(user))).toBe('user-12345');
  });

  test('is the same under the subpath', () => {
    expect(subpath.convrs).toBe(convrs);
  });
});

describeTokens(convrs, KNOWN_TOKENS.convrs);

describe('tokens of convrs', () => {
  test('keyId is refused, for Convrs uses none', async () => {
    const given = { ...options, keyId: 'app_1' } as unknown as typeof options;
    await refusal(() => signChatToken(convrs, user, given), 'ERR_OPTION_INVALID');
  });

  test('for 48 hours after rotation both secrets verify', async () => {
    const rotation = new Date((NOW_SECONDS + 48 * 3600) * 1000);
    const keys = [{ secret: `${SECRET}-new` }, { secret: SECRET, expiresAt: rotation }];
    const verify = (token: string, now: Date) => verifyChatToken(convrs, token, { keys, now });
    const old = await signChatToken(convrs, user, { ...options, expiresIn: '3d' });
    await expect(verify(old, NOW)).resolves.toBeDefined();
    await expect(verify(old, new Date(rotation.getTime() - 1000))).resolves.toBeDefined();
    await refusal(() => verify(old, rotation), 'ERR_SIGNATURE_INVALID');
    const fresh = await signChatToken(convrs, user, { keys, now: rotation });
    await expect(verify(fresh, rotation)).resolves.toBeDefined();
  });

  test('refuses a wrong pairing in a token', async () => {
    const agentData = [{ label: 'x', value: 'y', color: 'info' }];
    const token = forge({ alg: 'HS256' }, { agentData, exp: NOW_SECONDS + 1 });
    const verdict = () => verifyChatToken(convrs, token, options);
    expect(await faults(verdict)).toStrictEqual(['agentData[0].color: is not known']);
  });
});

describe('agentData', () => {
  const row = (given: object) => () => convrs.claims({ agentData: [given as ConvrsAgentData] });

  test.each<ConvrsAgentData>([
    { label: 'x', value: 'plain' },
    { label: '', value: '' },
    { label: 'x', value: 'plain', type: undefined },
    { label: 'x', value: '2024-02-29', type: 'date' },
    { label: 'x', value: '0001-01-01', type: 'date' },
    { label: 'x', value: '2024-01-31', type: 'date' },
    { label: 'x', value: '2026-04-23T14:30:00Z', type: 'datetime' },
    { label: 'x', value: '2026-04-23T14:30', type: 'datetime' },
    { label: 'x', value: '2026-04-23T14:30:59.123456+05:30', type: 'datetime' },
    { label: 'x', value: '2026-04-23T14:30:00,5-0800', type: 'datetime' },
    { label: 'x', value: '2026-04-23T14:30:59.123456789Z', type: 'datetime' },
    { label: 'x', value: -1.5, type: 'number' },
    { label: 'x', value: 1250, type: 'currency', currency: 'USD' },
    { label: 'x', value: 1250, type: 'currency' },
    { label: 'x', value: 'not checked', type: 'email' },
    { label: 'x', value: 'not checked', type: 'phone' },
    { label: 'x', value: 'https://example.com/a?b=c#d', type: 'link' },
    { label: 'x', value: 'HTTP://example.com', type: 'link', text: 'there' },
    { label: 'x', value: false, type: 'boolean' },
    { label: 'x', value: 'y', type: 'status' },
    ...(['success', 'danger', 'warning', 'info', 'primary', 'secondary'] as const).map(
      (color) => ({ label: 'x', value: 'y', type: 'status', color }) as const,
    ),
  ])('takes %o', (given) => {
    const { agentData } = convrs.claims({ agentData: [given] });
    expect(agentData).toStrictEqual([JSON.parse(JSON.stringify(given))]);
  });

  test.each<[object, string]>([
    [{ value: 'y' }, 'label: is missing'],
    [{ label: 'x' }, 'value: is missing'],
    [{ label: 1, value: 'y' }, 'label: must be a string, not a number'],
    [{ label: 'x', value: 1 }, 'value: must be a string, not a number'],
    [{ label: 'x', value: true }, 'value: must be a string, not a boolean'],
    [{ label: 'x', value: 'y', color: 'info' }, 'color: is not known'],
    [
      { label: 'x', value: 'y', colour: 'info', type: 'status' },
      'colour: is not known; did you mean "color"?',
    ],
    [
      { label: 'x', value: 'y', type: 'status', color: 'green' },
      'color: must be one of "success", "danger", "warning", "info", "primary", "secondary"',
    ],
    [
      { label: 'x', value: 'y', type: 'text' },
      'type: must be one of "date", "datetime", "number", "currency", "email", "phone", "link", "boolean", "status", or left out',
    ],
    [
      { label: 'x', value: 'y', type: 'toString' },
      'type: must be one of "date", "datetime", "number", "currency", "email", "phone", "link", "boolean", "status", or left out',
    ],
    [
      { label: 'x', value: '2023-02-29', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [
      { label: 'x', value: '2024-13-01', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [
      { label: 'x', value: '2024-00-10', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [
      { label: 'x', value: '2024-04-31', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [{ label: 'x', value: '', type: 'date' }, 'value: must be a date that exists, as 2024-03-15'],
    [
      { label: 'x', value: 'null', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [
      { label: 'x', value: '15.03.2024', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    [
      { label: 'x', value: '2024-03-15T10:00:00Z', type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ],
    ...[
      '+012024-03-15',
      '-002024-03-15',
      '+012024-03',
      '2024-03',
      '2024-03-15 ',
      '12024-03-15',
      '2024-03-32',
    ].map((value): [object, string] => [
      { label: 'x', value, type: 'date' },
      'value: must be a date that exists, as 2024-03-15',
    ]),
    [{ label: 'x', value: 1710460800, type: 'date' }, 'value: must be a string, not a number'],
    [
      { label: 'x', value: new Date(0), type: 'date' },
      'value: must be a string, not a class instance',
    ],
    ...[
      '2024-03-15',
      '2024-02-30T10:00:00Z',
      '2024-03-15 10:00:00Z',
      '2024-03-15T24:00:00Z',
      '2024-03-15T10:60:00Z',
      '2024-03-15T10:00:60Z',
      '2024-03-15T10:00:00+24:00',
      '2024-03-15T10:00:00+01:60',
      '2024-03-15T10:00:00GMT',
      '2024-03-15 T10:00:00Z',
      '',
    ].map((value): [object, string] => [
      { label: 'x', value, type: 'datetime' },
      'value: must be a date and time that exist, as 2026-04-23T14:30:00Z',
    ]),
    [{ label: 'x', value: '1', type: 'number' }, 'value: must be a number, not a string'],
    [{ label: 'x', value: Number.NaN, type: 'number' }, 'value: must be a finite number'],
    [{ label: 'x', value: 1, type: 'number', currency: 'USD' }, 'currency: is not known'],
    [
      { label: 'x', value: '1', type: 'currency', currency: 'USD' },
      'value: must be a number, not a string',
    ],
    ...['usd', 'US', 'USDX', '$', ' USD', 'US1'].map((currency): [object, string] => [
      { label: 'x', value: 1, type: 'currency', currency },
      'currency: must be three capital letters, as USD',
    ]),
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.com',
      '//example.com',
      '/path',
      'example.com',
      'https://',
      'https://exa mple.com',
      'https://example.com/a b',
      ' https://example.com',
      'https://example.com/\n',
      'https://[::1',
      'https:/a.example/https://b.example',
      `https://${'a'.repeat(254)}/https:b/`,
      'https://example.com/\u0001',
    ].map((value): [object, string] => [
      { label: 'x', value, type: 'link' },
      'value: must be an absolute http(s) address',
    ]),
    [
      { label: 'x', value: 'https://example.com', type: 'link', text: 1 },
      'text: must be a string, not a number',
    ],
    [{ label: 'x', value: 'yes', type: 'boolean' }, 'value: must be true or false, not a string'],
    [{ label: 'x', value: 1, type: 'email' }, 'value: must be a string, not a number'],
    [{ label: 'x', value: 447700900123, type: 'phone' }, 'value: must be a string, not a number'],
  ])('refuses %o', async (given, fault) => {
    expect(await faults(row(given))).toStrictEqual([`agentData[0].${fault}`]);
  });

  test('names the path of every fault', async () => {
    const agentData = [
      { label: 'x', value: 'y' },
      { label: 'x', value: 'y', type: 'number', color: 'info' },
      { value: 1, type: 'currency', currency: 'usd' },
    ] as unknown as ConvrsAgentData[];
    const given = { userId: 7, agentData } as unknown as ConvrsUser;
    expect(await faults(() => convrs.claims(given))).toStrictEqual([
      'userId: must be a string, not a number: pass String(id)',
      'agentData[1].value: must be a number, not a string',
      'agentData[1].color: is not known',
      'agentData[2].label: is missing',
      'agentData[2].currency: must be three capital letters, as USD',
    ]);
  });
});
