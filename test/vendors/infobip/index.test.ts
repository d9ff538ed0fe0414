import { infobip, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  refusal,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const WIDGET_ID = '00000000-0000-4000-8000-000000000000';
const JTI = '00000000-0000-4000-8000-000000000001';
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const vendor = infobip({ widgetId: WIDGET_ID });
const u = { stp: 'externalPersonId', sub: 'u_1' } as const;

/** Computed with Python: once with the decoded key, and once with its text. */
const KEY = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=';
const PAYLOAD =
  '{"jti":"00000000-0000-4000-8000-000000000001","sub":"u_1","iss":"00000000-0000-4000-8000-000000000000","iat":1767225600,"exp":1767225660,"ski":"key-1","stp":"externalPersonId","sid":"s_1"}';
const SIGNATURE = 'bRPwuK9Z6SAK2njDya-MVsnb0f93yH8phdKwfyXItf4';
const WRONG_SIGNATURE = 'XLU_irD60U_q0kzn0ZkFD_FPMkGo_Rnin3Law0uinjQ';
const known = forge({ alg: 'HS256', typ: 'JWT' }, PAYLOAD, Buffer.from(KEY, 'base64'));
const wrong = forge({ alg: 'HS256', typ: 'JWT' }, PAYLOAD, KEY);

const key = { keyId: 'key-1', secret: KEY };
const options = { ...key, now: NOW };
const payloadOf = (token: string) => JSON.parse(decodeToken(token)[1]);

describe('the known token', () => {
  const { jti: _jti, ski: _ski, ...signed } = JSON.parse(PAYLOAD);

  test('verifies', async () => {
    expect(known.split('.')[2]).toBe(SIGNATURE);
    const { claims, header } = await verifyChatToken(vendor, known, options);
    expect(claims).toStrictEqual(signed);
    expect(header).toStrictEqual({ alg: 'HS256', typ: 'JWT' });
    expect((await inspectChatToken(known, { vendor, ...options })).findings).toStrictEqual([]);
  });

  test('has the same claims as ours', async () => {
    const given = { ...options, randomId: () => JTI };
    const [header, payload] = decodeToken(await signChatToken(vendor, { ...u, sid: 's_1' }, given));
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(payload)).toStrictEqual(JSON.parse(PAYLOAD));
  });

  test('is rejected if the text of the key signed it, and inspecting says why', async () => {
    expect(wrong.split('.')[2]).toBe(WRONG_SIGNATURE);
    await refusal(() => verifyChatToken(vendor, wrong, options), 'ERR_SIGNATURE_INVALID');
    for (const of of [{ vendor }, {}]) {
      const report = await inspectChatToken(wrong, { ...of, ...options });
      expect(report).toMatchObject({ ok: false, vendor: { name: 'infobip' } });
      expect(report.signature).not.toBe('valid');
      expect(report.findings.map(({ code }) => code)).toStrictEqual(['SECRET_NOT_DECODED']);
    }
  });
});

describe('signing', () => {
  test('makes a new jti and a new sid each time', async () => {
    const payloads = [
      await signChatToken(vendor, u, options),
      await signChatToken(vendor, u, options),
    ];
    const ids = payloads.map(payloadOf).flatMap(({ jti, sid }) => [jti, sid]);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(4);
  });

  test('a randomId that throws is an option that cannot be used', async () => {
    const randomId = () => {
      throw new Error('no ids');
    };
    const sign = () => signChatToken(vendor, u, { ...options, randomId });
    expect((await refusal(sign, 'ERR_OPTION_INVALID')).message).toContain('randomId');
  });

  test("keeps the user's sid, and puts the key id into ski", async () => {
    const token = await signChatToken(vendor, { ...u, sid: 's'.repeat(50) }, options);
    expect(payloadOf(token)).toMatchObject({ sid: 's'.repeat(50), ski: 'key-1' });
    expect(JSON.parse(decodeToken(token)[0])).not.toHaveProperty('kid');
  });

  test('a token is valid for a minute, unless the caller says otherwise', async () => {
    const lifetime = async (given: object) => {
      const { iat, exp } = payloadOf(await signChatToken(vendor, u, { ...options, ...given }));
      return exp - iat;
    };
    expect(await lifetime({})).toBe(60);
    expect(await lifetime({ expiresIn: 15 })).toBe(15);
    expect(await lifetime({ expiresIn: '366d' })).toBe(31_622_400);
    await refusal(() => lifetime({ expiresIn: '367d' }), 'ERR_OPTION_INVALID');
  });

  test('the login has the id of the session, and is never refreshed', async () => {
    const login = await signChatLogin(vendor, u, options);
    const { sid } = payloadOf(login.token);
    expect(login).toStrictEqual({
      vendor: 'infobip',
      token: login.token,
      settings: { token: login.token, sid },
      userId: 'u_1',
      expiresAt: NOW_SECONDS + 60,
      refreshAt: null,
    });
    const own = await signChatLogin(vendor, { ...u, sid: 's_1' }, options);
    expect(own.settings.sid).toBe('s_1');
  });
});

