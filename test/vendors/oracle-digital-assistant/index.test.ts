import { oracleDigitalAssistant, signChatLogin, signChatToken, verifyChatToken } from 'chat-token';
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

const channelId = '00000000-0000-4000-8000-000000000000';
const vendor = oracleDigitalAssistant({ channelId });
const u = { userId: 'u_1' };
const options = { secret: SECRET, now: NOW };

/** Computed with Python. */
const VECTOR_SECRET = 'vector-secret-0123456789abcdefghijk';
const PAYLOAD =
  '{"iat":1767225600,"exp":1767229200,"channelId":"00000000-0000-4000-8000-000000000000","userId":"u_1"}';
const SIGNATURE = 'lbYHoVXVl2Zt1tY9NlYO9KxcvGCLj6qxFW0SISp8X5w';

describe('the known token', () => {
  const known = forge({ alg: 'HS256', typ: 'JWT' }, PAYLOAD, VECTOR_SECRET);

  test('verifies', async () => {
    expect(known.split('.')[2]).toBe(SIGNATURE);
    const { claims } = await verifyChatToken(vendor, known, { secret: VECTOR_SECRET, now: NOW });
    expect(claims).toStrictEqual(JSON.parse(PAYLOAD));
  });

  test('has the same header and claims as ours', async () => {
    const token = await signChatToken(vendor, u, { secret: VECTOR_SECRET, now: NOW });
    const [header, payload] = decodeToken(token);
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(JSON.parse(payload)).toStrictEqual(JSON.parse(PAYLOAD));
    // Ours has the times at the end.
    expect(Object.keys(JSON.parse(payload))).toStrictEqual(['channelId', 'userId', 'iat', 'exp']);
  });
});

describe('claims', () => {
  describeFaults(vendor, [
    [{}, 'userId: is missing'],
    [{ userId: 42 }, 'userId: must be a string, got a number: pass String(id)'],
    [{ userId: ' ' }, 'userId: must not be blank'],
    [{ ...u, channelId }, `channelId: is always "${channelId}" here: leave it out`],
    [{ ...u, user_id: 'u_1' }, 'user_id: is not known; did you mean "userId"?'],
    [{ ...u, name: 'Jane' }, 'name: is not known'],
    [{ ...u, exp: NOW_SECONDS }, 'exp: is reserved: signing sets it'],
  ]);
});

describe('the lifetime', () => {
  async function sign(maxExpirationMinutes: number | undefined, given: object = {}) {
    const channel = oracleDigitalAssistant({ channelId, maxExpirationMinutes });
    const token = await signChatToken(channel, u, { ...options, ...given });
    const { iat, exp } = JSON.parse(decodeToken(token)[1]);
    return exp - iat;
  }

  test.each([
    [undefined, 3600],
    [1, 60],
    [30, 1800],
    [59, 3540],
    [60, 3600],
    [120, 3600],
  ])('with a maximum of %j minutes, it is %i seconds', async (minutes, seconds) => {
    expect(await sign(minutes)).toBe(seconds);
  });

  test('is at most that of the channel', async () => {
    expect(await sign(90, { expiresIn: '90m' })).toBe(5400);
    const error = await refusal(() => sign(90, { expiresIn: 5401 }), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('expiresIn');
    expect(await sign(10, { expiresIn: '10m' })).toBe(600);
    await refusal(() => sign(10, { expiresIn: '11m' }), 'ERR_OPTION_INVALID');
  });

  test('is at most 366 days, if the maximum of the channel is longer or not known', async () => {
    for (const minutes of [undefined, 1e9]) {
      expect(await sign(minutes, { expiresIn: '366d' })).toBe(31_622_400);
      await refusal(() => sign(minutes, { expiresIn: '367d' }), 'ERR_OPTION_INVALID');
    }
  });
});

describe('a token of another library', () => {
  const good = { channelId, ...u, iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
  const verify = (changes: object) =>
    verifyChatToken(vendor, forge({ alg: 'HS256' }, { ...good, ...changes }), options);

  test('may have no typ, and jti as in the sample of the SDK', async () => {
    expect((await verify({ jti: 'j_1' })).claims).toStrictEqual(good);
  });

  test('must have exp, and must not have expired', async () => {
    expect(await faults(() => verify({ exp: undefined }))).toStrictEqual(['exp: is missing']);
    await refusal(() => verify({ exp: NOW_SECONDS }), 'ERR_TOKEN_EXPIRED');
  });

  test('must be for this channel, and have a user', async () => {
    const missing = [`channelId: must be "${channelId}"`];
    expect(await faults(() => verify({ channelId: undefined }))).toStrictEqual(missing);
    expect(await faults(() => verify({ channelId: 'c_2' }))).toStrictEqual(missing);
    expect(await faults(() => verify({ userId: undefined }))).toStrictEqual(['userId: is missing']);
  });
});

test('the page gets the token', async () => {
  const login = await signChatLogin(vendor, u, options);
  expect(login).toStrictEqual({
    vendor: 'oracle-digital-assistant',
    token: login.token,
    settings: { token: login.token },
    userId: 'u_1',
    expiresAt: NOW_SECONDS + 3600,
    refreshAt: NOW_SECONDS + 2700,
  });
});

describe('the configuration', () => {
  const MINUTES = 'maxExpirationMinutes must be a whole number of minutes, 1 or more';
  test.each<[object, string]>([
    [{}, 'channelId is missing'],
    [{ channelId: '' }, 'channelId must be a string that is not blank'],
    [{ channelId: 7 }, 'channelId must be a string that is not blank'],
    [{ channelId, maxExpirationMinutes: '60' }, 'maxExpirationMinutes must be a finite number'],
    [{ channelId, maxExpirationMinutes: Number.NaN }, 'maxExpirationMinutes must be a finite'],
    [{ channelId, maxExpirationMinutes: 0 }, MINUTES],
    [{ channelId, maxExpirationMinutes: -1 }, MINUTES],
    [{ channelId, maxExpirationMinutes: 0.5 }, MINUTES],
    [{ channelId, maxMinutes: 60 }, 'maxMinutes'],
  ])('%j is rejected', async (config, message) => {
    const configure = () => Reflect.apply(oracleDigitalAssistant, undefined, [config]);
    expect((await refusal(configure, 'ERR_OPTION_INVALID')).message).toContain(message);
  });

  test('is needed, and the compiler knows', async () => {
    const rejected = [
      // @ts-expect-error the channel is missing
      () => signChatToken(oracleDigitalAssistant, u, { secret: SECRET }),
      // @ts-expect-error the channel is missing
      () => oracleDigitalAssistant({ maxExpirationMinutes: 60 }),
      // @ts-expect-error a number
      () => oracleDigitalAssistant({ channelId, maxExpirationMinutes: '60' }),
      // @ts-expect-error keys have no id
      () => signChatToken(vendor, u, { secret: SECRET, keyId: 'key_1' }),
    ];
    for (const action of rejected) await refusal(action, 'ERR_OPTION_INVALID');
    // @ts-expect-error the user is missing
    expect(() => vendor.claims({})).toThrow('Not valid for Oracle Digital Assistant');
  });
});
