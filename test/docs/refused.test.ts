/** docs/refused.md: that a search for a vendor's error text ends there, and that its links hold. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingSections } from './findings.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/refused.md');
const headings = [...page.matchAll(/^###? (.*)$/gm)].map(([, heading]) => heading);

test('each error text of Khoros and Zendesk has its heading', () => {
  const source = read('src/vendors/smooch/refusals.ts');
  const texts = [...source.matchAll(/refusalOf\(\s*\d+,\s*'(\w+)',\s*'([^']+)'/g)];
  expect(texts.length).toBeGreaterThan(4);
  for (const [, code, text] of texts) {
    expect(headings).toContain(`\`${text}\``);
    expect(page).toContain(`\`${code}\``);
  }
});

test.each([
  '`Error logging in. Make sure externalId and JWT are valid`',
  '`Secret invalid`',
  '409: the e-mail address belongs to another user',
  'Deskpro rejects the token',
  'The test tool says that the token has expired',
  'The test tool says that the signature is invalid',
  'No error, and the visitor is unknown',
  'Your own endpoint answers 401, 403 or 500',
])('has the symptom %s', (heading) => {
  expect(headings).toContain(heading);
});

test('each finding links to where it is listed', () => {
  const links = [...page.matchAll(/\[`([A-Z][A-Z0-9_]+)`\]\(findings\.md#([\w-]+)\)/g)];
  expect(links.length).toBeGreaterThan(40);
  for (const [, code = '', anchor] of links)
    expect([code, findingSections.get(code)]).toEqual([code, anchor]);
});

test('and none is named without a link', () => {
  const named = [...page.matchAll(/(?<!\[)`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)];
  const unlinked = named.map(([, code = '']) => code).filter((code) => findingSections.has(code));
  expect(unlinked).toStrictEqual([]);
});

test('each finding of severity error leads to a symptom, but for those that no vendor is asked about', () => {
  const listed = read('docs/findings.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| error \|/gm);
  const missing = [...listed]
    .map(([, code = '']) => code)
    .filter((code) => !page.includes(`\`${code}\``));
  expect(missing).toStrictEqual(NOT_HERE);
});

/** Found before any vendor could be asked, or for vendors of one's own alone. */
const NOT_HERE = [
  'TOKEN_NOT_STRING',
  'TOKEN_TOO_LARGE',
  'TOKEN_TOO_DEEP',
  'EXP_BEYOND_MAX',
  'CLAIMS_NOT_OBJECT',
];
