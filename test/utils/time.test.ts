import {
  type ChatTokenLifetime,
  createChatTokenSigner,
  defineVendor,
  signChatToken,
} from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  anything,
  decodeToken,
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
const sign = (expiresIn: unknown, vendor = permissive) =>
  signChatToken(
    vendor,
    {},
    { secret: SECRET, now: NOW, expiresIn: expiresIn as ChatTokenLifetime },
  );

afterEach(() => {
  vi.useRealTimers();
});

describe('expiresIn', () => {
  test.each<[ChatTokenLifetime | undefined, number]>([
    [undefined, 3600],
    [1, 1],
    [366 * 86_400, 366 * 86_400],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['2d', 172_800],
    ['31622400s', 366 * 86_400],
  ])('%s', async (expiresIn, seconds) => {
    expect(times(await sign(expiresIn))).toStrictEqual([NOW_SECONDS, seconds]);
  });

  test.each([
    0,
    -1,
    1.5,
    Number.NaN,
    Infinity,
    null,
    true,
    [],
    {},
    '',
    '0s',
    '-1h',
    '1',
    'h',
    '1 h',
    '1w',
    '1H',
    '1.5h',
    '1e3s',
    '1hour',
    '15m 30s',
    '9999999999s',
    366 * 86_400 + 1,
    '367d',
    3_600_000 * 24 * 10,
  ])('refuses %s', async (expiresIn) => {
    await refusal(() => sign(expiresIn), 'ERR_OPTION_INVALID');
  });

  test('suspects milliseconds', async () => {
    const { hint } = await refusal(() => sign(3_600_000 * 24 * 30));
    expect(hint).toContain('milliseconds');
  });

  test('for one token', async () => {
    const signer = createChatTokenSigner(permissive, { secret: SECRET, now: NOW, expiresIn: 60 });
    expect(times(await signer({}))).toStrictEqual([NOW_SECONDS, 60]);
    expect(times(await signer({}, { expiresIn: '2m' }))).toStrictEqual([NOW_SECONDS, 120]);
    await refusal(() => signer({}, { expiresIn: 0 }), 'ERR_OPTION_INVALID');
  });
});

describe("the vendor's lifetime", () => {
  const vendor = (lifetime: { default: number; max?: number }) =>
    defineVendor({
      name: 'v',
      title: 'V',
      docs: 'https://example.com',
      keyId: 'optional',
      schema: anything,
      lifetime,
    });

  test('is the default, and the maximum', async () => {
    const strict = vendor({ default: 300, max: 420 });
    expect(strict.lifetime).toStrictEqual({ default: 300, max: 420 });
    expect(times(await sign(undefined, strict))[1]).toBe(300);
    expect(times(await sign(420, strict))[1]).toBe(420);
    const { message } = await refusal(() => sign('8m', strict), 'ERR_OPTION_INVALID');
    expect(message).toContain('from 1 to 420');
  });

  test('need not name a maximum', async () => {
    const open = vendor({ default: 300 });
    expect(open.lifetime).toStrictEqual({ default: 300, max: 366 * 86_400 });
    expect(times(await sign(undefined, open))[1]).toBe(300);
  });

  test.each([
    { default: 0 },
    { default: 500, max: 420 },
    { default: 60, max: Infinity },
    { default: '1h', max: '1 h' },
    { default: 60, maximum: 420 },
  ])('refuses %o', async (lifetime) => {
    await refusal(() => vendor(lifetime as { default: number }), 'ERR_OPTION_INVALID');
  });
});

describe('now', () => {
  test('is what it was when the signer was made', async () => {
    const now = new Date(NOW);
    const signer = createChatTokenSigner(permissive, { secret: SECRET, now });
    now.setTime(0);
    expect(times(await signer({}))).toStrictEqual([NOW_SECONDS, 3600]);
    expect(times(await signer({}, { now }))).toStrictEqual([0, 3600]);
  });

  test("is the clock's, in whole seconds rounded down", async () => {
    vi.useFakeTimers({ now: NOW.getTime() + 999 });
    const token = await signChatToken(permissive, {}, { secret: SECRET });
    expect(times(token)).toStrictEqual([NOW_SECONDS, 3600]);
  });

  test('may be 1970', async () => {
    const token = await signChatToken(permissive, {}, { secret: SECRET, now: new Date(0) });
    expect(times(token)).toStrictEqual([0, 3600]);
  });

  test.each([
    new Date(Number.NaN),
    NOW.getTime(),
    '2026-01-01',
    null,
    { getTime: 0, valueOf: 0 },
  ])('refuses %s', async (now) => {
    const options = { secret: SECRET, now: now as Date };
    await refusal(() => signChatToken(permissive, {}, options), 'ERR_OPTION_INVALID');
    await refusal(() => createChatTokenSigner(permissive, options), 'ERR_OPTION_INVALID');
  });
});
