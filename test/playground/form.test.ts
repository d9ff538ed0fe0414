/** The form as data: what it shows of a contract and a value, and what an edit makes of the value. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../docs/.vitepress/theme/playground/evaluate.ts';
import {
  applyEdit,
  type Edit,
  type FormNode,
  formOf,
  nodesOf,
} from '../../docs/.vitepress/theme/playground/form.ts';
import {
  getAt,
  type Path,
  raiseAt,
  renameAt,
  setAt,
  writePath,
} from '../../docs/.vitepress/theme/playground/paths.ts';
import { readText, showDraft } from '../../docs/.vitepress/theme/playground/values.ts';
import { VENDORS } from '../../docs/.vitepress/theme/playground/vendors.ts';
import { formatPath } from '../../src/utils/issues.ts';

function vendorOf(name: string) {
  const vendor = VENDORS.find((each) => each.name === name);
  if (vendor === undefined) throw new Error(`There is no ${name}`);
  return vendor;
}

function edited(name: string, value: unknown, ...edits: readonly Edit[]): unknown {
  const { contract } = vendorOf(name);
  return edits.reduce((user, edit) => applyEdit(contract, user, edit), value);
}

function find(nodes: FormNode, where: string): FormNode {
  const node = nodesOf(nodes).find((each) => each.where === where);
  if (node === undefined) throw new Error(`There is no ${where}`);
  return node;
}

describe.each(VENDORS)('$name', (vendor) => {
  const { contract, example } = vendor;
  const labels = contract.type === 'object' ? Object.keys(contract.fields) : [];

  test('carries a contract, and the form has a place for each claim', () => {
    expect(contract.type).toBe('object');
    expect(check(vendor, example).issues).toStrictEqual([]);
    const form = formOf(contract, example, []);
    const others = Object.keys(Object(example)).filter((name) => !labels.includes(name));
    expect(form.shape === 'group' && form.children.map(({ label }) => label)).toStrictEqual([
      ...labels,
      ...others,
    ]);
    for (const node of nodesOf(form)) expect(node.shape).not.toBe('unknown');
  });

  test('every fault of any user stands at a place of the form, or at the user as a whole', () => {
    const user = fc.dictionary(
      fc.oneof(fc.constantFrom(...labels, 'scope', 'exp'), fc.string({ maxLength: 12 })),
      fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom('', 42, true, [{}], [{ type: 'date' }]),
      ),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(user, (given) => {
        const { issues } = check(vendor, given);
        const places = nodesOf(formOf(contract, given, issues));
        const shown = places.flatMap((place) => place.issues);
        for (const { path, message } of issues) {
          const isInside = places.some(
            (place) =>
              path === place.where ||
              path.startsWith(`${place.where}.`) ||
              path.startsWith(`${place.where}[`),
          );
          expect(isInside || path === '').toBe(true);
          if (places.some(({ where }) => where === path)) {
            expect(shown.some((text) => text.endsWith(message))).toBe(true);
          }
        }
      }),
    );
  });

  test('ids are of positions alone, and each is there once', () => {
    const ids = nodesOf(formOf(contract, example, [])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^user(?:-\d+)*$/);
  });
});

test('paths are written as the library writes them', () => {
  const step = fc.oneof(
    fc.string(),
    fc.nat(),
    fc.constantFrom('userData', 'a-b', 'jane@example.com', '12345'),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (path) => {
      expect(writePath(path)).toBe(formatPath(path));
    }),
  );
});

test('what was set is what is there, and the rest is as it was', () => {
  const path = fc.array(fc.oneof(fc.string(), fc.nat(3)), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.object({ maxDepth: 2 }), fc.string(), path, (value, key, [first, ...rest]) => {
      const way: Path = [String(first), ...rest.map(String)];
      const before = JSON.stringify(value);
      expect(getAt(setAt(value, way, key), way)).toBe(key);
      expect(JSON.stringify(value)).toBe(before);
      expect(getAt(setAt(setAt(value, way, key), way, undefined), way)).toBeUndefined();
    }),
  );
});

test('a member is renamed in its place, and not to the name of another', () => {
  const user = { userData: { a: 1, b: 2 } };
  expect(JSON.stringify(renameAt(user, ['userData', 'a'], 'c'))).toBe('{"userData":{"c":1,"b":2}}');
  expect(renameAt(user, ['userData', 'a'], 'b')).toBe(user);
});

test('an item changes places with the one before it', () => {
  expect(raiseAt({ labels: ['a', 'b', 'c'] }, ['labels', 2])).toStrictEqual({
    labels: ['a', 'c', 'b'],
  });
  const first = { labels: ['a'] };
  expect(raiseAt(first, ['labels', 0])).toBe(first);
});

describe('an edit', () => {
  test('an empty field leaves an optional claim out, and keeps a required one to be refused', () => {
    const user = { external_id: 'u_1', name: 'Jane' };
    expect(
      edited(
        'zendesk',
        user,
        { do: 'set', path: ['name'], value: '' },
        { do: 'set', path: ['external_id'], value: '' },
      ),
    ).toStrictEqual({ external_id: '' });
  });

  test('true, false or left out', () => {
    const path = ['email_verified'];
    expect(edited('zendesk', {}, { do: 'choose', path, value: 'true' })).toStrictEqual({
      email_verified: true,
    });
    expect(
      edited('zendesk', { email_verified: true }, { do: 'choose', path, value: '' }),
    ).toStrictEqual({});
  });

  test('adds rows and members, and leaves out what is empty again', () => {
    const path = ['agentData'];
    const one = edited('convrs', {}, { do: 'add', path });
    expect(one).toStrictEqual({ agentData: [{ label: '', value: '' }] });
    expect(edited('convrs', one, { do: 'remove', path: ['agentData', 0] })).toStrictEqual({});
    const member = { do: 'add', path: ['userData'] } as const;
    expect(edited('convrs', {}, member, member)).toStrictEqual({
      userData: { key_1: '', key_2: '' },
    });
    expect(edited('convrs', { userData: { key_2: 1 } }, member)).toStrictEqual({
      userData: { key_2: 1, key_3: '' },
    });
  });

  test('of kind keeps what the other kind has a place for', () => {
    const row = { label: 'Balance', value: '1250', type: 'status', color: 'info' };
    const path = ['agentData', 0];
    const asKind = (name: string) =>
      getAt(edited('convrs', { agentData: [row] }, { do: 'kind', path, name }), path);
    expect(asKind('currency')).toStrictEqual({ label: 'Balance', value: 1250, type: 'currency' });
    expect(asKind('default')).toStrictEqual({ label: 'Balance', value: '1250' });
    expect(asKind('boolean')).toStrictEqual({ label: 'Balance', value: false, type: 'boolean' });
  });

  test('of kind in a custom field of Deskpro: a text, or a list', () => {
    const path = ['fields', 'colour'];
    const asList = edited(
      'deskpro',
      { fields: { colour: 'red' } },
      { do: 'kind', path, name: '1' },
    );
    expect(asList).toStrictEqual({ fields: { colour: ['red'] } });
    expect(edited('deskpro', asList, { do: 'add', path })).toStrictEqual({
      fields: { colour: ['red', ''] },
    });
    expect(edited('deskpro', asList, { do: 'kind', path, name: '0' })).toStrictEqual({
      fields: { colour: 'red' },
    });
  });
});

describe('an open contract', () => {
  test('has a place with a name for each member that it does not name', () => {
    const vendor = vendorOf('intercom');
    const user = { user_id: 'u_1', plan: ['pro'] };
    const form = formOf(vendor.contract, user, check(vendor, user).issues);
    expect(form).toMatchObject({ shape: 'group', adds: 'member' });
    const node = find(form, 'plan');
    expect(node).toMatchObject({ id: 'user-4', name: 'plan', isRemovable: true });
    expect(node.issues).toHaveLength(1);
  });

  test('members are added, set, renamed and taken away', () => {
    const user = { user_id: 'u_1' };
    const added = edited('intercom', user, { do: 'add', path: [] });
    expect(added).toStrictEqual({ user_id: 'u_1', key_2: '' });
    expect(
      edited(
        'intercom',
        added,
        { do: 'rename', path: ['key_2'], name: 'plan' },
        { do: 'set', path: ['plan'], value: 'pro' },
      ),
    ).toStrictEqual({ user_id: 'u_1', plan: 'pro' });
    expect(edited('intercom', added, { do: 'remove', path: ['key_2'] })).toStrictEqual(user);
  });

  test('a contract that is not open takes no member more', () => {
    const user = { external_id: 'u_1' };
    expect(edited('zendesk', user, { do: 'add', path: [] })).toStrictEqual(user);
  });
});

describe('a field', () => {
  test('of a number keeps what is none, for the vendor to refuse', () => {
    expect(readText('number', '1.50')).toBe(1.5);
    expect(readText('number', 'a lot')).toBe('a lot');
    expect(readText('number', '')).toBe('');
    expect(readText('string', '42')).toBe('42');
  });

  test('shows what is typed, as long as the value says the same', () => {
    expect(showDraft('number', '1.0', 1)).toBe('1.0');
    expect(showDraft('number', '1.0', 2)).toBe('2');
    expect(showDraft('string', '', undefined)).toBe('');
    expect(showDraft('string', 'typed', 'from JSON')).toBe('from JSON');
    expect(showDraft('string', '', 42)).toBe('42');
  });
});

describe('the form shows', () => {
  test('what the contract does not know, to take it away', () => {
    const { contract } = vendorOf('convrs');
    const user = { crmId: 'x' };
    const form = formOf(contract, user, check(vendorOf('convrs'), user).issues);
    const node = find(form, 'crmId');
    expect([node.shape, node.isRemovable, node.issues.length]).toStrictEqual(['unknown', true, 1]);
  });

  test.each([
    'colour',
    'constructor',
    '__proto__',
    'toString',
  ])('an unknown type of a row at its kind: %s', (type) => {
    const vendor = vendorOf('convrs');
    const user = { agentData: [{ label: 'a', value: 'b', type }] };
    const form = formOf(vendor.contract, user, check(vendor, user).issues);
    const row = find(form, 'agentData[0]');
    expect(row.kinds?.chosen).toBe(type);
    expect(row).toMatchObject({ shape: 'group', label: expect.any(String) });
    expect(row.issues.join()).toMatch(/^type must be one of/);
  });

  test('a value that is none of a choice', () => {
    const vendor = vendorOf('zendesk');
    const form = formOf(vendor.contract, { email_verified: 'yes' }, []);
    const node = find(form, 'email_verified');
    expect(node.shape === 'choice' && node.options.map(({ label }) => label)).toStrictEqual([
      '(left out)',
      'true',
      'false',
      '"yes" (not one of these)',
    ]);
  });
});
