/** The vendors' pages: the same headings, generated tables, known findings, and every documented error. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

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

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match.slice(1).join(' '));

const refused = read('docs/refused.md');
const findings = read('docs/findings.md');
const listed = all(findings, /^\| `([A-Z][A-Z0-9_]+)` \|/gm);
const nameLike = /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g;

describe.each(['khoros', 'convrs', 'zendesk', 'deskpro'])('the page of %s', (vendor) => {
  const page = read(`docs/vendors/${vendor}.md`);
  const section = (name: string) => page.split(`\n## ${name}\n`).at(1)?.split('\n## ')[0];

  test('has the headings, and the generated parts under them', () => {
    expect(all(page, /^## (.*)$/gm)).toStrictEqual(HEADINGS);
    expect(section('Claims')).toContain(`<!--@include: ../generated/claims-${vendor}.md-->`);
    expect(section('Hand over')).toContain(`<!--@include: ../generated/snippets-${vendor}.md-->`);
    expect(section('Sign')).toMatch(/```ts\n/);
  });

  test('links to the vendor documentation that the contract names', () => {
    const [docs] = all(read(`src/vendors/${vendor}/contract.ts`), /DOCS =\s+'(https:.*)';/g);
    expect(section('Sources')).toContain(`(${docs})`);
  });

  test('names findings that exist', () => {
    const named = all(page, nameLike).filter(
      (name) => !name.startsWith(`${vendor.toUpperCase()}_`),
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !listed.includes(name))).toStrictEqual([]);
  });
});

test.each([
  'khoros',
  'zendesk',
])('%s: each error text is on its page and in docs/refused.md', (vendor) => {
  const source = read('src/vendors/smooch/refusals.ts');
  const known = all(source, /rejectionOf\(\s*(\d+),\s*'(\w+)',\s*'([^']+)'/g);
  expect(known.length).toBeGreaterThan(4);
  const page = read(`docs/vendors/${vendor}.md`);
  expect(all(page, /^\| (\d{3}) `(\w+)`: `([^`]+)` \|/gm).sort()).toStrictEqual(known.sort());
  for (const text of known) {
    expect(refused).toContain(`\n### \`${text.replace(/^\d+ \w+ /, '')}\`\n`);
  }
});

test('docs/refused.md links each finding to its section', () => {
  const links = all(refused, /\[(`[A-Z][A-Z0-9_]+`\]\(findings\.md#[\w-]+)\)/g);
  expect(links.length).toBeGreaterThan(40);
  const anchors = findings.split(/^## /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n')).toLowerCase();
    const anchor = heading.match(/[a-z\d]+/g)?.join('-');
    return all(section, /^\| (`[A-Z][A-Z0-9_]+`) \|/gm).map(
      (code) => `${code}](findings.md#${anchor}`,
    );
  });
  expect(links.filter((link) => !anchors.includes(link))).toStrictEqual([]);
});

test('docs/refused.md explains each error but those that come before any vendor', () => {
  const errors = all(findings, /^\| `([A-Z][A-Z0-9_]+)` \| error \|/gm);
  expect(errors.filter((code) => !refused.includes(`\`${code}\``))).toStrictEqual([
    'TOKEN_NOT_STRING',
    'TOKEN_TOO_LARGE',
    'TOKEN_TOO_DEEP',
    'EXP_BEYOND_MAX',
    'CLAIMS_NOT_OBJECT',
  ]);
});
