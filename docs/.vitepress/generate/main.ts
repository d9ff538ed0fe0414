/** Writes what pages include and what must not drift from the code, to docs/generated/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const times = read('src/core/verify.ts');
  write(`claims-${vendor.name}.md`, claimsTable(vendor, { contract, times }));
}

for (const vendor of [khoros, convrs, zendesk, deskpro]) writeClaims(vendor);
write('placements-khoros.md', placementsText(khorosPlacements));
write('placements-convrs.md', placementsText(convrsPlacements));
write('placements-zendesk.md', placementsText(zendeskPlacements));
write('placements-deskpro.md', placementsText(deskproPlacements));
