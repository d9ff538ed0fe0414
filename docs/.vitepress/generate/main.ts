/** Writes what pages include and what must not drift from the code, to docs/generated/. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { convrs, deskpro, khoros, zendesk } from '../../../src/index.ts';
import { convrsPlacements } from '../../../src/vendors/convrs/widget.ts';
import { deskproPlacements } from '../../../src/vendors/deskpro/widget.ts';
import { khorosPlacements } from '../../../src/vendors/khoros/widget.ts';
import { zendeskPlacements } from '../../../src/vendors/zendesk/widget.ts';
import { claimsTable, type DocumentedVendor } from './claims.ts';
import { placementsText } from './placements.ts';

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
write('placements-khoros.md', placementsText(khorosPlacements));
write('placements-convrs.md', placementsText(convrsPlacements));
write('placements-zendesk.md', placementsText(zendeskPlacements));
write('placements-deskpro.md', placementsText(deskproPlacements));

// VitePress passes over an include that is not there, without a word.
for (const page of readdirSync('docs', { recursive: true, encoding: 'utf8' })) {
  if (!page.endsWith('.md') || page.startsWith('api/')) continue;
  for (const [, included = ''] of read(`docs/${page}`).matchAll(/<!--@include: (\S+)-->/g)) {
    const file = join('docs', dirname(page), included);
    if (!existsSync(file)) throw new Error(`docs/${page} includes ${file}, which is not there`);
  }
}
