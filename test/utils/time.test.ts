import {
  type ChatTokenLifetime,
  type ChatVendor,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  type Jwt,
  jwt,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { timeOf } from '../../src/utils/time.ts';
import {
  decodeToken,
  definition,
  NOW,
  NOW_SECONDS,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';

const times = (token: string) => {
  const { iat, exp } = JSON.parse(decodeToken(token)[1]);
  return [iat, exp - iat];
};
const sign = (
  expiresIn: unknown,
  vendor: ChatVendor<object, object, object, Jwt<'optional'>> = permissive,
) =>
  signChatToken(
    vendor,
    {},
    { secret: SECRET, now: NOW, expiresIn: expiresIn as ChatTokenLifetime },
  );

const signLater = (expiresIn: unknown) =>
  createChatTokenSigner(permissive, { secret: SECRET, now: NOW })(
    {},
    { expiresIn: expiresIn as ChatTokenLifetime },
  );

afterEach(() => void vi.useRealTimers());

describe('expiresIn', () => {
  test.each<[ChatTokenLifetime | undefined, number]>([
    [undefined, 3600],
    [1, 1],
    [86_400, 86_400],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['2d', 172_800],
    ['10d', 864_000],
    ['86401s', 86_401],
    ['900000s', 900_000],
    ['366d', 366 * 86_400],
    ['31622400s', 366 * 86_400],
  ])('%s', async (expiresIn, seconds) => {
    expect(times(await sign(expiresIn))).toStrictEqual([NOW_SECONDS, seconds]);
  });

  /** 15 minutes, 1 hour, 1 day and 30 days in milliseconds among them. */
  const milliseconds = [86_401, 900_000, 3_600_000, 86_400_000, 2_592_000_000];
  const numbers = [0, -1, 1.5, Number.NaN, Infinity, -Infinity, ...milliseconds];
  const strings = ['', '0s', '-1h', '1', 'h', '1 h', '1w', '1H', '1.5h', '1e3s', '1hour'];
  const others = [null, true, [], {}, 900_000n];
  test.for([
    ...numbers,
    ...strings,
    ...others,
    '15m 30s',
    '9999999999s',
    '367d',
  ])('is not %s', async (expiresIn) => {
    const errors = [
      await refusal(() => sign(expiresIn), 'ERR_OPTION_INVALID'),
      await refusal(() => signLater(expiresIn), 'ERR_OPTION_INVALID'),
    ];
    for (const { message, hint } of errors) {
      expect(message).toBe(
        'expiresIn must be whole seconds from 1 to 86400, or a string up to "31622400s"',
      );
      expect(hint).toBe(
        `Numbers are seconds, not milliseconds. For longer write '7d' or \`\${seconds}s\`.`,
      );
    }
  });

  test.for([900_000, 3_600_000])('of a vendor is not %i either', async (milliseconds) => {
    for (const lifetime of [{ default: milliseconds }, { default: 60, max: milliseconds }]) {
      const { message } = await refusal(() => jwt({ lifetime }), 'ERR_OPTION_INVALID');
      expect(message).toMatch(/^lifetime\.(?:default|max) must be whole seconds from 1 to 86400/);
    }
    expect(jwt({ lifetime: { default: '2d', max: '7d' } }).expiry).toMatchObject({
      default: 172_800,
      max: 604_800,
    });
  });

  test("is at most the vendor's maximum", async () => {
    const token = jwt({ keyId: 'optional', lifetime: { default: 300, max: 420 } });
    const strict = defineVendor({ ...definition, token });
    expect(times(await sign(undefined, strict))[1]).toBe(300);
    expect(times(await sign('7m', strict))[1]).toBe(420);
    for (const tooLong of [421, '8m']) {
      const { message, hint } = await refusal(() => sign(tooLong, strict), 'ERR_OPTION_INVALID');
      expect(message).toContain('from 1 to 420, or a string up to "420s"');
      expect(hint).toBe('Numbers are seconds, not milliseconds.');
    }
  });
});

test('timeOf returns NaN for anything but a Date', () => {
  expect(['2026-01-01', 0, undefined, {}].map(timeOf)).toStrictEqual(new Array(4).fill(Number.NaN));
});

describe('now', () => {
  test('is read once, when the signer is made', async () => {
    const now = new Date(NOW);
    const signer = createChatTokenSigner(permissive, { secret: SECRET, now });
    now.setTime(0);
    expect(times(await signer({}))).toStrictEqual([NOW_SECONDS, 3600]);
    expect(times(await signer({}, { now }))).toStrictEqual([0, 3600]);
  });

  test('is the clock by default, in whole seconds rounded down', async () => {
    vi.useFakeTimers({ now: NOW.getTime() + 999, toFake: ['Date'] });
    const token = await signChatToken(permissive, {}, { secret: SECRET });
    expect(times(token)).toStrictEqual([NOW_SECONDS, 3600]);
  });

  test('is the clock when each token is signed', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    const signer = createChatTokenSigner(permissive, { secret: SECRET });
    vi.setSystemTime(NOW.getTime() + 5000);
    expect(times(await signer({}))).toStrictEqual([NOW_SECONDS + 5, 3600]);
  });

  test.each([2 ** 31, 2 ** 32, 2 ** 33])('goes on at %i seconds', async (seconds) => {
    vi.useFakeTimers({ now: seconds * 1000, toFake: ['Date'] });
    const token = await signChatToken(permissive, {}, { secret: SECRET, expiresIn: 60 });
    const verify = () => verifyChatToken(permissive, token, { secret: SECRET });
    expect((await verify()).claims).toStrictEqual({ iat: seconds, exp: seconds + 60 });
    vi.setSystemTime((seconds + 60) * 1000);
    await refusal(verify, 'ERR_TOKEN_EXPIRED');
  });

  test.each([
    new Date(Number.NaN),
    NOW.getTime(),
    '2026-01-01',
    null,
    { getTime: 0, valueOf: 0 },
  ])('is not %s', async (now) => {
    const options = { secret: SECRET, now: now as Date };
    for (const create of [
      () => createChatTokenSigner(permissive, options),
      () => createChatTokenVerifier(permissive, options),
    ]) {
      const error = await refusal(create, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('now must be a valid Date');
    }
  });
});
