import { convrs, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../../support/known-tokens.ts';
import { faults, forge, NOW, NOW_SECONDS, refusal, SECRET } from '../../support/support.ts';
import { describeFaults, describeTokens, userOf } from '../tokens.ts';

const user = userOf(convrs, KNOWN_TOKENS.convrs);
const options = { secret: SECRET, now: NOW };
const ANY_VALUE = 'must be a string, number or boolean, got';

describe('claims', () => {
  test.each([
    [{}],
    // That Convrs ignores these is a finding, not an error.
    [{ userId: 'jane@example.com', email: 'not an address', phone: 'x', locale: 'x' }],
    [user],
  ])('takes %j, in the order given', (given) => {
    expect(JSON.stringify(convrs.claims(given))).toBe(JSON.stringify(given));
  });

  test('undefined is as good as left out', () => {
    const userData: object = { a: 1, b: undefined };
    const given = { userId: undefined, userData: { ...userData } };
    expect(convrs.claims(given)).toStrictEqual({ userData: { a: 1 } });
  });

  describeFaults(convrs, [
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: '\t' }, 'userId: must not be blank'],
    [{ crmId: 'x' }, 'crmId: is not known; did you mean "crmID"?'],
    [{ crmID: 7 }, 'crmID: must be a string, got a number: pass String(id)'],
    [{ [`crmI${'d'.repeat(100_000)}`]: 'x' }, '["…"]: is not known'],
    [{ email: ' ' }, 'email: must not be blank'],
    [
      { email: 'undefined' },
      'email: is a string such as "undefined" or "[object Object]": pass the value itself',
    ],
    [{ userData: { a: null } }, `userData.a: ${ANY_VALUE} null`],
    [{ userData: { a: { b: 1 } } }, `userData.a: ${ANY_VALUE} an object`],
    [{ userData: { a: [] } }, `userData.a: ${ANY_VALUE} an array`],
    [{ userData: { a: 1n } }, `userData.a: ${ANY_VALUE} a bigint`],
    [{ userData: { a: () => 1 } }, `userData.a: ${ANY_VALUE} a function`],
    [{ userData: { 'jane@example.com': null } }, `userData["…"]: ${ANY_VALUE} null`],
    [{ userData: { 'Account number': null } }, `userData["…"]: ${ANY_VALUE} null`],
    [{ userData: { a: Number.NaN } }, 'userData.a: must be a finite number'],
    [{ userData: { a: Number.POSITIVE_INFINITY } }, 'userData.a: must be a finite number'],
    [{ userData: { [Symbol('s')]: 1 } }, 'userData: must not have symbols as keys'],
    [
      { userData: new Date(0) },
      'userData: must be a plain object, got an instance of Date: pass { name: row.name }',
    ],
    [{ userData: JSON.parse('{"__proto__":1}') }, 'userData.__proto__: is not allowed as a key'],
    [{ agentData: {} }, 'agentData: must be an array, got an object'],
    [{ agentData: ['x'] }, 'agentData[0]: must be a plain object, got a string'],
    [{ agentData: [null] }, 'agentData[0]: must be a plain object, got null'],
  ]);

  test('userData may have keys that Object.prototype has', () => {
    const userData = { constructor: 'a', toString: 'b', hasOwnProperty: true };
    expect(Object.entries(convrs.claims({ userData }).userData ?? {})).toStrictEqual(
      Object.entries(userData),
    );
  });

  const many = (count: number, value: unknown): object =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));

  test('of a thousand faults a hundred are listed', async () => {
    const given: object = { userData: many(1000, null) };
    const error = await refusal(() => convrs.claims(given), 'ERR_CLAIMS_INVALID');
    expect(error.issues).toHaveLength(100);
    expect(error.message).toMatch(/userData\.k0 must be .* \(and 99 more\)$/);
  });

  test('userData has as many members as a token can hold', async () => {
    const given: object = { userData: many(8_257, 1) };
    expect(await faults(() => convrs.claims(given))).toStrictEqual([
      'userData: is more than 66048 characters in all',
    ]);
  });

  test('userId names the user, and without it email', () => {
    expect(convrs.userId(convrs.claims(user))).toBe('user-12345');
    expect(convrs.userId({ email: 'x@example.com', name: 'Jane' })).toBe('x@example.com');
    expect(convrs.userId({})).toBeNull();
  });
});

