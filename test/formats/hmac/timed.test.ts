/** Identity hashes that expire: the time is part of the message, and goes with the fields. */
import { createHmac } from 'node:crypto';
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  hmac,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, NOW, NOW_SECONDS, OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';

const MS = NOW_SECONDS * 1000;
const HOUR = 3_600_000;
const options = { secret: SECRET, now: NOW };

const timed = defineVendor({
  ...about,
  user: v.strictObject({ email: v.string() }),
  token: hmac({
    message: (fields: { email: string }, time: number) => `${fields.email}:${time}`,
    time: { field: 'timestamp', unit: 'milliseconds', maxAge: '1h' },
  }),
  userId: ({ email }) => email,
  settings: (fields, emailHash) => ({ ...fields, emailHash }),
});
const inSeconds = defineVendor({
  ...about,
  user: v.strictObject({ id: v.string() }),
  token: hmac({
    message: (fields: { id: string }, time: number) => `${fields.id}|${time}`,
    time: { field: 'signedAt', unit: 'seconds', maxAge: 60 },
  }),
  settings: (fields, hash) => ({ ...fields, hash }),
});

const hashOf = (message: string) => createHmac('sha256', SECRET).update(message).digest('hex');
const email = 'jane@example.com';

describe('signing', () => {
  test('puts the time into the message and into the settings', async () => {
    const login = await signChatLogin(timed, { email }, options);
    const emailHash = hashOf(`${email}:${MS}`);
    expect(login).toStrictEqual({
      vendor: about.name,
      token: emailHash,
      settings: { email, timestamp: MS, emailHash },
      userId: email,
      expiresAt: NOW_SECONDS + 3600,
      refreshAt: NOW_SECONDS + 2700,
    });
    const { settings, expiresAt } = await signChatLogin(inSeconds, { id: 'u_1' }, options);
    const hash = hashOf(`u_1|${NOW_SECONDS}`);
    expect(settings).toStrictEqual({ id: 'u_1', signedAt: NOW_SECONDS, hash });
    expect(expiresAt).toBe(NOW_SECONDS + 60);
  });

  test('gives no hash without its time', async () => {
    const alone: never = options as never;
    for (const action of [
      () => signChatToken(timed, { email }, alone),
      async () => createChatTokenSigner(timed, alone),
    ]) {
      const error = await refusal(action, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('valid only together with its timestamp');
    }
  });

  test('takes no time from the user', async () => {
    const error = await refusal(
      () => signChatLogin(timed, { email, timestamp: MS } as never, options),
      'ERR_CLAIMS_INVALID',
    );
    expect(error.issues?.map(({ path }) => path)).toStrictEqual(['timestamp']);
  });

  test('claims know no time', () => {
    expect(timed.claims({ email })).toStrictEqual({ email });
  });
});

describe('verifying', () => {
  const verify = (user: object, hash: string, now = NOW) =>
    verifyChatToken(timed, hash, { secret: SECRET, user: user as never, now });

  test('needs the time as it was sent', async () => {
    const user = { email, timestamp: MS + 123 };
    const hash = hashOf(`${email}:${MS + 123}`);
    expect((await verify(user, hash)).claims).toStrictEqual(user);
    await refusal(() => verify({ ...user, timestamp: MS }, hash), 'ERR_SIGNATURE_INVALID');
  });

  test.each([
    ['is missing', undefined],
    ['must be a whole number of milliseconds since 1970', String(MS)],
    ['must be a whole number of milliseconds since 1970', MS + 0.5],
    ['must be a whole number of milliseconds since 1970', null],
    ['must be a whole number of milliseconds since 1970', Number.NaN],
  ])('the time %s: %j', async (message, timestamp) => {
    const user = timestamp === undefined ? { email } : { email, timestamp };
    const error = await refusal(() => verify(user, hashOf(email)), 'ERR_CLAIMS_INVALID');
    expect(error.issues).toStrictEqual([{ path: 'timestamp', message }]);
  });

  test.each([
    [0, undefined],
    [HOUR, undefined],
    [-HOUR, undefined],
    [HOUR + 1, 'expired'],
    [-HOUR - 1, 'in the future'],
    [MS - NOW_SECONDS, 'expired'],
  ])('a hash that is %d milliseconds old', async (age, problem) => {
    const timestamp = MS - age;
    const verified = verify({ email, timestamp }, hashOf(`${email}:${timestamp}`));
    if (problem === undefined) expect((await verified).claims).toMatchObject({ email });
    else {
      const error = await refusal(() => verified, 'ERR_TOKEN_EXPIRED');
      expect(error.message).toContain(problem);
    }
  });

  test('says nothing about the time of a hash that it cannot believe', async () => {
    const { token } = await signChatLogin(timed, { email }, { ...options, secret: OTHER_SECRET });
    await refusal(
      () => verify({ email, timestamp: MS }, token, new Date(0)),
      'ERR_SIGNATURE_INVALID',
    );
  });

  test('with a prepared verifier', async () => {
    const verifier = createChatTokenVerifier(inSeconds, { secret: SECRET });
    const { settings, token } = await signChatLogin(inSeconds, { id: 'u_1' }, options);
    const { signedAt } = settings;
    const user = { id: 'u_1', signedAt };
    expect((await verifier(token, { user, now: NOW })).claims).toStrictEqual(user);
    const later = new Date((NOW_SECONDS + 61) * 1000);
    await refusal(() => verifier(token, { user, now: later }), 'ERR_TOKEN_EXPIRED');
  });

  test('a user that cannot be read is an error of the user', async () => {
    const hostile = Object.defineProperty({ email }, 'timestamp', {
      enumerable: true,
      get: () => {
        throw new Error('jane');
      },
    });
    for (const user of [hostile, 'jane', null, 7, []]) {
      const error = await refusal(() => verify(user as never, hashOf(email)), 'ERR_CLAIMS_INVALID');
      expect(error.message).not.toContain('jane');
    }
  });
});

describe('a definition is rejected for', () => {
  const message = () => 'u_1';
  const time = { field: 'timestamp', unit: 'milliseconds', maxAge: 60 };
  test.each<[string, unknown]>([
    ['time must be a plain object, got a number', 3600],
    ['time.field must be the name of a field', { ...time, field: '' }],
    ['time.field must be the name of a field', { ...time, field: 'exp' }],
    ['time.field must be the name of a field', { ...time, field: '__proto__' }],
    ['time.field must be the name of a field', { unit: 'seconds', maxAge: 60 }],
    ['time.unit must be one of milliseconds, seconds', { ...time, unit: 'ms' }],
    ['time.maxAge must be whole seconds', { ...time, maxAge: 3_600_000 }],
    ['time.maxAge must be whole seconds', { ...time, maxAge: undefined }],
    ['time: window is not known', { ...time, window: 60 }],
  ])('%s (case %#)', async (problem, wrong) => {
    const error = await refusal(
      () => hmac({ message, time: wrong } as never),
      'ERR_OPTION_INVALID',
    );
    expect(error.message).toContain(problem);
  });
});
