/** The pages and tables that are written from the vendors' folders. */
import { readFileSync } from 'node:fs';
import { findingsPage } from './findings.ts';
import type { GeneratedFiles } from './lists.ts';
import { vendorPage, vendorTable, withTable } from './page.ts';
import { documentedVendors } from './vendors.ts';

/** Writes the pages. */
export function generatePages(): GeneratedFiles {
  const vendors = documentedVendors();
  const inPage = (path: string, folder: string): [string, string] => [
    path,
    withTable(readFileSync(path, 'utf8'), vendorTable(vendors, folder)),
  ];
  return new Map([
    inPage('README.md', 'docs/vendors'),
    inPage('docs/index.md', './vendors'),
    ['docs/findings.md', findingsPage()],
    ...vendors.map((documented): [string, string] => [
      `docs/vendors/${documented.vendor.name}.md`,
      vendorPage(documented),
    ]),
  ]);
}

/** Returns whether a page of `docs/vendors/` was written for a vendor that is gone. */
export function isStalePage(path: string, generated: GeneratedFiles): boolean {
  return (
    path.endsWith('.md') &&
    !generated.has(path) &&
    readFileSync(path, 'utf8').includes('<!-- Written by `npm run generate`')
  );
}
