/** The claims tables of the site: nothing missing, nothing without a meaning, nothing that Vue would run. */
import { readFileSync } from 'node:fs';
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  type ClaimsSources,
  claimsTable,
  type DocumentedVendor,
} from '../../docs/.vitepress/generate/claims.ts';
import {
  boolean,
  type Contract,
  choice,
  contractOf,
  contractSchema,
  type FieldContract,
  identifier,
  list,
  object,
  optional,
  record,
  scalar,
  text,
} from '../../src/schema/rules.ts';

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

  test('has every claim of the contract once, with whether it is required', () => {
    const claims = Object.entries(claimsOf(vendor.schema));
    expect(claims.length).toBeGreaterThan(2);
    for (const [name, { required }] of claims) {
      const found = rows.filter(([first]) => first === `\`${name}\``);
      expect(found.map((cells) => cells[2])).toStrictEqual([required ? 'yes' : 'no']);
    }
  });

  test('has what the library adds', () => {
    const added = rows.filter((cells) => cells[2] === 'added by the library').map(([name]) => name);
    const names = [...Object.keys(vendor.fixedClaims), 'iat', 'exp'];
    expect(added).toStrictEqual(names.map((name) => `\`${name}\``));
  });

  test('has a meaning in each row', () => {
    for (const cells of rows) expect(cells.at(-1)?.length).toBeGreaterThan(2);
  });

  test('holds nothing that would be an element or an expression of Vue outside of code', () => {
    expect(markdown.replace(/`[^`]*`/g, '')).not.toMatch(/<|\{\{/);
  });
});

test('limits, choices, lists and records show', () => {
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

test('a source that a doc comment names is kept', () => {
  const ofZendesk = claimsTable(zendesk, sourcesOf('zendesk'));
  expect(ofZendesk).toContain('(source: Zendesk SDK for Unity, authentication)');
  expect(ofZendesk).toContain('\nSource: Zendesk help, article 4411666638746');
});

describe('the rows of agentData', () => {
  const markdown = claimsTable(convrs, sourcesOf('convrs'));
  const rows = cellsOf(markdown.slice(markdown.indexOf('### Rows of `agentData`')));
  const of = (type: string) =>
    rows.filter(([kind]) => kind === type).map(([, name, limits]) => [name, limits]);

  test('are there for each type', () => {
    const { agentData } = claimsOf(convrs.schema);
    const rule = agentData?.type === 'list' ? agentData.items : undefined;
    const types = rule?.type === 'by type' ? Object.keys(rule.cases) : [];
    expect(types.length).toBe(10);
    for (const type of types) {
      expect(of(type === 'default' ? 'without type' : type).length).toBeGreaterThan(2);
    }
  });

  test('show value and extra member of their type', () => {
    expect(of('without type')).toStrictEqual([
      ['`type`', 'left out'],
      ['`label`', 'string'],
      ['`value`', 'string'],
    ]);
    expect(of('currency')).toStrictEqual([
      ['`type`', '`currency`'],
      ['`label`', 'string'],
      ['`value`', 'finite number'],
      ['`currency`', 'string, ISO 4217 code'],
    ]);
    expect(of('link')).toContainEqual(['`value`', 'string, http(s) URL']);
    expect(of('status')).toContainEqual([
      '`color`',
      'one of `success`, `danger`, `warning`, `info`, `primary`, `secondary`',
    ]);
  });
});

describe('what does not fit together fails', () => {
  const { contract } = sourcesOf('convrs');
  const table = (changed: string) => () => claimsTable(convrs, { contract: changed, times });
  const without = (part: string | RegExp, by = '') => {
    const changed = contract.replace(part, by);
    expect(changed).not.toBe(contract);
    return table(changed);
  };

  test.each([
    [
      'a claim without doc comment',
      '/** Phone number in international form: `+447700900123`. */',
      /ConvrsUser\.phone has no doc comment/,
    ],
    [
      'a member of a row without doc comment',
      '/** The text of the link, shown in place of the address. */',
      /ConvrsAgentLink\.text has no doc comment/,
    ],
    [
      'a row without doc comment',
      '/** A row shown as bold text. */',
      /ConvrsAgentText has no doc comment/,
    ],
    [
      'a claim that only the schema has',
      /\/\*\*\n +\* The user's record[^/]*\/\n.*\n/,
      /ConvrsUser has no member crmID/,
    ],
    [
      'a member of a row that only the schema has',
      /\/\*\* The text of the link.*\n.*\n/,
      /ConvrsAgentLink has no member text/,
    ],
    [
      'a kind of row that only the schema has',
      '  | ConvrsAgentStatus;',
      /agentData: the case "status" has no interface/,
    ],
    ['an interface that is not there', /export interface ConvrsUser /, /no interface ConvrsUser/],
  ])('%s', (_, part, message) => {
    expect(without(part)).toThrow(message);
  });

  test('a claim that only the types have', () => {
    const member = '/** Made up. */\n  readonly colour?: string;\n  /** The name that agents see,';
    expect(without('/** The name that agents see,', member)).toThrow(
      /ConvrsUser\.colour is not in the schema/,
    );
  });

  test('a kind of row that only the types have', () => {
    expect(without("readonly type: 'status';", "readonly type: 'badge';")).toThrow(
      /ConvrsAgentStatus: the schema has no case "badge"/,
    );
  });

  test('a constant that the claims do not explain', () => {
    const { contract: ofZendesk } = sourcesOf('zendesk');
    const changed = ofZendesk.replace(
      '/** Limits the token to one end user. Always `user`. */',
      '',
    );
    expect(() => claimsTable(zendesk, { contract: changed, times })).toThrow(
      /ZendeskClaims\.scope has no doc comment/,
    );
  });

  test('a time without doc comment', () => {
    const changed = times.replace('/** When the token was issued, in seconds since 1970. */', '');
    expect(() => claimsTable(convrs, { contract, times: changed })).toThrow(
      /ChatTokenTimes\.iat has no doc comment/,
    );
  });
});

test('what markdown and Vue would read is written as text', () => {
  interface AcmeUser {
    readonly id: string;
    readonly plan?: 'a' | 'b';
    readonly vip?: boolean;
    readonly tags?: readonly string[];
    readonly data?: Readonly<Record<string, string | number | boolean>>;
  }
  const schema = contractSchema(() =>
    object<AcmeUser>({
      id: identifier(8),
      plan: optional(choice(['a', 'b'])),
      vip: optional(boolean()),
      tags: optional(list(text())),
      data: optional(record(scalar())),
    }),
  );
  const contract = `
    export interface AcmeUser {
      /** Not <script>, a | b, {{x}}; in code \`<b> | {{y}}\`. */
      readonly id: string;
      /** P. */ readonly plan?: 'a' | 'b';
      /** V. */ readonly vip?: boolean;
      /** T. */ readonly tags?: readonly string[];
      /** D. */ readonly data?: Readonly<Record<string, string>>;
    }
    export interface AcmeClaims extends AcmeUser {}`;
  const acme: DocumentedVendor = {
    name: 'acme',
    fixedClaims: {},
    lifetime: { default: 7200, max: 86_400 },
    schema,
  };
  const markdown = claimsTable(acme, { contract, times });
  expect(markdown).toContain(
    '| `id` | string, not blank, at most 8 characters | yes | Not &lt;script>, a \\| b, &#123;&#123;x}}; in code `<b> \\| {{y}}`. |',
  );
  expect(markdown).toContain('| `plan` | one of `a`, `b` | no | P. |');
  expect(markdown).toContain('2 hours where it is left out, 1 day at most.');
});
