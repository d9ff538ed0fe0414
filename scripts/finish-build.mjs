// @ts-check
/**
 * Adds to `dist/`, after tsup, what tsup does not make:
 *
 * - `cjs/*.cjs`: a small file for each entry point, which takes its exports from `cjs/bundle.cjs`
 * - `*.d.ts` and `cjs/*.d.cts`: the declarations, bundled for each entry point
 * - `vendors/*`: re-exports of `index`, so that the vendors are in one file of each format
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

/** @type {Record<string, string>} */
const { exports } = JSON.parse(readFileSync('jsr.json', 'utf8'));

const entries = Object.entries(exports).map(([path, source]) => ({
  name: path.slice(2) || 'index',
  source,
}));

/** Entry points that are built: `{ name: 'server', source: './src/server/index.ts' }`. */
const BUILT = entries.filter(({ name }) => !name.startsWith('vendors/'));

/** Entry points of vendors, which re-export what `index` contains. */
const VENDORS = entries.filter(({ name }) => name.startsWith('vendors/'));

async function writeCommonJs() {
  for (const { name } of BUILT) {
    const names = Object.keys(await import(resolve(`dist/${name}.js`)));
    writeCommonJsEntry(name, `const { ${name}: entry } = require('./bundle.cjs');`, names);
  }
}

/**
 * @param {string} name
 * @param {string} load declares `entry`
 * @param {string[]} names
 */
function writeCommonJsEntry(name, load, names) {
  write(`dist/cjs/${name}.cjs`, [
    "'use strict';",
    "Object.defineProperty(exports, '__esModule', { value: true });",
    load,
    ...names.map((each) => `exports.${each} = entry.${each};`),
  ]);
}

async function writeDeclarations() {
  const bundle = await rollup({
    input: Object.fromEntries(BUILT.map(({ name, source }) => [name, declarationOf(source)])),
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

function writeVendors() {
  const program = ts.createProgram(
    VENDORS.map(({ source }) => source),
    { allowImportingTsExtensions: true, module: ts.ModuleKind.NodeNext, noLib: true, types: [] },
  );
  for (const { name, source } of VENDORS) {
    const { values, types } = exportsOf(program, source);
    const declaration = ['export {', ...values, ...types.map((each) => `type ${each}`)];
    const list = declaration.join(',\n  ').replace('{,', '{');
    write(`dist/${name}.js`, [`export { ${values.join(', ')} } from '../index.js';`]);
    write(`dist/${name}.d.ts`, [`${list},\n} from '../index.js';`]);
    write(`dist/cjs/${name}.d.cts`, [`${list},\n} from '../index.cjs';`]);
    writeCommonJsEntry(name, "const { index: entry } = require('../bundle.cjs');", values);
  }
}

/**
 * Returns the names that a source file exports, those of the files that it re-exports included.
 * @param {ts.Program} program
 * @param {string} source
 * @returns {{ values: string[], types: string[] }}
 */
function exportsOf(program, source) {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(source);
  const symbol = file && checker.getSymbolAtLocation(file);
  if (symbol === undefined) throw new Error(`${source} exports nothing`);
  /** @type {string[]} */
  const values = [];
  /** @type {string[]} */
  const types = [];
  for (const exported of checker.getExportsOfModule(symbol)) {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const { flags } = isAlias ? checker.getAliasedSymbol(exported) : exported;
    (flags & ts.SymbolFlags.Value ? values : types).push(exported.name);
  }
  return { values, types };
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
writeVendors();
