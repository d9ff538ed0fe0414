/** Tokens, users and key rings of any size and depth take time and memory in proportion. */
import {
  convrs,
  defineVendor,
  jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { widgetsFor } from '../fuzz/widgets.ts';
import { SIZE_RECIPES } from '../support/size-recipes.ts';
import { about, forge, hashed, NOW, NOW_SECONDS, permissive, SECRET } from '../support/support.ts';
import {
  forAnyUser,
  keyFor,
  VENDORS as LIBRARY,
  type TestVendor,
  timesOf,
} from '../support/vendors.ts';
import { expectBounded } from './measure.ts';

/** The longest token that the limit of claims allows, where `maxTokenLength` does. */
const LONGEST = 88_064;
const OPTIONS = { secret: SECRET, now: NOW };
const LONG = { ...OPTIONS, maxTokenLength: LONGEST };
const KEY_ID = 'k';
const HEADER = { alg: 'HS256', kid: KEY_ID };
const keyOf = (vendor: TestVendor) => ({ ...keyFor(vendor, SECRET, KEY_ID), now: NOW });
/** As much as can be signed, and verified. */
const longOf = (vendor: TestVendor) => ({
  ...keyOf(vendor),
  ...(vendor.token.kind === 'jwt' && { maxTokenLength: LONGEST }),
});

const members = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** The biggest payload of a kind whose token is not longer than some characters. */
function filled(characters: number, payload: (count: number) => unknown): string {
  let count = 1;
  while (forge(HEADER, payload(count * 2)).length <= characters) count *= 2;
  for (let step = count; step >= 1; step /= 2) {
    if (forge(HEADER, payload(count + step)).length <= characters) count += step;
  }
  return forge(HEADER, payload(count));
}

/** Different letters, for a host that must be written in Punycode. */
const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(0x4e00 + (index % 20_000))).join(
    '',
  );
const link = (host: string) => ({ label: 'x', type: 'link', value: `https://${host}/` });

const PAYLOADS: Readonly<Record<string, (count: number) => unknown>> = {
  'one long string': (count) => ({ userId: 'u', name: 'x'.repeat(count) }),
  'unknown claims': members,
  'user data': (count) => ({ userId: 'u', userData: members(count) }),
  'a link to an endless host': (count) => ({ userId: 'u', agentData: [link(letters(count))] }),
  'links to long hosts': (count) => ({
    userId: 'u',
    agentData: Array.from({ length: count }, () => link(letters(253))),
  }),
  'invalid rows': (count) => ({
    userId: 'u',
    agentData: Array.from({ length: count }, () => ({ label: 'x', value: 1 })),
  }),
  depth: (count) => `{"userId":"u","userData":${nested(count)}}`,
  'a blank id': (count) => ({ userId: ' '.repeat(count) }),
  'almost an e-mail address': (count) => ({ userId: 'u', email: 'a@'.repeat(count) }),
  'almost a phone number': (count) => ({ userId: 'u', phone: '+1'.repeat(count) }),
  'almost a locale': (count) => ({ userId: 'u', locale: 'a-'.repeat(count) }),
};

const TOKENS: Readonly<Record<string, () => string>> = {
  ...SIZE_RECIPES,
  ...Object.fromEntries(
    Object.entries(PAYLOADS).flatMap(([name, payload]) =>
      [16_384, LONGEST].map((length) => [`${name}: ${length}`, () => filled(length, payload)]),
    ),
  ),
  dots: () => '.'.repeat(LONGEST),
  padding: () => `${'='.repeat(LONGEST - 5)}a.a.a`,
  'white space': () => `${' '.repeat(LONGEST - 1)}a`,
  quotes: () => '"'.repeat(LONGEST),
  'Bearer without end': () => 'Bearer '.repeat(LONGEST / 7),
  'JSON in JSON': () => '{"token":'.repeat(LONGEST / 9),
  'line breaks': () => `HTTP/1${'\r\n\r'.repeat(LONGEST / 4)}`,
  tags: () => '<'.repeat(LONGEST),
  'tokens without a space': () => repeated('eyJhbGciOiJI.aa.bbeyJhbGciOiJI'),
  'almost tokens': () => repeated('eyJhbGciOiJI '),
  'percent signs': () => repeated('%25'),
  'gaps in a token': () => `eyJhbGciOiJI${repeated(' \\n').slice(0, -12)}`,
  'escaped quotes': () => forge(HEADER, `{${'"\\"'.repeat(3500)}}`),
};
/** As much of it as inspection reads. */
function repeated(text: string): string {
  return text.repeat(Math.ceil(16_384 / text.length)).slice(0, 16_384);
}

