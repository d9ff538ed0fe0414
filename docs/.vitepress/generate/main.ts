/** Writes what pages include to docs/generated/, and docs/findings.md, which is committed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { convrs, deskpro, khoros, zendesk } from '../../../src/index.ts';
import { convrsSnippets } from '../../../src/vendors/convrs/widget.ts';
import { deskproSnippets } from '../../../src/vendors/deskpro/widget.ts';
import { khorosSnippets } from '../../../src/vendors/khoros/widget.ts';
import { zendeskSnippets } from '../../../src/vendors/zendesk/widget.ts';
import { claimsTable, type DocumentedVendor } from './claims.ts';
import { findingsPage } from './findings.ts';
import { snippetsText } from './snippets.ts';

/** Run by npm, from the root of the repository. */
const read = (path: string) => readFileSync(path, 'utf8');

function write(name: string, text: string): void {
  mkdirSync('docs/generated', { recursive: true });
  writeFileSync(`docs/generated/${name}`, text);
}

function writeClaims(vendor: DocumentedVendor): void {
  const contract = read(`src/vendors/${vendor.name}/contract.ts`);
  const times = read('src/token/verify.ts');
  write(`claims-${vendor.name}.md`, claimsTable(vendor, { contract, times }));
}

// What was written before may have had other names.
rmSync('docs/generated', { recursive: true, force: true });
for (const vendor of [khoros, convrs, zendesk, deskpro]) writeClaims(vendor);
write('snippets-khoros.md', snippetsText(khorosSnippets));
write('snippets-convrs.md', snippetsText(convrsSnippets));
write('snippets-zendesk.md', snippetsText(zendeskSnippets));
write('snippets-deskpro.md', snippetsText(deskproSnippets));
writeFileSync('docs/findings.md', findingsPage());

// VitePress passes over an include that is not there, without a word.
for (const page of readdirSync('docs', { recursive: true, encoding: 'utf8' })) {
  if (!page.endsWith('.md') || page.startsWith('api/')) continue;
  for (const [, included = ''] of read(`docs/${page}`).matchAll(/<!--@include: (\S+)-->/g)) {
    const file = join('docs', dirname(page), included);
    if (!existsSync(file)) throw new Error(`docs/${page} includes ${file}, which is not there`);
  }
}
