// @ts-check
/**
 * Adds to `dist/`, after tsup, what tsup does not make:
 *
 * - `cjs/*.cjs`: a small file for each entry point, which takes its exports from `cjs/bundle.cjs`
 * - `*.d.ts` and `cjs/*.d.cts`: the declarations, bundled for each entry point
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, posix, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

/** @type {Record<string, string>} */
const { exports } = JSON.parse(readFileSync('jsr.json', 'utf8'));

/**
 * Each entry point's name and source: `['khoros', './src/vendors/khoros/index.ts']`.
 * @type {[name: string, source: string][]}
 */
const ENTRIES = Object.entries(exports).map(([path, source]) => [path.slice(2) || 'index', source]);

async function writeCommonJs() {
  for (const [name] of ENTRIES) {
    const path = posix.relative(posix.dirname(`/${name}`), '/bundle.cjs');
    const names = Object.keys(await import(resolve(`dist/${name}.js`)));
    write(`dist/cjs/${name}.cjs`, [
      "'use strict';",
      "Object.defineProperty(exports, '__esModule', { value: true });",
      `const { ${name} } = require('./${path}');`,
      ...names.map((each) => `exports.${each} = ${name}.${each};`),
    ]);
  }
}

async function writeDeclarations() {
  const bundle = await rollup({
    input: Object.fromEntries(ENTRIES.map(([name, source]) => [name, declarationOf(source)])),
    plugins: [
      {
        name: 'declarations-of-sources',
        resolveId: (source, importer) =>
          importer === undefined ? source : declarationOf(resolve(dirname(importer), source)),
        load: (id) => declare(id.replace(/\.d\.ts$/, '.ts')),
      },
      dts(),
    ],
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name].d.ts',
    chunkFileNames: ({ name }) => `${name.replace('.d', '')}-[hash].d.ts`,
  });
  for (const file of output) {
    if (file.type !== 'chunk') continue;
    write(`dist/${file.fileName}`, [file.code]);
    const commonJs = file.code.replace(/((?:from|import) '\.[^']+)\.js'/g, "$1.cjs'");
    write(`dist/cjs/${file.fileName.replace(/\.ts$/, '.cts')}`, [commonJs]);
  }
}

/** @param {string} source */
function declarationOf(source) {
  return resolve(source).replace(/\.ts$/, '.d.ts');
}

/**
 * Writes a file's declarations from that file alone, as `isolatedDeclarations` allows. `npm run types`
 * checks the types.
 * @param {string} fileName
 */
function declare(fileName) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, isolatedDeclarations: true };
  return ts.transpileDeclaration(readFileSync(fileName, 'utf8'), { fileName, compilerOptions })
    .outputText;
}

/**
 * @param {string} path
 * @param {string[]} lines
 */
function write(path, lines) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

await writeCommonJs();
await writeDeclarations();
