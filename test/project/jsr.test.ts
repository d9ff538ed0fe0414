/** jsr.json matches package.json. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { vendorFolders } from '../../scripts/generate/lists.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const jsr = read('jsr.json');
const npm = read('package.json');

test('version and licence', () => {
  expect([jsr.version, jsr.license]).toStrictEqual([npm.version, npm.license]);
});

test('the same entry points, which npm has in both formats with declarations', () => {
  const { './package.json': _, ...entries } = npm.exports;
  // npm has one entry for all vendors: JSR accepts no wildcards.
  const paths = Object.keys(jsr.exports).map((path) =>
    path.replace(/^\.\/vendors\/.*/, './vendors/*'),
  );
  const built = paths.map((path) => {
    const name = path.slice(2) || 'index';
    const formats = {
      import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
      require: { types: `./dist/cjs/${name}.d.cts`, default: `./dist/cjs/${name}.cjs` },
    };
    return [path, formats];
  });
  expect(entries).toStrictEqual(Object.fromEntries(built));
});

test('every vendor', () => {
  const vendors = Object.entries(jsr.exports).filter(([path]) => path.startsWith('./vendors/'));
  expect(vendors).toStrictEqual(
    vendorFolders().map((name) => [`./vendors/${name}`, `./src/vendors/${name}/index.ts`]),
  );
});

test('the same dependencies, which JSR takes from npm', () => {
  const imports = Object.entries(npm.dependencies).map(([name, range]) => [
    name,
    `npm:${name}@${range}`,
  ]);
  expect(imports).not.toStrictEqual([]);
  expect(jsr.imports).toStrictEqual(Object.fromEntries(imports));
});