const VENDORS: readonly TestVendor[] = [
  ...LIBRARY.map(({ vendor }) => vendor),
  forAnyUser(permissive),
  forAnyUser(hashed),
];

const WIDGETS = widgetsFor({});

/** Hashes are all read alike. What is far too long is rejected before any vendor matters. */
const vendorsFor = ({ length }: { readonly length: number }) =>
  length > 2 * LONGEST
    ? [forAnyUser(permissive), forAnyUser(hashed)]
    : [...VENDORS.filter(({ token }) => token.kind === 'jwt'), forAnyUser(hashed)];

test.each(Object.entries(TOKENS))('a token: %s', async (_, make) => {
  const token = make();
  for (const vendor of vendorsFor(token)) {
    // A hash is verified against the user that was sent with it.
    const how = { ...longOf(vendor), ...(vendor.token.kind === 'hmac' && { user: { id: 'u' } }) };
    await expectBounded(`verify, ${vendor.name}`, () => verifyChatToken(vendor, token, how));
    await expectBounded(`inspect, ${vendor.name}`, () =>
      inspectChatToken(token, { vendor, ...keyOf(vendor) }),
    );
  }
  for (const widget of token.length > 2 * LONGEST ? WIDGETS.slice(0, 3) : WIDGETS) {
    await expectBounded(`script, ${widget.title}`, () =>
      Reflect.apply(loginScript, undefined, [widget, loginWith(widget.vendor, token)]),
    );
  }
  await expectBounded('inspect', () => inspectChatToken(token, OPTIONS));
});

/** A login that fits the widget. */
const loginWith = (vendor: string, token: string) => ({
  vendor,
  token,
  settings: { token },
  userId: 'u',
  expiresAt: null,
  refreshAt: null,
});

const row = (type: string, value: string) => ({
  userId: 'u',
  agentData: [{ label: 'x', type, value }],
});
const rows = (count: number, item: object) => ({
  userId: 'u',
  agentData: new Array(count).fill(item),
});
function deep(): unknown {
  let value: unknown = 1;
  for (let level = 0; level < 100_000; level++) value = [value];
  return value;
}

const USERS: Readonly<Record<string, () => object>> = {
  'a long name': () => ({ userId: 'u', name: 'x'.repeat(1e7) }),
  'a long name beyond the BMP': () => ({ userId: 'u', name: '\u{1F600}'.repeat(5e6) }),
  'as much as is signed': () => ({
    userId: 'u',
    userData: { a: 'x'.repeat(60_000), b: '"'.repeat(60_000) },
  }),
  'a long id': () => ({ userId: 'x'.repeat(1e7) }),
  'a blank id': () => ({ userId: ' '.repeat(1e7) }),
  'a long key': () => ({ userId: 'u', userData: { ['k'.repeat(1e7)]: 1 } }),
  'a long unknown key': () => ({ userId: 'u', ['k'.repeat(1e7)]: 1 }),
  'a million rows': () => rows(1e6, { label: 'x', value: 'y' }),
  'ten thousand invalid rows': () => rows(1e4, { type: 'x' }),
  'rows of long strings': () => rows(1e4, { label: 'x'.repeat(6e4), value: 'y' }),
  'a hundred thousand data': () => ({ userId: 'u', userData: members(1e5) }),
  'ten thousand unknown keys': () => members(1e4),
  depth: () => ({ userId: 'u', userData: { deep: deep() } }),
  'almost a date': () => row('date', '2'.repeat(1e7)),
  'almost a time': () => row('datetime', `2026-01-01T00:00:00.${'0'.repeat(6e4)}`),
  'almost an e-mail address': () => row('email', 'a@'.repeat(3e4)),
  'almost a link': () => row('link', 'https://a.'.repeat(6000)),
  'a long id to hash': () => ({ id: 'x'.repeat(1e7) }),
  'an id of surrogates to hash': () => ({ id: '\u{1F600}'.repeat(5e6) }),
  'a blank id to hash': () => ({ id: ' '.repeat(1e7) }),
  'a list, five thousand times': () => {
    const list = new Array(5000).fill('x');
    return { fields: Object.fromEntries(Object.keys(members(5000)).map((key) => [key, list])) };
  },
  'a long string, five thousand times': () => ({
    usergroup_ids: new Array(5000).fill(`${' '.repeat(65_535)}x`),
  }),
};

test.each(Object.entries(USERS))('a user: %s', async (_, make) => {
  const user = make();
  // The same rules check the users of a hash. Each vendor's own example is below.
  for (const vendor of vendorsFor({ length: 0 })) {
    await expectBounded(`sign, ${vendor.name}`, () => signChatToken(vendor, user, longOf(vendor)));
    await expectBounded(`lint, ${vendor.name}`, () => lintClaims(vendor, user));
  }
});

