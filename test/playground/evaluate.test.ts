/** What the playground makes of a user: token, report and picture; and of keys, text and keystrokes. */
import { chatwoot, verifyChatToken, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  adviseUser,
  announce,
  check,
  evaluate,
} from '../../docs/.vitepress/theme/playground/evaluate.ts';
import { readJson, writeJson } from '../../docs/.vitepress/theme/playground/json.ts';
import { newKey } from '../../docs/.vitepress/theme/playground/keys.ts';
import { isAddress } from '../../docs/.vitepress/theme/playground/links.ts';
import { type Picture, readLifetime } from '../../docs/.vitepress/theme/playground/picture.ts';
import { withPolicy } from '../../docs/.vitepress/theme/playground/policy.ts';
import {
  LOCALES,
  READABLE,
  TIME_ZONES,
  VENDORS,
} from '../../docs/.vitepress/theme/playground/vendors.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { VENDORS as ALL } from '../support/vendors.ts';

interface Asked {
  readonly user?: unknown;
  readonly situation?: string;
  readonly lifetime?: string;
  readonly agentLocale?: string;
  readonly agentTimeZone?: string;
}

async function outcomeOf(name: string, asked: Asked = {}) {
  const vendor = VENDORS.find((each) => each.name === name);
  if (vendor === undefined) throw new Error(`There is no ${name}`);
  return evaluate(vendor, {
    user: vendor.example,
    key: newKey(vendor.vendor.token.secretEncoding?.name),
    lifetime: vendor.lifetime ?? '',
    situation: 'right',
    agentLocale: 'en-GB',
    agentTimeZone: 'UTC',
    ...asked,
  });
}

async function pictureOf(name: string, asked: Asked = {}): Promise<Picture> {
  const outcome = await outcomeOf(name, asked);
  if (outcome.token === undefined) throw new Error(outcome.problem);
  if (outcome.picture === undefined) throw new Error(`There is no picture for ${name}`);
  return outcome.picture;
}

/** The rows of all cards, as text. */
function rowsOf({ cards }: Picture): Record<string, string> {
  const rows = cards.flatMap((card) => card.rows);
  return Object.fromEntries(
    rows.map(({ label, cells }) => [label, cells.map(({ text }) => text).join(' | ')]),
  );
}

function noticesOf({ notices }: Picture): string[] {
  return notices.map(({ kind, message }) => `${kind}: ${message}`);
}

const names = (vendors: readonly { readonly name: string }[]) => vendors.map(({ name }) => name);

test('every vendor of the package is there once, those with a picture first', () => {
  const all = ALL.map(({ vendor }) => vendor);
  expect(names(VENDORS).toSorted()).toStrictEqual(names(all).toSorted());
  expect(names(VENDORS).slice(0, 4)).toStrictEqual(['khoros', 'convrs', 'zendesk', 'deskpro']);
  expect(VENDORS.filter(({ draw }) => draw).length).toBe(4);
});

test('tokens of every vendor with a JWT can be read', () => {
  const all = ALL.map(({ vendor }) => vendor).filter(({ token }) => token.kind === 'jwt');
  expect(names(READABLE).toSorted()).toStrictEqual(names(all).toSorted());
  expect(names(READABLE)).not.toContain('chatwoot');
});

