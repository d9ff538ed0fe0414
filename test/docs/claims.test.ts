/** The generated claims tables match the contracts, and contain nothing that Vue would run. */
import { convrs, deskpro, jwt, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { claimsTable, readSources, type VendorWithClaims } from '../../scripts/generate/claims.ts';
import { documentedVendors } from '../../scripts/generate/vendors.ts';
import type { Contract, FieldContract } from '../../src/schema/rule.ts';
import { object, optional } from '../../src/schema/structures.ts';
import { characters, choice, identifier } from '../../src/schema/values.ts';

const tableOf = (vendor: VendorWithClaims) => claimsTable(vendor, readSources(vendor.name));

/** The cells of each line of a table, the code marks taken off. */
function cellsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
}

function claimsOf(vendor: VendorWithClaims): Readonly<Record<string, FieldContract>> {
  const contract: Contract | undefined = vendor['~contract']();
  return contract?.type === 'object' ? contract.fields : {};
}

describe.each(
  documentedVendors().map(({ vendor, folder }) => ({ name: vendor.name, vendor, folder })),
)('the table of $name', ({ vendor, folder }) => {
  const markdown = claimsTable(vendor, readSources(folder), ['the_hash']);
  // Tables of what is inside a claim follow.
  const rows = cellsOf(markdown.split('\n### ')[0] ?? '');

  test('has every claim of the contract once, required or not', () => {
    const claims = Object.entries(claimsOf(vendor));
    expect(claims.length).toBeGreaterThan(0);
    for (const [name, { required }] of claims) {
      const found = rows.filter(([first]) => first === `\`${name}\``);
      expect(found.map((cells) => cells[2] === 'yes')).toStrictEqual([required]);
    }
  });

  test('has the claims that signing adds', () => {
    const added = rows.filter((cells) => cells[2] === 'added by signing').map(([name]) => name);
    const { kind, expiry, fixedClaims, generatedClaims = [], keyIdClaim, timeField } = vendor.token;
    const times = expiry?.claim === 'iat' ? ['iat'] : ['iat', 'exp'];
    const names = [
      ...Object.keys(fixedClaims),
      ...generatedClaims,
      ...(keyIdClaim === undefined ? [] : [keyIdClaim]),
      ...(timeField === undefined ? [] : [timeField.name]),
      ...(kind === 'jwt' ? times : ['the_hash']),
    ];
    expect(added).toStrictEqual(names.map((name) => `\`${name}\``));
  });

  test('contains no element and no expression of Vue outside of code', () => {
    expect(markdown.replace(/`[^`]*`/g, '')).not.toMatch(/<|\{\{/);
  });
});

test('shows limits, fixed values, lists and records', () => {
  const ofZendesk = tableOf(zendesk);
  expect(ofZendesk).toContain(
    '| `external_id` | string, not blank, at most 255 characters | yes |',
  );
  expect(ofZendesk).toContain('| `scope` | always `"user"` | added by signing |');
  const ofDeskpro = tableOf(deskpro);
  expect(ofDeskpro).toContain('| `usergroup_ids` | array of strings, not blank | no |');
  expect(ofDeskpro).toContain('the values: strings or arrays of strings | no |');
  const ofConvrs = tableOf(convrs);
  expect(ofConvrs).toContain('the values: strings, finite numbers or booleans | no |');
});

describe('the rows of agentData', () => {
  const markdown = tableOf(convrs);
  const rows = cellsOf(markdown.slice(markdown.indexOf('### Rows of `agentData`')));
  const of = (type: string) =>
    rows.filter(([kind]) => kind === type).map(([, name, limits]) => [name, limits]);

  test('include each type', () => {
    const { agentData } = claimsOf(convrs);
    const rule = agentData?.type === 'list' ? agentData.items : undefined;
    const types = rule?.type === 'by type' ? Object.keys(rule.cases) : [];
    expect(types.length).toBe(10);
    for (const type of types) {
      expect(of(type === 'default' ? 'without type' : type).length).toBeGreaterThan(2);
    }
  });

  test('show the value and the extra member of their type', () => {
    expect(of('without type')).toContainEqual(['`type`', 'left out']);
    expect(of('currency')).toStrictEqual([
      ['`type`', '`currency`'],
      ['`label`', 'string'],
      ['`value`', 'finite number'],
      ['`currency`', 'string, ISO 4217 code'],
    ]);
  });
});

describe('a difference between contract, types and doc comments throws', () => {
  const sources = readSources('convrs');

  /** The doc comment before a member, as a group, and its declaration, as another. */
  const member = (name: string) =>
    new RegExp(`(/\\*\\*(?:(?!\\*/).)*\\*/\\s*)(readonly ${name}\\??: [^;]*;)`, 's');

  test.each<[string, string | RegExp, string, RegExp]>([
    ['a claim without doc comment', member('phone'), '$2', /ConvrsUser\.phone has no doc comment/],
    [
      'a member of a row without doc comment',
      member('text'),
      '$2',
      /ConvrsAgentLink\.text has no doc comment/,
    ],
    ['a claim that only the contract has', member('crmID'), '', /ConvrsUser has no member crmID/],
    [
      'a claim that only the types have',
      member('phone'),
      '$1$2\n/** Made up. */\nreadonly colour?: string;',
      /ConvrsUser\.colour is not in the contract/,
    ],
    [
      'a row that only the contract has',
      '  | ConvrsAgentStatus;',
      '',
      /agentData: the case "status" has no interface/,
    ],
    [
      'a row that only the types have',
      "readonly type: 'status';",
      "readonly type: 'badge';",
      /ConvrsAgentStatus: the contract has no case "badge"/,
    ],
  ])('%s', (_, part, by, message) => {
    const types = sources.types.replace(part, by);
    expect(types).not.toBe(sources.types);
    expect(() => claimsTable(convrs, { ...sources, types })).toThrow(message);
  });
});

test('escapes Markdown and Vue syntax', () => {
  interface AcmeUser {
    readonly id: string;
    readonly plan?: 'a' | 'b';
  }
  const user = object<AcmeUser>({
    id: identifier(characters(0, 8)),
    plan: optional(choice(['a', 'b'])),
  });
  const types = `
    export interface AcmeUser {
      /** Not <script>, a | b, {{x}}; in code \`<b> | {{y}}\`. */
      readonly id: string;
      /** P. */ readonly plan?: 'a' | 'b';
    }`;
  const acme = { name: 'acme', token: jwt(), '~contract': () => user.contract };
  const markdown = claimsTable(acme, { ...readSources('convrs'), types });
  expect(markdown).toContain(
    '| `id` | string, not blank, at most 8 characters | yes | Not &lt;script>, a \\| b, &#123;&#123;x}}; in code `<b> \\| {{y}}`. |',
  );
  expect(markdown).toContain('| `plan` | one of `a`, `b` | no | P. |');
});
