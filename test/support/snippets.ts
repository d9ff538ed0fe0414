/** The TypeScript blocks of the README, the documentation and the doc comments. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Snippet {
  /** The file, and the number of the block in it. */
  readonly name: string;
  readonly code: string;
  /** `page`, `vitest` or `jest`: where the snippet runs, if not in Node.js. */
  readonly place: string | undefined;
}

const files = ['README.md', ...filesUnder('docs', '.md'), ...filesUnder('src', '.ts')];

export const snippets: readonly Snippet[] = files.flatMap((file) => {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  // In a doc comment each line starts with a star.
  const blocks = text.matchAll(/^([ *]*)```ts(?: (page|vitest|jest))?\n(.*?)^[ *]*```$/gms);
  return [...blocks].map(([, indent = '', place, code = ''], index) => ({
    name: `${file.replace(/\W/g, '-')}-${index + 1}`,
    code: code.replaceAll(new RegExp(`^${indent.trimEnd().replaceAll('*', '\\*')} ?`, 'gm'), ''),
    place,
  }));
});

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.startsWith('api/'))
    .map((file) => `${folder}/${file}`);
}

/** Writes each snippet to a file in `test/.snippets/<folder>/`, and returns the path of a snippet's file. */
export function writeSnippets(folder: string): (snippet: Snippet) => string {
  const path = `${ROOT}test/.snippets/${folder}/`;
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  for (const { name, code } of snippets) {
    writeFileSync(`${path}${name}.ts`, `${code}\nexport {};\n`);
  }
  return ({ name }) => `${path}${name}.ts`;
}
