// @ts-check
/**
 * Writes everything that is derived from `src/vendors/`. The lists come first, because the pages import
 * them. Pages of vendors that are gone are deleted.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @param {string} name */
async function load(name) {
  const outfile = resolve(`reports/generate/${name}.mjs`);
  await build({
    entryPoints: [`scripts/generate/${name}.ts`],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** @param {ReadonlyMap<string, string>} files */
function write(files) {
  for (const [path, content] of files) writeFileSync(path, content);
}

const { generateLists } = await load('lists');
write(generateLists());

const { generatePages, isStalePage } = await load('pages');
const pages = generatePages();
write(pages);
for (const file of readdirSync('docs/vendors')) {
  const path = `docs/vendors/${file}`;
  if (isStalePage(path, pages)) rmSync(path);
}
