/**
 * The lists of all vendors in `src/vendors/`, from the lines of `src/vendors/index.ts` and from what
 * the vendors' folders export. Reads text only: it must work while a list is out of date.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The content of generated files by their path. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** One thing that a vendor's folder provides. */
interface Part {
  /** The vendor's name: `amazon-connect`. */
  readonly vendor: string;
  /** The file that has it, relative to `src/vendors/`. */
  readonly path: string;
  /** The name of the export, or of the import of a JSON file: `amazonConnectChecks`. */
  readonly name: string;
}

const VENDORS = 'src/vendors';
const HEADER = '// Written by `npm run generate`. Do not edit.';

/** Returns the names of the vendors' folders, in alphabetical order. */
export function vendorFolders(): string[] {
  const index = readFileSync(`${VENDORS}/index.ts`, 'utf8');
  return [...index.matchAll(/^export \* from '\.\/([^/']+)\/index\.ts';$/gm)]
    .map(([, folder = '']) => folder)
    .sort();
}

/** Writes the lists. */
export function generateLists(): GeneratedFiles {
  return new Map([
    [`${VENDORS}/checks.ts`, checks(exported('checks', 'Checks'))],
    [`${VENDORS}/examples.ts`, examples(exampleFiles())],
    [`${VENDORS}/scripts.ts`, scripts(exported('widget', 'ScriptWidget'), widgetTypes())],
    [`${VENDORS}/snippets.ts`, snippets(exported('widget', 'Snippets'))],
    [`${VENDORS}/widgets.ts`, widgets(exported('widget', '(?<!Script)Widget'), widgetTypes())],
    ['jsr.json', jsrJson()],
  ]);
}

/** Returns the exports of a file of each vendor whose names have an ending: `khorosChecks`. */
function exported(file: string, ending: string): Part[] {
  return vendorFolders().flatMap((folder) => {
    const path = `${folder}/${file}.ts`;
    if (!existsSync(`${VENDORS}/${path}`)) return [];
    const source = readFileSync(`${VENDORS}/${path}`, 'utf8');
    const names = source.matchAll(new RegExp(`^export const ((\\w+?)${ending})\\b`, 'gm'));
    return [...names]
      .map(([, name = '', vendor = '']) => ({ vendor: kebabCase(vendor), path, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/**
 * Returns `example.json` of each vendor. A second vendor in the folder has `example-<suffix>.json`. A folder
 * whose vendors all have a suffix has only such files.
 */
function exampleFiles(): Part[] {
  return vendorFolders().flatMap((folder) =>
    readdirSync(`${VENDORS}/${folder}`)
      .sort()
      .flatMap((file) => {
        const suffix = /^example(|-[a-z0-9-]+)\.json$/.exec(file)?.at(1);
        if (suffix === undefined) return [];
        const vendor = `${folder}${suffix}`;
        return [{ vendor, path: `${folder}/${file}`, name: camelCase(vendor) }];
      }),
  );
}

function checks(parts: readonly Part[]): string {
  return lines(
    "import type { VendorChecks } from '../inspect/findings.ts';",
    ...parts.map(({ name, path }) => `import { ${name} } from './${path}';`),
    '',
    '/** The checks of all vendors. */',
    list(
      'export const CHECKS: readonly VendorChecks[] = [',
      parts.map(({ name }) => name),
      '];',
    ),
  );
}

function examples(parts: readonly Part[]): string {
  return lines(
    "import type { VendorExample } from './example.ts';",
    ...parts.map(({ name, path }) => `import ${name} from './${path}' with { type: 'json' };`),
    '',
    "/** The examples of all vendors, by the vendor's name. */",
    'export const EXAMPLES: Readonly<Record<string, VendorExample>> = {',
    ...parts.map(({ vendor, name }) => member(vendor, name)),
    '};',
  );
}

function snippets(parts: readonly Part[]): string {
  return lines(
    "import type { Snippet } from './snippet.ts';",
    ...parts.map(({ name, path }) => `import { ${name} } from './${path}';`),
    '',
    "/** The code that gives each vendor's widget the token, by the vendor's name. */",
    'export const SNIPPETS: Readonly<Record<string, readonly Snippet[]>> = {',
    ...parts.map(({ vendor, name }) => member(vendor, name)),
    '};',
  );
}

function scripts(parts: readonly Part[], types: readonly string[]): string {
  return lines(
    ...parts.map(({ name, path }) => {
      const as = name.replace(/ScriptWidget$/, 'Widget');
      return list('export {', [`${name} as ${as}`], `} from './${path}';`, ' ');
    }),
    ...types,
  );
}

function widgets(parts: readonly Part[], types: readonly string[]): string {
  return lines(...parts.map(({ name, path }) => `export { ${name} } from './${path}';`), ...types);
}

/** The types of what the functions that make widgets take. */
function widgetTypes(): string[] {
  return vendorFolders().flatMap((folder) => {
    const path = `${folder}/widget.ts`;
    if (!existsSync(`${VENDORS}/${path}`)) return [];
    const source = readFileSync(`${VENDORS}/${path}`, 'utf8');
    const names = [...source.matchAll(/^export interface (\w+)/gm)].map(([, name = '']) => name);
    return names.length === 0
      ? []
      : [`export type { ${names.sort().join(', ')} } from './${path}';`];
  });
}

/** JSR accepts no wildcards, so `jsr.json` lists the vendors. Its version is that of `package.json`. */
function jsrJson(): string {
  const { exports, ...rest } = JSON.parse(readFileSync('jsr.json', 'utf8'));
  const { name, license, version: _, ...others } = rest;
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const entries = Object.entries<string>(exports).filter(([path]) => !isVendorPath(path));
  const vendors = vendorFolders().map((vendor) => [
    `./vendors/${vendor}`,
    `./${VENDORS}/${vendor}/index.ts`,
  ]);
  const all = Object.fromEntries([...entries, ...vendors]);
  const text = JSON.stringify({ name, version, license, exports: all, ...others }, undefined, 2);
  // Lists of strings on one line, as Biome writes them.
  return `${text.replaceAll(/\[\s+("[^\]]*")\s+\]/g, (_, items: string) => `[${items.replaceAll(/,\s+/g, ', ')}]`)}\n`;
}

function isVendorPath(path: string): boolean {
  return path.startsWith('./vendors/');
}

function lines(...code: readonly string[]): string {
  return `${[HEADER, ...code].join('\n')}\n`;
}

const MAX_WIDTH = 100;

/** Writes a list on one line if it fits, as Biome does. */
function list(start: string, items: readonly string[], end: string, space = ''): string {
  const short = `${start}${space}${items.join(', ')}${space}${end}`;
  return short.length <= MAX_WIDTH
    ? short
    : [start, ...items.map((item) => `  ${item},`), end].join('\n');
}

function member(key: string, value: string): string {
  if (key === value) return `  ${key},`;
  return `  ${key.includes('-') ? `'${key}'` : key}: ${value},`;
}

/** Returns `amazon-connect` of `amazonConnect`. */
function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Returns `amazonConnect` of `amazon-connect`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
