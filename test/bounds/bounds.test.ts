/** A token or a user of any size and depth is refused or done within 50 ms and 8 MB. */
import {
  type ChatVendor,
  convrs,
  deskpro,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { SIZE_RECIPES } from '../support/size-recipes.ts';
import { anything, forge, NOW, permissive, SECRET } from '../support/support.ts';
import { type Cost, measure } from './measure.ts';

const LIMIT: Cost = { milliseconds: 50, megabytes: 8 };

/** The longest that is signed, inspected and written into a page. */
const LONGEST = 88_064;

const HEADER = { alg: 'HS256', kid: 'k' };
const OPTIONS = { secret: SECRET, now: NOW };

async function expectBounded(what: string, action: () => unknown): Promise<void> {
  const { milliseconds, megabytes } = await measure(action, LIMIT);
  expect(milliseconds, `milliseconds of ${what}`).toBeLessThanOrEqual(LIMIT.milliseconds);
  expect(megabytes, `megabytes of ${what}`).toBeLessThanOrEqual(LIMIT.megabytes);
}

function members(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
}

function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

/** The biggest payload of a kind whose token is not longer than some characters. */
function filled(characters: number, payload: (count: number) => unknown): string {
  let count = 1;
  while (forge(HEADER, payload(count * 2)).length <= characters) count *= 2;
  for (let step = count; step >= 1; step /= 2) {
    if (forge(HEADER, payload(count + step)).length <= characters) count += step;
  }
  return forge(HEADER, payload(count));
}

/** Each another one: a host of them is written in Punycode. */
const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(0x4e00 + (index % 20_000))).join(
    '',
  );

const rows = (count: number) => Array.from({ length: count }, () => ({ label: 'x', value: 1 }));

