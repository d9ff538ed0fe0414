/** The rules of docs/architecture.md: which folder may import which, and what each may use. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesIn, ROOT } from '../support/files.ts';

/** From top to bottom: a file imports from its own layer and from those below it. */
const LAYERS = [
  ['', 'cli', 'server', 'testing'], // The entry points. Those with several files are folders.
  ['vendors'],
  ['fakes'],
  ['inspect'],
  ['page'],
  ['token'],
  ['formats'],
  ['contract'],
  ['keys'],
  ['schema'],
  ['utils'],
];

/** Folders of `test/` with tests of the whole package instead of one source file. */
const SUITES = readdirSync(`${ROOT}test`).filter((name) => layerOf(`${name}/`) === -1);

interface SourceFile {
  /** The path below `src/`, such as `token/sign.ts`. */
  readonly path: string;
  /** Packages by name, our own files by their path below `src/`. */
  readonly imports: readonly string[];
  /** The imports that remain when types are removed. */
  readonly loads: readonly string[];
  /** Without comments. */
  readonly code: string;
  /** With comments, but without the examples in them. */
  readonly text: string;
}

const files = pathsIn('src').map((path): SourceFile => {
  const text = readFileSync(`${ROOT}src/${path}`, 'utf8');
  const compilerOptions = { target: ts.ScriptTarget.ESNext, removeComments: true };
  const code = ts.transpileModule(text, { compilerOptions }).outputText;
  const importsOf = (source: string) =>
    ts
      .preProcessFile(source, true, true)
      .importedFiles.map(({ fileName: name }) =>
        name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
      );
  return {
    path,
    imports: importsOf(text),
    loads: importsOf(code),
    code,
    text: text.replaceAll(/```ts.*?```/gs, ''),
  };
});

/** The folders of the vendors. Several of them share `vendors/smooch/`. */
const vendors = [
  ...new Set(files.map(({ path }) => /^vendors\/([\w-]+)\//.exec(path)?.[1])),
].filter((name) => name !== undefined && name !== 'smooch');

function pathsIn(folder: string): string[] {
  return filesIn(folder).filter((path) => path.endsWith('.ts'));
}

function layerOf(path: string): number {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  return LAYERS.findIndex((folders) => folders.includes(folder));
}

/** Returns every file that is loaded with a file. */
function reach(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const next of files.find((file) => file.path === path)?.loads ?? []) reach(next, seen);
  return seen;
}

describe.each(files)('src/$path', ({ path, imports, code, text }) => {
  const own = imports.filter((name) => name.endsWith('.ts'));

  test('imports from its own layer or below', () => {
    expect(layerOf(path)).toBeGreaterThan(-1);
    expect(own.filter((name) => layerOf(name) < layerOf(path))).toStrictEqual([]);
    if (!path.includes('/')) expect(own.filter((name) => layerOf(name) === 0)).toStrictEqual([]);
  });

  if (path.startsWith('cli/')) {
    test('imports the package by its name, and Node.js', () => {
      const packages = imports.filter((name) => !/\.(?:ts|json)$/.test(name));
      expect(packages.filter((name) => !/^(?:node:|chat-token(?:\/|$))/.test(name))).toEqual([]);
    });
  } else {
    test('imports no package, except jose to verify, and uses nothing that only Node.js has', () => {
      const packages = path === 'formats/jwt/verify.ts' ? ['jose/jws/compact/verify'] : [];
      const imported = imports.filter((name) => !/\.(?:ts|json)$/.test(name));
      expect([...new Set(imported)]).toEqual(packages);
      expect(code).not.toMatch(/\b(?:Buffer|process|require|__dirname)\b/);
    });
  }

  if (path.startsWith('vendors/') && path.split('/').length === 3) {
    test('imports no other vendor', () => {
      const [, folder = ''] = path.split('/');
      const foreign = own.filter(
        (name) => name.startsWith('vendors/') && !name.startsWith(`vendors/${folder}/`),
      );
      expect(
        foreign.filter((name) => vendors.some((other) => name.includes(`/${other}/`))),
      ).toStrictEqual([]);
    });
  } else if (layerOf(path) > 1) {
    test('names no vendor', () => {
      // These names are also words of any code: a plain object, the page in front.
      const words = ['front', 'helper', 'plain', 'stream'];
      const names = vendors.filter((name = '') => !words.includes(name));
      expect(text).not.toMatch(new RegExp([...names, 'smooch'].join('|'), 'i'));
    });
  }
});

test.each([
  'index.ts',
  'server/index.ts',
  'html.ts',
  'browser.ts',
])('%s reaches no code that inspects', (entry) => {
  const inspection = /^inspect\/|\/checks\.ts$/;
  expect([...reach(entry)].filter((path) => inspection.test(path))).toStrictEqual([]);
  expect([...reach('inspect.ts')].filter((path) => inspection.test(path)).length).toBeGreaterThan(
    8,
  );
});

test.each(['browser.ts', 'html.ts'])('%s reaches no signing code', (entry) => {
  const reached = [...reach(entry)];
  expect(reached.length).toBeGreaterThan(4);
  for (const path of ['token/sign.ts', 'token/verify.ts', 'keys/keys.ts', 'keys/hmac.ts']) {
    expect([...reach('index.ts')]).toContain(path);
    expect(reached).not.toContain(path);
  }
});

test('no folder has more than 14 files', () => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 14)).toStrictEqual([]);
});

test("the tests of a file are at the file's path, or in a folder there", () => {
  const misplaced = pathsIn('test')
    .filter((path) => path.endsWith('.test.ts') && !SUITES.includes(path.split('/')[0] ?? ''))
    .map((path) => path.slice(0, -'.test.ts'.length))
    .filter((path) =>
      [`${path}.ts`, `${posix.dirname(path)}.ts`, `${posix.dirname(path)}/index.ts`].every(
        (file) => file === './index.ts' || !existsSync(`${ROOT}src/${file}`),
      ),
    );
  expect(misplaced).toStrictEqual([]);
});

test('docs/architecture.md names files that exist', () => {
  const page = readFileSync(`${ROOT}docs/architecture.md`, 'utf8');
  const named = [...page.matchAll(/`([\w.-]+\/[\w./-]+\.ts)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(25);
  const exists = (path: string) => existsSync(ROOT + path) || existsSync(`${ROOT}src/${path}`);
  expect(named.filter((path) => !exists(path))).toStrictEqual([]);
  expect(page.split('\n').length).toBeLessThanOrEqual(150);
});
