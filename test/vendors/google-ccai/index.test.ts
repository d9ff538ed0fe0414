import { googleCcai, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const vendor = googleCcai({ companyName: 'ACME' });
const u = { identifier: 'u_1' };

/** Computed with Python. */
const VECTOR_SECRET = 'vector-secret-0123456789abcdefghijk';
const VECTOR = {
  user: { ...u, name: 'Jane Doe', email: 'jane@example.com' },
  payload:
    '{"iss":"ACME","iat":1767225600,"exp":1767226200,"identifier":"u_1","name":"Jane Doe","email":"jane@example.com"}',
  signature: 'OvFsD4aZhNrBR34bJZ-smdzYLF9eNJilRcaXMcS2Oy0',
};

describe('the known token', () => {
  const known = forge({ alg: 'HS256', typ: 'JWT' }, VECTOR.payload, VECTOR_SECRET);

  test('verifies', async () => {
    expect(known.split('.')[2]).toBe(VECTOR.signature);
    const { claims } = await verifyChatToken(vendor, known, { secret: VECTOR_SECRET, now: NOW });
    expect(claims).toStrictEqual(JSON.parse(VECTOR.payload));
  });

  test('has the same header and claims as ours', async () => {
    const options = { secret: VECTOR_SECRET, expiresIn: '10m', now: NOW } as const;
    const [header, payload] = decodeToken(await signChatToken(vendor, VECTOR.user, options));
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(payload)).toStrictEqual(JSON.parse(VECTOR.payload));
    expect(Object.keys(JSON.parse(payload))).toStrictEqual(
      // Ours has the times at the end.
      ['iss', 'identifier', 'name', 'email', 'iat', 'exp'],
    );
  });
});

describe('claims', () => {
  test('the company first, then the user in the order of the contract', () => {
    const user = { phone: '+14155550123', email: undefined, ...u, name: null };
    expect(JSON.stringify(vendor.claims(user))).toBe(
      '{"iss":"ACME","identifier":"u_1","phone":"+14155550123"}',
    );
  });

  describeFaults(vendor, [
    [{ name: 'Jane', email: 'jane@example.com' }, 'identifier: is missing'],
    [{ identifier: 42 }, 'identifier: must be a string, got a number: pass String(id)'],
    [{ ...u, name: 42 }, 'name: must be a string, got a number'],
    [{ ...u, email: false }, 'email: must be a string, got a boolean'],
    [{ ...u, phone: 14155550123 }, 'phone: must be a string, got a number'],
    [{ ...u, iss: 'ACME' }, 'iss: is always "ACME" here: leave it out'],
    [{ ...u, custom_data: {} }, 'custom_data: is not known'],
    [{ ...u, exp: NOW_SECONDS }, 'exp: is reserved: signing sets it'],
  ]);

  test('a lifetime is at most 366 days, because no maximum is documented', async () => {
    const sign = (expiresIn: '366d' | '367d') =>
      signChatToken(vendor, u, { secret: SECRET, expiresIn, now: NOW });
    expect(await sign('366d')).toMatch(/^eyJ/);
    await refusal(() => sign('367d'), 'ERR_OPTION_INVALID');
  });
});

describe('a token of another library', () => {
  const verify = (claims: object) =>
    verifyChatToken(vendor, forge({ alg: 'HS256' }, claims), { secret: SECRET, now: NOW });
  const good = { iss: 'ACME', iat: NOW_SECONDS, exp: NOW_SECONDS + 60, ...u };

  test('may have no typ', async () => {
    expect((await verify(good)).claims).toStrictEqual(good);
  });

  test.each(['iat', 'exp'])('must have %s', async (name) => {
    const rest = { ...good, [name]: undefined };
    expect(await faults(() => verify(rest))).toStrictEqual([`${name}: is missing`]);
  });

  test('must be of this company', async () => {
    const { iss: _, ...rest } = good;
    expect(await faults(() => verify(rest))).toStrictEqual(['iss: must be "ACME"']);
    expect(await faults(() => verify({ ...good, iss: 'EMCA' }))).toStrictEqual([
      'iss: must be "ACME"',
    ]);
  });

  test('must have an identifier, and is not the one for custom data', async () => {
    const { identifier: _, ...rest } = good;
    expect(await faults(() => verify(rest))).toStrictEqual(['identifier: is missing']);
    expect(await faults(() => verify({ ...good, custom_data: {} }))).toStrictEqual([
      'custom_data: is not known',
    ]);
  });
});

test('the page gets the token under the name that authenticate resolves to', async () => {
  const login = await signChatLogin(vendor, u, { secret: SECRET, now: NOW });
  expect(login).toMatchObject({ vendor: 'google-ccai', userId: 'u_1' });
  expect(login.settings).toStrictEqual({ token: login.token });
});

describe('the configuration', () => {
  test.each([
    [undefined, 'companyName is missing'],
    ['', 'companyName must be a string that is not blank'],
    [7, 'companyName must be a string that is not blank'],
  ])('%j is rejected', async (companyName, message) => {
    const configure = () => Reflect.apply(googleCcai, undefined, [{ companyName }]);
    expect((await refusal(configure, 'ERR_OPTION_INVALID')).message).toContain(message);
  });

  test('is needed, and the compiler knows', async () => {
    const rejected = [
      // @ts-expect-error the company is missing
      () => signChatToken(googleCcai, u, { secret: SECRET }),
      // @ts-expect-error the company is missing
      () => googleCcai({}),
      // @ts-expect-error keys have no id
      () => signChatToken(vendor, u, { secret: SECRET, keyId: 'key_1' }),
    ];
    for (const action of rejected) await refusal(action, 'ERR_OPTION_INVALID');
    // @ts-expect-error the identifier is missing
    expect(() => vendor.claims({ name: 'Jane' })).toThrow('Not valid for Google CCAI Platform');
  });
});