/** As much as fits into a token of a given length, of each kind that costs something to read. */
const PAYLOADS: Record<string, (count: number) => unknown> = {
  'one long text': (count) => ({ userId: 'u', name: 'x'.repeat(count) }),
  'unknown claims': members,
  'user data': (count) => ({ userId: 'u', userData: members(count) }),
  'empty objects': (count) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [index.toString(36), {}])),
  'empty lists': (count) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index.toString(36)}`, []])),
  'a link to a host without end': (count) => ({
    userId: 'u',
    agentData: [{ label: 'x', type: 'link', value: `https://${letters(count)}/` }],
  }),
  'links to long hosts': (count) => ({
    userId: 'u',
    agentData: Array.from({ length: count }, () => ({
      label: 'x',
      type: 'link',
      value: `https://${letters(253)}/`,
    })),
  }),
  'rows that are wrong': (count) => ({ userId: 'u', agentData: rows(count) }),
  depth: (count) => `{"userId":"u","userData":${nested(count)}}`,
  'objects in objects': (count) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`,
  'a blank id': (count) => ({ userId: ' '.repeat(count) }),
  'almost an address': (count) => ({ userId: 'u', email: 'a@'.repeat(count) }),
  'almost a number': (count) => ({ userId: 'u', phone: '+1'.repeat(count) }),
  'almost a locale': (count) => ({ userId: 'u', locale: 'a-'.repeat(count) }),
};

const WRAPPED: Record<string, string> = {
  dots: '.'.repeat(LONGEST),
  padding: `${'='.repeat(LONGEST - 5)}a.a.a`,
  'white space': `${' '.repeat(LONGEST - 1)}a`,
  quotes: '"'.repeat(LONGEST),
  'Bearer without end': 'Bearer '.repeat(LONGEST / 7),
  'JSON in JSON': '{"token":'.repeat(LONGEST / 9),
  'line breaks': `HTTP/1${'\r\n\r'.repeat(LONGEST / 4)}`,
  tags: '<'.repeat(LONGEST),
};

describe('a token', () => {
  const tokens: [string, string][] = [
    ...Object.entries(SIZE_RECIPES).map(([name, make]): [string, string] => [name, make()]),
    ...Object.entries(PAYLOADS).flatMap(([name, payload]): [string, string][] => [
      [`${name}, as long as is verified`, filled(16_384, payload)],
      [`${name}, as long as is inspected`, filled(LONGEST, payload)],
    ]),
    ...Object.entries(WRAPPED),
  ];
  const vendors: ChatVendor<unknown, object>[] = [khoros, convrs, zendesk, deskpro, permissive];

  test.each(tokens)('%s', async (_, token) => {
    for (const vendor of vendors) {
      await expectBounded(`verify, ${vendor.name}`, () => verifyChatToken(vendor, token, OPTIONS));
      await expectBounded(`script, ${vendor.name}`, () => loginScript(vendor, { token }));
    }
    for (const vendor of [undefined, convrs, zendesk]) {
      await expectBounded(`inspect, ${vendor?.name}`, () =>
        inspectChatToken(token, { vendor, ...OPTIONS }),
      );
    }
  });
});

describe('a user', () => {
  const row = (value: string, type: string) => ({ label: 'x', value, type });
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const users: Record<string, object> = {
    'a long name': { userId: 'u', name: 'x'.repeat(1e7) },
    'a long name beyond the BMP': { userId: 'u', name: '\u{1F600}'.repeat(5e6) },
    'as much as is signed': {
      userId: 'u',
      userData: { a: 'x'.repeat(60_000), b: '"'.repeat(60_000) },
    },
    'a bit too much': { userId: 'u', userData: { a: 'ü'.repeat(60_000), b: '☃'.repeat(60_000) } },
    'a long id': { userId: 'x'.repeat(1e7) },
    'a blank id': { userId: ' '.repeat(1e7) },
    'a long key': { userId: 'u', userData: { ['k'.repeat(1e7)]: 1 } },
    'an unknown key, long': { userId: 'u', ['k'.repeat(1e7)]: 1 },
    'a million rows': { userId: 'u', agentData: new Array(1e6).fill({ label: 'x', value: 'y' }) },
    'ten thousand rows': {
      userId: 'u',
      agentData: new Array(1e4).fill({ label: 'x', value: 'y' }),
    },
    'ten thousand wrong rows': { userId: 'u', agentData: new Array(1e4).fill({ type: 'x' }) },
    'rows of long texts': {
      userId: 'u',
      agentData: new Array(1e4).fill({ label: 'x'.repeat(6e4), value: 'y' }),
    },
    'ten thousand data': { userId: 'u', userData: members(1e4) },
    'a hundred thousand data': { userId: 'u', userData: members(1e5) },
    'ten thousand unknown keys': members(1e4),
    depth: { userId: 'u', userData: { deep } },
    'almost a date': { userId: 'u', agentData: [row('2'.repeat(1e7), 'date')] },
    'almost a time': {
      userId: 'u',
      agentData: [row(`2026-01-01T00:00:00.${'0'.repeat(6e4)}`, 'datetime')],
    },
    'almost an address': { userId: 'u', agentData: [row('a@'.repeat(3e4), 'email')] },
    'almost a link': { userId: 'u', agentData: [row('https://a.'.repeat(6000), 'link')] },
  };
  const own: ChatVendor<object, object> = { ...permissive, schema: anything };

  test.each(Object.entries(users))('%s', async (_, user) => {
    // What JavaScript lets through, and the types do not.
    await expectBounded('sign', () => signChatToken(convrs, user as { userId: string }, OPTIONS));
    await expectBounded('sign, own schema', () => signChatToken(own, user, OPTIONS));
    await expectBounded('advise', () => lintClaims(convrs, user));
  });

  const shared = new Array(5000).fill('x');
  const blank = `${' '.repeat(65_535)}x`;
  const lists: Record<string, object> = {
    'one list, five thousand times': {
      fields: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, shared])),
    },
    'a million empty texts': {
      fields: Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [`f${index}`, new Array(5000).fill('')]),
      ),
    },
    'one long text, five thousand times': { usergroup_ids: new Array(5000).fill(blank) },
  };

  test.each(Object.entries(lists))('of lists: %s', async (_, user) => {
    await expectBounded('sign', () => signChatToken(deskpro, user, OPTIONS));
    await expectBounded('advise', () => lintClaims(deskpro, user));
  });
});

describe('a ring of a hundred keys', () => {
  const keys = Array.from({ length: 100 }, (_, index) => ({
    secret: `secret-number-${index}-7f3a9c1e5b2d8046`,
  }));

  test.each([
    16_384,
    LONGEST,
  ])('with a token of %d characters that none of them made', async (length) => {
    const token = filled(length, (count) => ({ userId: 'u', name: 'x'.repeat(count) }));
    await expectBounded('verify', () => verifyChatToken(convrs, token, { keys, now: NOW }));
    await expectBounded('inspect', () => inspectChatToken(token, { keys, now: NOW }));
  });
});
