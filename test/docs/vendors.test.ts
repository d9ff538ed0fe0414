/**
 * The vendors' pages: the same headings in the same order, the vendor's own tables, and error texts
 * as the fake has them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findingSections } from './findings.ts';

const HEADINGS = [
  'What you need',
  'Claims',
  'Sign',
  'Hand over',
  'Refresh and log out',
  'What the vendor does with it',
  'Mistakes and error texts',
  'Sources',
];

const VENDORS = ['khoros', 'convrs', 'zendesk', 'deskpro'];

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = (vendor: string) => read(`docs/vendors/${vendor}.md`);
const fake = (vendor: string) => read(`src/vendors/${vendor}/fake.ts`);

/** The texts in code that stand first in the rows of the table with this head. */
function firstCells(markdown: string, head: string): string[] {
  const [, rows = ''] = markdown.split(`| ${head} |`);
  const table = rows.slice(0, rows.indexOf('\n\n'));
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, text = '']) => text);
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match.slice(1).join(' '));
}

describe.each(VENDORS)('the page of %s', (vendor) => {
  const markdown = page(vendor);
  const section = (name: string) => markdown.split(`\n## ${name}\n`).at(1)?.split('\n## ')[0];

  test('has the headings, in their order', () => {
    expect(all(markdown, /^## (.*)$/gm)).toStrictEqual(HEADINGS);
  });

  test('has its own claims and its own hand-over, where they belong', () => {
    const included = all(markdown, /<!--@include: (.*?)-->/g);
    expect(included).toStrictEqual([
      `../generated/claims-${vendor}.md`,
      `../generated/snippets-${vendor}.md`,
    ]);
    expect(section('Claims')).toContain(`claims-${vendor}.md-->`);
    expect(section('Hand over')).toContain(`snippets-${vendor}.md-->`);
  });

  test('signs in TypeScript, and shows what the vendor does with it', () => {
    expect(section('Sign')).toMatch(/```ts\n/);
    expect(section('What the vendor does with it')).toContain(`createFake(${vendor}, `);
  });

  test('names its sources by their address, that of the library first', () => {
    const [, docs = ''] = /DOCS =\s+'(.*)';/.exec(read(`src/vendors/${vendor}/contract.ts`)) ?? [];
    expect(docs).toMatch(/^https:/);
    expect(section('Sources')).toContain(`(${docs})`);
  });

  test('names findings that there are', () => {
    const names = all(markdown, /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g).filter(
      (name) => !/^(?:KHOROS|CONVRS|ZENDESK|DESKPRO)_/.test(name),
    );
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect([...findingSections.keys()]).toContain(name);
  });
});

describe.each(['khoros', 'zendesk'])('the answers of %s', (vendor) => {
  test('are those of the fake, all of them', () => {
    const known = all(
      read('src/vendors/smooch/refusals.ts'),
      /refusalOf\(\s*(\d+),\s*'(\w+)',\s*'([^']+)'/g,
    );
    expect(known.length).toBeGreaterThan(4);
    const quoted = all(page(vendor), /^\| (\d{3}) `(\w+)`: `([^`]+)` \|/gm);
    expect(quoted.sort()).toStrictEqual(known.sort());
  });
});

test('the answer of zendesk without a body has the status of the fake', () => {
  expect(all(fake('zendesk'), /^ {4}status: (\d+),$/gm)).toStrictEqual(['409']);
  expect(all(page('zendesk'), /^\| (\d{3}), body not documented \|/gm)).toStrictEqual(['409']);
});

test('the texts of the test tool of convrs are those of the fake', () => {
  const [, union = ''] = /readonly error: (.*);/.exec(fake('convrs')) ?? [];
  const known = all(union, /'([^']+)'/g);
  expect(known.length).toBe(2);
  expect(firstCells(page('convrs'), 'test tool')).toStrictEqual(known);
});

test('the refusals of deskpro are those of the fake', () => {
  const known = all(fake('deskpro'), /new VendorRejection\(\s*'([^']+)'/g);
  expect(known.length).toBe(3);
  expect(firstCells(page('deskpro'), 'rejected because').sort()).toStrictEqual(known.sort());
});