describe.each(VENDORS)('$name', ({ name, vendor, lifetime }) => {
  test('the example gives a token without errors, and settings', async () => {
    const outcome = await outcomeOf(name);
    if (outcome.token === undefined) expect.fail(outcome.problem);
    expect(outcome.findings.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
    expect(outcome.settings).toStrictEqual(vendor.settings(outcome.claims ?? {}, outcome.token));
    expect(JSON.stringify(outcome.settings)).toContain(outcome.token);
    expect(outcome.report?.findings ?? outcome.findings).toStrictEqual(outcome.findings);
  });

  test('a JWT is read and has a lifetime; a hash is not, and has none', async () => {
    const outcome = await outcomeOf(name);
    if (outcome.token === undefined) expect.fail(outcome.problem);
    const { report, claims } = outcome;
    if (vendor.token.kind === 'jwt') {
      expect(report).toMatchObject({ ok: true, signature: 'valid' });
      const { claim } = vendor.token.expiry ?? {};
      expect(claims).toHaveProperty(claim ?? 'exp');
      expect(lifetime !== undefined).toBe(claim === 'exp');
    } else {
      expect([report, lifetime]).toStrictEqual([undefined, undefined]);
      expect(claims).not.toHaveProperty('exp');
    }
  });

  test('no user that signing rejects gives a token', async () => {
    const users = EXAMPLES[name]?.rejected.map(({ user }) => user) ?? [];
    expect(users.length).toBeGreaterThan(0);
    for (const user of users) {
      expect((await outcomeOf(name, { user })).problem).toMatch(/^Not valid for /);
    }
  });
});

describe.each(VENDORS.filter(({ draw }) => draw))('the picture of $name', ({
  name,
  situations,
}) => {
  test('is there for the example', async () => {
    const { cards, notices } = await pictureOf(name);
    expect(notices).toStrictEqual([]);
    expect(cards.length).toBeGreaterThan(0);
  });

  test.each(situations)('is drawn where: $label', async ({ id }) => {
    const { cards, notices } = await pictureOf(name, { situation: id });
    expect(cards.length + notices.length).toBeGreaterThan(0);
  });

  test('is not drawn where the user is refused', async () => {
    expect((await outcomeOf(name, { user: { nick: 1 } })).problem).toMatch(/^Not valid for /);
  });

  test('with another key, or expired, the vendor takes nobody in', async () => {
    for (const situation of ['other key', 'expired']) {
      const { notices, cards } = await pictureOf(name, { situation });
      expect(cards).toStrictEqual([]);
      expect(notices.length).toBeGreaterThan(0);
    }
  });
});

test('Chatwoot: the hash, the fields and the settings', async () => {
  const key = newKey();
  const vendor = VENDORS.find(({ name }) => name === 'chatwoot');
  if (vendor === undefined) expect.fail('There is no chatwoot');
  const user = { identifier: 'u_1', name: 'Jane', phone_number: '+14155550123' };
  const place = { agentLocale: 'en-GB', agentTimeZone: 'UTC', situation: 'right' };
  const outcome = await evaluate(vendor, { user, key, lifetime: 'of no use', ...place });
  if (outcome.token === undefined) expect.fail(outcome.problem);
  const { token, claims, settings, picture } = outcome;
  await verifyChatToken(chatwoot, token, { secret: key.secret, user });
  expect(claims).toStrictEqual(user);
  expect(settings).toStrictEqual({ ...user, identifier_hash: token });
  expect(picture).toBeUndefined();
  expect(outcome.findings.map(({ code }) => code)).toContain('PHONE_NUMBER_ALONE');
});

describe('Convrs', () => {
  test('shows each type as it is documented, in the locale of the agent', async () => {
    expect(rowsOf(await pictureOf('convrs'))).toMatchObject({
      'First name': 'Jane',
      'Last name': 'Doe',
      'Member since': '15 Mar 2024',
      'Last login': '23 Apr 2026, 14:30',
      Balance: '$1,250.00',
      Points: '48,750',
      Verified: 'checkmark',
      'CRM record': 'View in CRM',
      '{{userData.plan}}': 'enterprise',
    });
    const german = { agentLocale: 'de-DE', agentTimeZone: 'Europe/Berlin' };
    expect(rowsOf(await pictureOf('convrs', german))).toMatchObject({
      Points: '48.750',
      'Last login': '23. Apr. 2026, 16:30',
    });
  });

  test('shows what is documented beside what is not', async () => {
    const user = {
      name: 'Jane',
      phone: '0770 090 0123',
      email: 'no address',
      agentData: [
        { label: 'Balance', value: 1, type: 'currency' },
        { label: 'Points', value: 2000, type: 'number' },
      ],
    };
    expect(rowsOf(await pictureOf('convrs', { user }))).toStrictEqual({
      Name: 'Jane | Not documented: how a name that is not two words is split',
      'E-mail': 'ignored: not a valid address',
      Phone: 'Not documented: what happens to a phone number that is not in international format',
      Balance: 'Not documented: the currency of an amount without one',
      Points: '2,000',
    });
  });

  test('gives a random name, and says what its test box says', async () => {
    const rows = rowsOf(await pictureOf('convrs', { user: { userId: 'u_1' } }));
    expect(rows['Name']).toContain('random');
    expect(noticesOf(await pictureOf('convrs', { situation: 'other key' }))).toEqual([
      expect.stringMatching(/^undocumented: Not documented: .*such a token$/),
      'refused: “Test a JWT Token” says: invalid signature',
    ]);
  });
});

test('Zendesk: a verified address, one that is not, and one of somebody else', async () => {
  expect(rowsOf(await pictureOf('zendesk'))).toMatchObject({
    Name: 'Jane Doe | authenticated',
    'External ID': 'usr_12345',
    'E-mail': 'jane@example.com | verified',
  });
  const user = { external_id: 'u_1', email: 'jane@example.com' };
  const rows = rowsOf(await pictureOf('zendesk', { user }));
  expect(rows).toMatchObject({ Name: 'none in the token | authenticated' });
  expect(rows['E-mail']).toContain('no identity');
  const [notice] = (await pictureOf('zendesk', { situation: 'conflict' })).notices;
  expect(notice).toMatchObject({ kind: 'refused', answer: '409' });
});

test('Deskpro: confirmed, unconfirmed, of two users, and with an id that nobody has', async () => {
  expect(rowsOf(await pictureOf('deskpro'))).toMatchObject({
    User: 'confirmed',
    usergroup_ids: '1 | 2 | 3 | 4',
    first_name: 'John',
  });
  expect(rowsOf(await pictureOf('deskpro', { situation: 'no token' }))).toStrictEqual({
    User: 'unconfirmed',
    usergroup_ids: '1',
  });
  const user = { deskpro_id: '42', email: 'john.smith@example.com' };
  expect(noticesOf(await pictureOf('deskpro', { user, situation: 'two' }))).toStrictEqual([
    'refused: deskpro_id and email refer to different users',
  ]);
  expect(noticesOf(await pictureOf('deskpro', { user }))).toStrictEqual([
    'undocumented: Not documented: the id of a user who is created for a deskpro_id that no user has',
  ]);
  expect(rowsOf(await pictureOf('deskpro', { user, situation: 'known' }))).toMatchObject({
    User: 'confirmed',
    deskpro_id: '42',
  });
});

test('every locale and time zone of the page is known', async () => {
  const asked = [
    ...LOCALES.map(({ id: agentLocale }) => ({ agentLocale })),
    ...TIME_ZONES.map((agentTimeZone) => ({ agentTimeZone })),
  ];
  for (const each of asked) expect((await pictureOf('convrs', each)).cards).toHaveLength(3);
});

test('the lifetime is the one that was typed; another text is refused by the library', async () => {
  const outcome = await outcomeOf('zendesk', { lifetime: ' 15m ' });
  expect(outcome.token !== undefined && outcome.report?.times.exp?.words).toBe(
    'expires in 15 minutes',
  );
  expect((await outcomeOf('zendesk', { lifetime: 'soon' })).problem).toMatch(/^expiresIn must be/);
  expect([readLifetime('90'), readLifetime('2d'), readLifetime('-1')]).toStrictEqual([
    90,
    '2d',
    Number.NaN,
  ]);
});

test('keys are random, and the library takes them', async () => {
  const [key, other] = [newKey(), newKey()];
  expect(key.secret).not.toBe(other.secret);
  expect(key.secret).toMatch(/^[\w+/]{43}=$/);
  expect(newKey('hex').secret).toMatch(/^[0-9a-f]{64}$/);
  expect(key.keyId).toMatch(/^app_[0-9a-f]{24}$/);
  const vendor = VENDORS.find(({ name }) => name === 'zendesk');
  const { token = '' } = (await vendor?.sign({ external_id: 'u_1' }, key, '1h')) ?? {};
  const { claims } = await verifyChatToken(zendesk, token, { keys: [key] });
  expect(claims.external_id).toBe('u_1');
});

test('gives advice for a user that is rejected', () => {
  for (const vendor of VENDORS.filter(({ name }) => name === 'zendesk')) {
    expect(adviseUser(vendor, { external_id: 42 })[0]?.severity).toBe('error');
    expect(adviseUser(vendor, 'no object').length).toBeGreaterThan(0);
  }
});

test('announces the faults', () => {
  const fault = (path: string) => ({ path, message: 'is missing' });
  expect(announce({ issues: [], hint: '' }, undefined)).toBe('No faults: the token is signed.');
  expect(announce({ issues: ['a', 'b', 'c', 'd', 'e'].map(fault), hint: '' }, undefined)).toBe(
    '5 faults: a is missing; b is missing; c is missing; and 2 more',
  );
  expect(announce({ issues: [], hint: '' }, 'there is nothing')).toBe('Not JSON: there is nothing');
});

test.each([null, 1, 'x', [], {}])('checks any JSON: %j', (value) => {
  for (const vendor of VENDORS.slice(0, 1)) {
    expect(check(vendor, value).issues.length).toBeGreaterThan(0);
  }
});

test('reads JSON, or says what is wrong', () => {
  expect(readJson('{"a":1}')).toStrictEqual({ value: { a: 1 } });
  expect(readJson(' ').problem).toBe('there is nothing');
  expect(readJson('{').problem).toBeTypeOf('string');
  expect(readJson(writeJson({ a: [1] }))).toStrictEqual({ value: { a: [1] } });
});

test.each([
  ['https://example.com/a', true],
  ['https://example.com, post 1', false],
  ['RFC 7519', false],
])('links %s: %s', (text, isLink) => {
  expect(isAddress(text)).toBe(isLink);
});

test('a page without a place for the policy is none', () => {
  expect(() => withPolicy('<head><meta charset="UTF-8"></head>')).toThrow('no <meta charset');
});

test('the policy stands before all scripts, and names each of them that stands in the page', () => {
  const page = `<head><meta charset="utf-8"><script type="module" src="/app.js"></script>
<script id="dark">let a = 1;</script></head><script>let b = 2;</script>`;
  const html = withPolicy(page);
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
  expect(html.match(/'sha256-[^']+'/g)).toHaveLength(2);
  expect(html).toContain("connect-src 'none'");
  expect(html).not.toContain("script-src 'self' 'unsafe-inline'");
});
