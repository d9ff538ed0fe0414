/** The vendors' pages: their headings, the generated parts, known findings, and every documented error. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentedVendors } from '../../scripts/generate/vendors.ts';
import { checkedVendor } from '../../src/inspect/findings.ts';
import { CHECKS } from '../../src/vendors/checks.ts';
import { ROOT } from '../support/files.ts';

const HEADINGS = ['Sign', 'Connect', 'Secret', 'Refresh', 'Log out', 'Errors', 'Sources'];

const read = (path: string) => readFileSync(ROOT + path, 'utf8');
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match.slice(1).join(' '));

const refused = read('docs/refused.md');
const findings = read('docs/findings.md');
const listed = all(findings, /^\| `([A-Z][A-Z0-9_]+)` \|/gm);
const nameLike = /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g;

describe.each(
  documentedVendors().map(({ vendor, ...rest }) => ({ name: vendor.name, vendor, ...rest })),
)('the page of $name', ({ name, vendor, exportName, snippets, guide, example }) => {
  const page = read(`docs/vendors/${name}.md`);
  const section = (heading: string) => page.split(`\n## ${heading}\n`).at(1)?.split('\n## ')[0];
  const ownFindings =
    CHECKS.find((checks) => checkedVendor(checks.vendor).name === name)?.findings ?? {};

  test('has the headings, and the generated parts under them', () => {
    const what = vendor.token.kind === 'jwt' ? 'Claims' : 'Fields';
    expect(all(page, /^## (.*)$/gm)).toStrictEqual([what, ...HEADINGS]);
    expect(all(page, /^# (.*)$/gm)).toStrictEqual([vendor.title]);
    const [checkedOn] = all(guide, /^checkedOn: (.*)$/gm);
    expect(page).toContain(`| Checked on | ${checkedOn} |`);
    expect(section(what)).toMatch(/^\| (?:claim|field) \|/m);
    const made = `const vendor = ${exportName}(`;
    if (example.config !== undefined) expect(section('Sign')).toContain(made);
    const argument = example.config === undefined ? exportName : 'vendor';
    expect(section('Sign')).toContain(`signChatLogin(\n  ${argument},`);
    expect(snippets.length).toBeGreaterThan(0);
    for (const { platform, code, source } of snippets) {
      expect(section('Connect')).toContain(`### ${platform}\n`);
      expect(section('Connect')).toContain(`\n${code}\n`);
      expect(section('Connect')).toContain(`[Source](${source})`);
    }
  });

  test('links to the vendor documentation that the vendor object names', () => {
    expect(section('Sources')).toContain(`(${vendor.docs})`);
  });

  test('names findings that exist', () => {
    const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
    const named = all(page, nameLike).filter((code) => !code.startsWith(prefix));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !listed.includes(code))).toStrictEqual([]);
  });

  test('or docs/refused.md explains each of its errors', () => {
    const errors = Object.entries(ownFindings).filter(([, [severity]]) => severity === 'error');
    const explained = `${refused}${page}`;
    expect(
      errors.map(([code]) => code).filter((code) => !explained.includes(`\`${code}\``)),
    ).toStrictEqual([]);
  });
});

test('every vendor has a page', () => {
  const pages = documentedVendors().map(({ vendor }) => `${vendor.name}.md`);
  expect(readdirSync(`${ROOT}docs/vendors`).toSorted()).toStrictEqual(
    [...pages, 'own.md'].toSorted(),
  );
});

test.each([
  'khoros',
  'zendesk',
])('%s: each error text is on its page and in docs/refused.md', (vendor) => {
  const source = read('src/vendors/smooch/rejections.ts');
  const known = all(source, /rejectionOf\(\s*(\d+),\s*'(\w+)',\s*'([^']+)'/g);
  expect(known.length).toBeGreaterThan(4);
  const page = read(`docs/vendors/${vendor}.md`);
  const documented = all(page, /^\| (\d{3}) `(\w+)`: `([^`]+)` \|/gm);
  expect(known.filter((text) => !documented.includes(text))).toStrictEqual([]);
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

test('docs/refused.md explains each error of every vendor but those that come before any vendor', () => {
  const own = CHECKS.flatMap((checks) => Object.keys(checks.findings));
  const errors = all(findings, /^\| `([A-Z][A-Z0-9_]+)` \| error \|/gm).filter(
    (code) => !own.includes(code),
  );
  expect(errors.length).toBeGreaterThan(20);
  expect(errors.filter((code) => !refused.includes(`\`${code}\``))).toStrictEqual([
    'TOKEN_NOT_STRING',
    'TOKEN_TOO_LARGE',
    'TOKEN_TOO_DEEP',
    'EXP_BEYOND_MAX',
    'CLAIMS_NOT_OBJECT',
  ]);
});