/** In characters. An algorithm that is quadratic takes minutes. */
const SIZE = 200_000;

/** What becomes too large in the claims of an example: every string, list or object in them. */
const LARGE: Readonly<Record<string, (value: unknown, size: number) => unknown>> = {
  'long strings': (value, size) => (typeof value === 'string' ? 'x'.repeat(size) : value),
  'strings of white space': (value, size) =>
    typeof value === 'string' ? `${' '.repeat(size)}x` : value,
  'almost e-mail addresses': (value, size) =>
    typeof value === 'string' ? 'a@'.repeat(size / 2) : value,
  'long lists': (value, size) =>
    Array.isArray(value) ? new Array(Math.ceil(size / 8)).fill(value[0]) : value,
  'many members': (value, size) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...members(Math.ceil(size / 8)), ...value }
      : value,
};
const enlarged = (value: object, make: (value: unknown, size: number) => unknown, size: number) =>
  JSON.parse(JSON.stringify(value), (_, member) => make(member, size));

describe.each(
  LIBRARY.map(({ vendor, example }) => ({ name: vendor.name, vendor, example })),
)('the example of $name', ({ vendor, example: { full } }) => {
  const { kind, keyIdClaim, generatedClaims = [] } = vendor.token;
  const own = {
    ...timesOf(vendor, NOW_SECONDS),
    ...Object.fromEntries(generatedClaims.map((claim) => [claim, 'x'])),
    ...(keyIdClaim !== undefined && { [keyIdClaim]: KEY_ID }),
  };

  test.each(Object.entries(LARGE))('with %s', async (_, make) => {
    const user = enlarged(full.user, make, SIZE);
    await expectBounded('sign', () => signChatLogin(vendor, user, longOf(vendor)));
    await expectBounded('lint', () => lintClaims(vendor, user));
    if (kind === 'hmac') {
      const sent = { ...keyOf(vendor), user: enlarged(full.claims, make, SIZE) };
      const hash = 'a'.repeat(64);
      await expectBounded('verify', () => verifyChatToken(vendor, hash, sent));
      await expectBounded('inspect', () => inspectChatToken(hash, { vendor, ...sent }));
      return;
    }
    const payload = (count: number) => ({ ...enlarged(full.claims, make, count * 8), ...own });
    // Not every example has a list.
    const [small, large] = [1, 2000].map((count) => JSON.stringify(payload(count)).length);
    if (small === large) return;
    for (const length of [vendor.token.maxTokenLength, LONGEST]) {
      const token = filled(length, payload);
      await expectBounded('verify', () => verifyChatToken(vendor, token, longOf(vendor)));
      await expectBounded('inspect', () => inspectChatToken(token, { vendor, ...keyOf(vendor) }));
    }
  });
});

const TEXTS = [
  '\\',
  '&',
  '&#',
  '%4',
  '%41',
  '\\u{',
  '\\u{0',
  '&#92;',
  '\u0301',
  '\ufdfa',
  'ab1 ',
  '"',
  '…',
];

test.each(TEXTS)('messages of a schema, for a user of %j', async (text) => {
  const messages = Array.from({ length: 100 }, (_, index) => text.repeat(80) + index);
  const issues = [...messages, ...new Array(10_000).fill('Too long')].map((message) => ({
    message,
    path: ['name'],
  }));
  const standard = { version: 1, vendor: 'test', validate: () => ({ issues }) } as const;
  const vendor = defineVendor({ ...about, user: { '~standard': standard }, token: jwt() });
  for (const length of [4000, 65_000, 1e7]) {
    const name = text.repeat(length / text.length);
    const names = new Array(10_000).fill(name.slice(0, 3));
    await expectBounded('one', () => vendor.claims({ name }));
    await expectBounded('many', () => vendor.claims({ names }));
  }
});

test('a hundred keys, none of which made the token', async () => {
  const keys = Array.from({ length: 100 }, (_, index) => ({
    secret: `secret-number-${index}-7f3a9c1e5b2d8046`,
  }));
  for (const length of [16_384, LONGEST]) {
    const token = filled(length, (count) => ({ userId: 'u', name: 'x'.repeat(count) }));
    expect(token.length).toBeGreaterThan(length - 10);
    await expectBounded('verify', () =>
      verifyChatToken(convrs, token, { ...LONG, secret: undefined, keys }),
    );
    await expectBounded('inspect', () => inspectChatToken(token, { keys, now: NOW }));
  }
});
