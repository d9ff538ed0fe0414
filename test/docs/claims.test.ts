/** The generated claims tables match the contracts, and hold nothing that Vue would run. */
import { readFileSync } from 'node:fs';
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  type ClaimsSources,
  claimsTable,
  type DocumentedVendor,
} from '../../docs/.vitepress/generate/claims.ts';
import { contractOf, contractSchema } from '../../src/schema/contract.ts';
import type { Contract, FieldContract } from '../../src/schema/rule.ts';
import { object, optional } from '../../src/schema/structures.ts';
import { choice, identifier } from '../../src/schema/values.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const times = read('src/token/verify.ts');
const sourcesOf = (name: string): ClaimsSources => ({
  contract: read(`src/vendors/${name}/contract.ts`),
  times,
});

/** The cells of each line of a table, the code marks taken off. */
function cellsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
}

function claimsOf(schema: object): Readonly<Record<string, FieldContract>> {
  const contract: Contract | undefined = contractOf(schema);
  return contract?.type === 'object' ? contract.fields : {};
}

describe.each([khoros, convrs, zendesk, deskpro])('the table of $name', (vendor) => {
  const markdown = claimsTable(vendor, sourcesOf(vendor.name));
  const rows = cellsOf(markdown);

  test('has every claim of the contract once, required or not', () => {
    const claims = Object.entries(claimsOf(vendor.schema));
    expect(claims.length).toBeGreaterThan(2);
    for (const [name, { required }] of claims) {
      const found = rows.filter(([first]) => first === `\`${name}\``);
      expect(found.map((cells) => cells[2])).toStrictEqual([required ? 'yes' : 'no']);
    }
  });

  test('has the claims that the library adds', () => {
    const added = rows.filter((cells) => cells[2] === 'added by the library').map(([name]) => name);
    const names = [...Object.keys(vendor.fixedClaims), 'iat', 'exp'];
    expect(added).toStrictEqual(names.map((name) => `\`${name}\``));
  });

  test('holds no element and no expression of Vue outside of code', () => {
    expect(markdown.replace(/`[^`]*`/g, '')).not.toMatch(/<|\{\{/);
  });
});

test('shows limits, fixed values, lists and records', () => {
  const ofZendesk = claimsTable(zendesk, sourcesOf('zendesk'));
  expect(ofZendesk).toContain(
    '| `external_id` | string, not blank, at most 255 characters | yes |',
  );
  expect(ofZendesk).toContain('| `scope` | always `"user"` | added by the library |');
  const ofDeskpro = claimsTable(deskpro, sourcesOf('deskpro'));
  expect(ofDeskpro).toContain('| `usergroup_ids` | array of strings, not blank | no |');
  expect(ofDeskpro).toContain('the values: strings or arrays of strings | no |');
  const ofConvrs = claimsTable(convrs, sourcesOf('convrs'));
  expect(ofConvrs).toContain('the values: strings, finite numbers or booleans | no |');
});

describe('the rows of agentData', () => {
  const markdown = claimsTable(convrs, sourcesOf('convrs'));
  const rows = cellsOf(markdown.slice(markdown.indexOf('### Rows of `agentData`')));
  const of = (type: string) =>
    rows.filter(([kind]) => kind === type).map(([, name, limits]) => [name, limits]);

  test('include each type', () => {
    const { agentData } = claimsOf(convrs.schema);
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

describe('a difference between schema, types and doc comments throws', () => {
  const { contract } = sourcesOf('convrs');

  test.each<[string, string | RegExp, string, RegExp]>([
    [
      'a claim without doc comment',
      '/** Phone number in international form: `+447700900123`. */',
      '',
      /ConvrsUser\.phone has no doc comment/,
    ],
    [
      'a member of a row without doc comment',
      '/** The text of the link, shown in place of the address. */',
      '',
      /ConvrsAgentLink\.text has no doc comment/,
    ],
    [
      'a claim that only the schema has',
      /\/\*\*\n +\* The user's record[^/]*\/\n.*\n/,
      '',
      /ConvrsUser has no member crmID/,
    ],
    [
      'a claim that only the types have',
      '/** The name that agents see,',
      '/** Made up. */\n  readonly colour?: string;\n  /** The name that agents see,',
      /ConvrsUser\.colour is not in the schema/,
    ],
    [
      'a row that only the schema has',
      '  | ConvrsAgentStatus;',
      '',
      /agentData: the case "status" has no interface/,
    ],
    [
      'a row that only the types have',
      "readonly type: 'status';",
      "readonly type: 'badge';",
      /ConvrsAgentStatus: the schema has no case "badge"/,
    ],
  ])('%s', (_, part, by, message) => {
    const changed = contract.replace(part, by);
    expect(changed).not.toBe(contract);
    expect(() => claimsTable(convrs, { contract: changed, times })).toThrow(message);
  });
});

test('escapes Markdown and Vue syntax', () => {
  interface AcmeUser {
    readonly id: string;
    readonly plan?: 'a' | 'b';
  }
  const schema = contractSchema(() =>
    object<AcmeUser>({ id: identifier(8), plan: optional(choice(['a', 'b'])) }),
  );
  const contract = `
    export interface AcmeUser {
      /** Not <script>, a | b, {{x}}; in code \`<b> | {{y}}\`. */
      readonly id: string;
      /** P. */ readonly plan?: 'a' | 'b';
    }
    export interface AcmeClaims extends AcmeUser {}`;
  const lifetime = { default: 7200, max: 86_400 };
  const acme: DocumentedVendor = { name: 'acme', fixedClaims: {}, lifetime, schema };
  const markdown = claimsTable(acme, { contract, times });
  expect(markdown).toContain(
    '| `id` | string, not blank, at most 8 characters | yes | Not &lt;script>, a \\| b, &#123;&#123;x}}; in code `<b> \\| {{y}}`. |',
  );
  expect(markdown).toContain('| `plan` | one of `a`, `b` | no | P. |');
  expect(markdown).toContain('2 hours where it is left out, 1 day at most.');
});
