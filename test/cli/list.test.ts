/** What `vendors` and `demo` show is derived from the exports of the package, its examples and snippets. */
import * as all from 'chat-token';
import {
  type Contract,
  defineConfiguredVendor,
  defineVendor,
  hmac,
  jwt,
  zendesk,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { runDemo } from '../../src/cli/demo.ts';
import { type ListedVendor, listVendors, VENDORS } from '../../src/cli/list.ts';
import { runVendors } from '../../src/cli/vendors.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { SNIPPETS } from '../../src/vendors/snippets.ts';
import { anything } from '../support/support.ts';
import { capture } from './support.ts';

const docs = 'https://docs.example.com/chat';
const acmeCloud = defineConfiguredVendor(
  { name: 'acme-cloud', title: 'Acme Cloud', docs, config: { widgetId: 'string' } },
  ({ widgetId }: { widgetId: string }) => ({
    user: anything,
    token: jwt({ keyId: 'required', fixedClaims: { widget: widgetId } }),
    settings: (_, token) => ({ widgetId, jwt: token }),
  }),
);
const acmeHash = defineVendor({
  name: 'acme-hash',
  title: 'Acme Inbox',
  docs,
  user: anything,
  token: hmac({ message: (fields) => String(Reflect.get(fields, 'id')) }),
  userId: (fields) => String(Reflect.get(fields, 'id')),
  settings: (fields, hash) => ({ ...fields, hash }),
});

const rejected: never[] = [];
const visitor = { user: { visitorId: 'v_1' }, claims: { visitorId: 'v_1', widget: 'w_1' } };
const fields = {
  user: { id: 'v_1', name: 'Jane $& Doe' },
  claims: { id: 'v_1', name: 'Jane $& Doe' },
};
const examples = {
  'acme-cloud': { minimal: visitor, full: visitor, rejected, config: { widgetId: 'w_1' } },
  'acme-hash': { minimal: fields, full: fields, rejected },
};
const snippet = { platform: 'Web', source: docs };
const snippets = {
  'acme-hash': [{ ...snippet, code: "setUser('<user id>', '<token>', '<user id>');" }],
};
const listed = listVendors({ acmeHash, other: {}, acmeCloud, jwt }, examples, snippets);

const demo = (json: boolean, vendors: readonly ListedVendor[] = listed) =>
  capture(async () => ((await runDemo(json, vendors)) ? 0 : 1));
const vendors = (json: boolean, shown: readonly ListedVendor[] = listed) =>
  capture(() => {
    runVendors(json, shown);
    return 0;
  });

test('lists vendor objects and configured vendors by name, and nothing else', () => {
  expect(listed).toStrictEqual([
    { name: 'acme-cloud', vendor: acmeCloud, example: examples['acme-cloud'], snippets: [] },
    {
      name: 'acme-hash',
      vendor: acmeHash,
      example: examples['acme-hash'],
      snippets: snippets['acme-hash'],
    },
  ]);
});

test('lists every vendor of the package, with example and snippets', () => {
  const names = VENDORS.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(3);
  expect(names).toStrictEqual(Object.keys(EXAMPLES).sort());
  expect(names).toStrictEqual(Object.keys(SNIPPETS).sort());
  expect(VENDORS.find(({ name }) => name === 'zendesk')?.vendor).toBe(all.zendesk);
  for (const { example, snippets: shown } of VENDORS) {
    expect(example).toBeDefined();
    expect(shown).not.toStrictEqual([]);
  }
});

describe('vendors', () => {
  test('for a person', async () => {
    const { stdout } = await vendors(false);
    expect(stdout).toContain(
      'acme-cloud Acme Cloud\n  token    JWT (HS256)\n  keyId    required\n',
    );
    expect(stdout).toContain('  config   needed, such as { "widgetId": "w_1" }\n');
    expect(stdout).toContain('  always   widget = w_1\n  user     any\n');
    expect(stdout).toContain('acme-hash  Acme Inbox\n  token    identity hash (HMAC-SHA256)\n');
    expect(stdout.match(/ {2}keyId/g)).toHaveLength(1);
  });

  test('other members, and members of which one is required', async () => {
    const contract: Contract = {
      type: 'object',
      fields: {
        id: { type: 'string', required: true },
        name: { type: 'string', required: false },
        email: { type: 'string', required: false },
      },
      rest: { type: 'json' },
      oneOf: ['name', 'email'],
    };
    const vendor = { ...acmeHash, '~contract': () => contract };
    const { stdout } = await vendors(false, listVendors({ vendor }, {}, {}));
    expect(stdout).toContain(
      '  user     id*, name, email, any other; at least one of name, email\n',
    );
  });

  test('as JSON', async () => {
    const rows = JSON.parse((await vendors(true)).stdout);
    expect(rows).toMatchObject([
      { name: 'acme-cloud', kind: 'jwt', keyId: 'required', config: { widgetId: 'w_1' } },
      { name: 'acme-hash', kind: 'hmac', keyId: 'unused', fixedClaims: {} },
    ]);
    expect(rows[1]).not.toHaveProperty('config');
  });
});

describe('demo', () => {
  test('signs and verifies both kinds, with the configuration of the example', async () => {
    const { status, stdout } = await demo(false);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Acme Cloud {2}verified, expires .*\nheader {4}\{"alg":"HS256"/);
    expect(stdout).toContain('\nAcme Inbox  verified, never expires\nclaims    {\n');
    expect(stdout).toMatch(/\ntoken {5}[0-9a-f]{64}\n/);
    // The token is in the settings, but shown once.
    expect(stdout).toContain('"hash": "<token>"');
    expect(stdout).toContain("\n  setUser('v_1', '<token>', 'v_1');\n");
    expect(stdout).toContain('All 2 tokens were signed and verified.');
  });

  test('as JSON', async () => {
    const { status, stdout } = await demo(true);
    expect(status).toBe(0);
    const [cloud, hash] = JSON.parse(stdout);
    expect(cloud).toMatchObject({
      vendor: 'acme-cloud',
      valid: true,
      claims: visitor.claims,
      settings: { widgetId: 'w_1', jwt: cloud.token },
    });
    expect(hash).toStrictEqual({
      vendor: 'acme-hash',
      valid: true,
      claims: fields.claims,
      token: hash.settings.hash,
      settings: { ...fields.user, hash: hash.token },
      snippets: snippets['acme-hash'],
    });
  });

  test('a token whose claims are not those of the example: 1', async () => {
    const other = { ...fields, claims: { id: 'v_1' } };
    const example = { minimal: other, full: other, rejected };
    const { status, stdout } = await demo(
      false,
      listVendors({ acmeHash }, { 'acme-hash': example }, {}),
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Acme Inbox {2}not valid, never expires\n/);
    expect(stdout).toContain('Not every token is valid: see above.');
  });

  test('a user that is rejected: 1, with the code', async () => {
    const full = { user: {}, claims: {} };
    const example = { minimal: full, full, rejected };
    const list = listVendors({ zendesk }, { zendesk: example }, {});
    const { status, stdout } = await demo(false, list);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Zendesk messaging {2}ERR_CLAIMS_INVALID /);
    const json = await demo(true, list);
    expect(JSON.parse(json.stdout)).toMatchObject([{ error: { code: 'ERR_CLAIMS_INVALID' } }]);
  });

  test('a vendor without an example is a mistake of the package', async () => {
    await expect(demo(false, listVendors({ acmeHash }, {}, {}))).rejects.toThrow(
      'The vendor acme-hash has no example.',
    );
  });
});