describe('claims', () => {
  test('the widget first, then the user in the order of the contract', () => {
    const user = { sid: null, sub: 'jane@example.com', stp: 'email' } as const;
    expect(JSON.stringify(vendor.claims(user))).toBe(
      `{"iss":"${WIDGET_ID}","stp":"email","sub":"jane@example.com"}`,
    );
  });

  describeFaults(vendor, [
    [{ sub: 'u_1' }, 'stp: is missing'],
    [{ ...u, stp: 'phone' }, 'stp: must be one of "email", "msisdn", "externalPersonId"'],
    [{ stp: 'email' }, 'sub: is missing'],
    [{ stp: 'msisdn', sub: 385911234567 }, 'sub: must be a string, got a number: pass String(id)'],
    [{ ...u, sub: ' ' }, 'sub: must not be blank'],
    [{ ...u, sid: 's'.repeat(51) }, 'sid: must have at most 50 characters'],
    [{ ...u, iss: WIDGET_ID }, `iss: is always "${WIDGET_ID}" here: leave it out`],
    [{ ...u, jti: JTI }, 'jti: is reserved: signing sets it'],
    [{ ...u, ski: 'key-1' }, 'ski: is reserved: signing sets it'],
    [{ ...u, aud: 'chat' }, 'aud: is not known'],
    [{ ...u, exp: NOW_SECONDS }, 'exp: is reserved: signing sets it'],
  ]);
});

describe('the key', () => {
  test('in hex is rejected, and the error names the encodings', async () => {
    const secret = Buffer.from(KEY, 'base64').toString('hex');
    const error = await refusal(
      () => signChatToken(vendor, u, { keyId: 'key-1', secret }),
      'ERR_SECRET_INVALID',
    );
    expect(error.message).toContain('looks like hex');
    expect(error.message).toContain('base64');
    expect(error.message).not.toContain(secret);
  });

  test('as the copied JSON is rejected', async () => {
    const secret = JSON.stringify({ id: 'key-1', key: KEY });
    await refusal(() => signChatToken(vendor, u, { keyId: 'key-1', secret }), 'ERR_SECRET_INVALID');
  });

  test('of the official samples is accepted', async () => {
    const sample = {
      keyId: '43f7a6d6-f064-4a6b-8890-fff70b1363ca',
      secret: '0wQGQwukZLkJNShlHS0Nm3SCiIwrWNfm7NEPOhukJhM=',
      now: NOW,
    };
    const token = await signChatToken(vendor, u, sample);
    const { claims } = await verifyChatToken(vendor, token, sample);
    expect(claims).toMatchObject({ ...u, iss: WIDGET_ID });
  });

  test('of two is found by ski', async () => {
    const other = { keyId: 'key-2', secret: Buffer.from('k'.repeat(32)).toString('base64') };
    const token = await signChatToken(vendor, u, { ...other, now: NOW });
    const { claims } = await verifyChatToken(vendor, token, { keys: [key, other], now: NOW });
    expect(claims).toMatchObject(u);
    await refusal(() => verifyChatToken(vendor, token, options), 'ERR_KEY_UNKNOWN');
  });
});

describe('a token of another library', () => {
  const bytes = Buffer.from(KEY, 'base64');
  const good = { ...JSON.parse(PAYLOAD), exp: NOW_SECONDS + 15 };
  const verify = (changes: object, header: object = { alg: 'HS256' }) =>
    verifyChatToken(vendor, forge(header, { ...good, ...changes }, bytes), options);

  test('may have no typ, no sid and no exp', async () => {
    const { claims } = await verify({ sid: undefined, exp: undefined });
    expect(claims).toStrictEqual({ ...u, iss: WIDGET_ID, iat: NOW_SECONDS });
  });

  test('must have jti, and be for this widget', async () => {
    expect(await faults(() => verify({ jti: undefined }))).toStrictEqual(['jti: is missing']);
    expect(await faults(() => verify({ iss: JTI }))).toStrictEqual([`iss: must be "${WIDGET_ID}"`]);
  });

  test('must name its key in ski: kid is not read', async () => {
    const header = { alg: 'HS256', kid: 'key-1' };
    await refusal(() => verify({ ski: undefined }, header), 'ERR_KEY_ID_MISSING');
    await refusal(() => verify({ ski: KEY_ID }, header), 'ERR_KEY_UNKNOWN');
  });

  test('must not have expired', async () => {
    await refusal(() => verify({ exp: NOW_SECONDS }), 'ERR_TOKEN_EXPIRED');
  });
});

describe('the configuration', () => {
  test.each([
    [undefined, 'widgetId is missing'],
    [' ', 'widgetId must be a string that is not blank'],
    [7, 'widgetId must be a string that is not blank'],
  ])('%j is rejected', async (widgetId, message) => {
    const configure = () => Reflect.apply(infobip, undefined, [{ widgetId }]);
    expect((await refusal(configure, 'ERR_OPTION_INVALID')).message).toContain(message);
  });

  test('and the key id are needed, and the compiler knows', async () => {
    const rejected = [
      // @ts-expect-error the widget is missing
      () => signChatToken(infobip, u, options),
      // @ts-expect-error the widget is missing
      () => infobip({}),
    ];
    for (const action of rejected) await refusal(action, 'ERR_OPTION_INVALID');
    // @ts-expect-error keyId is missing
    await refusal(() => signChatToken(vendor, u, { secret: KEY }), 'ERR_KEY_ID_MISSING');
    // @ts-expect-error the kind of the id is missing
    expect(() => vendor.claims({ sub: 'u_1' })).toThrow('Not valid for Infobip Live Chat');
    // @ts-expect-error jti is made when the token is signed
    expect(() => vendor.claims({ ...u, jti: JTI })).toThrow('Not valid for Infobip Live Chat');
  });
});