describe('agentData', () => {
  const row = { label: 'x', value: 'y' };

  test.each<[object]>([
    [{ label: '', value: '' }],
    [{ ...row, type: undefined }],
    [{ ...row, value: -1.5, type: 'number' }],
    [{ ...row, value: 1250, type: 'currency' }],
    [{ ...row, type: 'email' }],
    [{ ...row, type: 'phone' }],
    [{ ...row, value: 'https://example.com', type: 'link', text: 'there' }],
    [{ ...row, value: false, type: 'boolean' }],
    [{ ...row, type: 'status' }],
    ...['success', 'danger', 'warning', 'info', 'primary', 'secondary'].map((color): [object] => [
      { ...row, type: 'status', color },
    ]),
  ])('takes %o', (given) => {
    const claims = convrs.claims(JSON.parse(JSON.stringify({ agentData: [given] })));
    expect(JSON.stringify(claims)).toBe(JSON.stringify({ agentData: [given] }));
  });

  const types =
    'type: must be one of "date", "datetime", "number", "currency", "email", "phone", "link", "boolean", "status", or left out';
  const colors =
    'color: must be one of "success", "danger", "warning", "info", "primary", "secondary"';
  const faulty: readonly [object, string][] = [
    [{ value: 'y' }, 'label: is missing'],
    [{ label: 'x' }, 'value: is missing'],
    [{ ...row, label: 1 }, 'label: must be a string, got a number'],
    [{ ...row, value: 1 }, 'value: must be a string, got a number'],
    [{ ...row, value: true }, 'value: must be a string, got a boolean'],
    [{ ...row, color: 'info' }, 'color: is not known'],
    [{ ...row, type: 'text' }, types],
    [{ ...row, type: 'toString' }, types],
    [{ ...row, type: 'status', colour: 'x' }, 'colour: is not known; did you mean "color"?'],
    [{ ...row, type: 'status', color: 'green' }, colors],
    [{ ...row, type: 'date', value: 1710460800 }, 'value: must be a string, got a number'],
    [
      { ...row, type: 'date', value: new Date(0) },
      'value: must be a string, got an instance of Date',
    ],
    [{ ...row, type: 'number', value: '1' }, 'value: must be a number, got a string'],
    [{ ...row, type: 'number', value: Number.NaN }, 'value: must be a finite number'],
    [{ ...row, type: 'number', value: 1, currency: 'USD' }, 'currency: is not known'],
    [{ ...row, type: 'currency', value: '1' }, 'value: must be a number, got a string'],
    [{ ...row, type: 'boolean', value: 'yes' }, 'value: must be true or false, got a string'],
    [{ ...row, type: 'email', value: 1 }, 'value: must be a string, got a number'],
    [{ ...row, type: 'phone', value: 447700900123 }, 'value: must be a string, got a number'],
    [
      { ...row, type: 'link', value: 'https://example.com', text: 1 },
      'text: must be a string, got a number',
    ],
  ];
  describeFaults(
    convrs,
    faulty.map(([given, fault]) => [{ agentData: [given] }, `agentData[0].${fault}`]),
  );

  test('names the path of every fault', async () => {
    const agentData = [
      row,
      { ...row, type: 'number', color: 'info' },
      { value: 1, type: 'currency', currency: 'usd' },
    ];
    const given: object = { userId: 7, agentData };
    expect(await faults(() => convrs.claims(given))).toStrictEqual([
      'userId: must be a string, got a number: pass String(id)',
      'agentData[1].value: must be a number, got a string',
      'agentData[1].color: is not known',
      'agentData[2].label: is missing',
      'agentData[2].currency: must be three capital letters, such as USD',
    ]);
  });
});

describe('tokens', () => {
  describeTokens(convrs, KNOWN_TOKENS.convrs);

  test('for 48 hours after rotation both secrets verify', async () => {
    const rotation = new Date((NOW_SECONDS + 48 * 3600) * 1000);
    const keys = [{ secret: `${SECRET}-new` }, { secret: SECRET, expiresAt: rotation }];
    const verify = (token: string, now: Date) => verifyChatToken(convrs, token, { keys, now });
    const old = await signChatToken(convrs, user, { ...options, expiresIn: '3d' });
    await verify(old, NOW);
    await verify(old, new Date(rotation.getTime() - 1000));
    await refusal(() => verify(old, rotation), 'ERR_SIGNATURE_INVALID');
    await verify(await signChatToken(convrs, user, { keys, now: rotation }), rotation);
  });

  test('rejects a wrong pairing in a token', async () => {
    const agentData = [{ label: 'x', value: 'y', color: 'info' }];
    const token = forge({ alg: 'HS256' }, { agentData, exp: NOW_SECONDS + 1 });
    const verdict = () => verifyChatToken(convrs, token, options);
    expect(await faults(verdict)).toStrictEqual(['agentData[0].color: is not known']);
  });
});
