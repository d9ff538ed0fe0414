/** Every snippet for Node.js runs, and prints what the comments after console.log() say. */
import { format } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { snippets, writeSnippets } from '../support/snippets.ts';

const KEY_ID = 'app_62b5e0ffca5a3800f0225c53';
const SECRET = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';

/** The environment that the snippets read: made up, and as long as the vendors' own values. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    snippets.flatMap(({ code }) => [
      ...[...code.matchAll(/\b[A-Z\d_]+_KEY_ID\b/g)].map(([name]) => [name, KEY_ID]),
      ...[...code.matchAll(/\b[A-Z\d_]+_SECRET\b/g)].map(([name]) => [name, SECRET]),
    ]),
  ),
  KHOROS_APP_KEY_SECRET: '5XJ85yjUtRcaQu_pDINblPZb',
  CONVRS_PREVIOUS_SECRET: 'cw_test_0000aaaa1111bbbb2222cccc3333dddd4444',
  INFOBIP_SECRET: Buffer.from(SECRET).toString('base64'),
  CHANNEL_TALK_SECRET: Buffer.from(SECRET).toString('hex'),
  PYLON_SECRET: Buffer.from(SECRET).toString('hex'),
};

const pathOf = writeSnippets('run');
const logged = (code: string) =>
  [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test.each([
  ['README', 3],
  ['docs', 40],
  ['src', 5],
])('%s has more than %i snippets', (start, count) => {
  expect(snippets.filter(({ name }) => name.startsWith(start)).length).toBeGreaterThan(count);
});

describe('the snippet', () => {
  const timeout = 60_000;
  test.each(snippets.filter(({ place }) => place === undefined))('$name', {
    timeout,
  }, async (it) => {
    for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
    const log = vi.spyOn(console, 'log').mockReturnValue();
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(console, 'error').mockReturnValue();
    await import(/* @vite-ignore */ pathOf(it));
    expect(log.mock.calls.map((values) => format(...values))).toStrictEqual(logged(it.code));
  });
});
