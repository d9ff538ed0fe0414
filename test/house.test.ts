/** The rules of the house (docs/house.md), held by a check. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const VENDORS = ['khoros', 'convrs', 'zendesk', 'deskpro'];

interface SourceFile {
  /** From `src/` on, such as `core/sign.ts`. */
  readonly path: string;
  /** Packages by name, our own files as paths from `src/` on. */
  readonly imports: readonly string[];
  /** Without comments. */
  readonly code: string;
  /** With comments, and without the examples in them. */
  readonly text: string;
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(SRC + path, 'utf8');
    const imports = ts
      .preProcessFile(text, true, true)
      .importedFiles.map(({ fileName }) => fileName);
    const compilerOptions = { target: ts.ScriptTarget.ESNext, removeComments: true };
    return {
      path,
      imports: imports.map((name) =>
        name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
      ),
      code: ts.transpileModule(text, { compilerOptions }).outputText,
      text: text.replaceAll(/```ts.*?```/gs, ''),
    };
  });
const room = (prefix: string) => files.filter(({ path }) => path.startsWith(prefix));

test('there is something to check', () => {
  expect(room('core/').length).toBeGreaterThan(10);
  expect(room('core/').flatMap(({ imports }) => imports)).toContain('core/base64url.ts');
  for (const vendor of VENDORS) expect(room(`vendors/${vendor}/`).length).toBeGreaterThan(1);
});

test('the library imports no package', () => {
  const library = files.filter(({ path }) => !path.startsWith('cli/'));
  expect(
    library.flatMap(({ imports }) => imports.filter((name) => !name.endsWith('.ts'))),
  ).toStrictEqual([]);
});

test('core and vendors name no Unicode class, which would be looked up at import', () => {
  for (const { path, code } of [...room('core/'), ...room('vendors/')]) {
    expect.soft(code, path).not.toMatch(/\\p\{/i);
  }
});

describe.each(room('core/').map((file) => ({ file: file.path, ...file })))('$file', ({
  imports,
  text,
}) => {
  test('imports core alone', () => {
    expect(imports.filter((name) => !/^core\/[\w-]+\.ts$/.test(name))).toStrictEqual([]);
  });

  test('names no vendor', () => {
    expect(text).not.toMatch(new RegExp([...VENDORS, 'smooch', 'sunshine'].join('|'), 'i'));
  });
});

describe.each(VENDORS)('vendors/%s', (vendor) => {
  test('imports core and its own folder alone', () => {
    const foreign = room(`vendors/${vendor}/`)
      .flatMap(({ imports }) => imports)
      .filter((name) => !/^core\//.test(name) && !name.startsWith(`vendors/${vendor}/`));
    expect(foreign.filter((name) => name !== 'vendors/placement.ts')).toStrictEqual([]);
  });

  test('reads like the others', () => {
    const names = room(`vendors/${vendor}/`).map(({ path }) => posix.basename(path));
    expect(names).toEqual(
      expect.arrayContaining(['advice.ts', 'contract.ts', 'index.ts', 'sandbox.ts', 'widget.ts']),
    );
  });
});

describe('faces', () => {
  const faces = files.filter(({ path }) => !path.includes('/'));
  /** Every file that a face reaches. */
  const reach = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const next of files.find((file) => file.path === path)?.imports ?? []) reach(next, seen);
    return seen;
  };

  test('are open to all: a way into the package for each', () => {
    const { exports } = JSON.parse(readFileSync(`${SRC}../package.json`, 'utf8'));
    for (const { path } of faces.filter((file) => file.path !== 'index.ts')) {
      expect(Object.keys(exports)).toContain(`./${path.replace('.ts', '')}`);
    }
  });

  test('import no other face', () => {
    const names = faces.map(({ path }) => path);
    expect(faces.flatMap(({ imports }) => imports).filter((name) => names.includes(name))).toEqual(
      [],
    );
  });

  test.each(['index.ts', 'server.ts', 'html.ts', 'browser.ts'])('%s reaches no advice', (face) => {
    const texts = /(?:advice|inspect|findings|header|times|signature|unwrap|decode)\.ts$/;
    expect([...reach(face)].filter((name) => texts.test(name))).toStrictEqual([]);
    expect([...reach('inspect.ts')].filter((name) => texts.test(name)).length).toBeGreaterThan(8);
  });

  test.each(['browser.ts', 'html.ts'])('%s reaches no signing code', (face) => {
    const reached = [...reach(face)];
    expect(reached.length).toBeGreaterThan(4);
    for (const room of ['sign', 'hmac', 'keys', 'secret', 'verify']) {
      expect(reached).not.toContain(`core/${room}.ts`);
    }
  });
});

test('testing imports core and contracts, no face and no test runner', () => {
  const imports = room('testing/').flatMap((file) => file.imports);
  const allowed = /^(?:(?:core|testing)\/[\w-]+|vendors\/\w+\/[\w-]+|vendors\/advices)\.ts$/;
  expect(imports.filter((name) => !allowed.test(name))).toStrictEqual([]);
});

test('whoever adds a vendor has added it everywhere', () => {
  const read = (name: string) => readFileSync(`${SRC}../${name}`, 'utf8');
  const folders = readdirSync(`${SRC}vendors`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toStrictEqual([...VENDORS].sort());
  for (const name of folders) {
    expect(Object.keys(JSON.parse(read('package.json')).exports)).toContain(`./${name}`);
    expect(read('src/index.ts')).toContain(`./vendors/${name}/index.ts`);
    expect(read('src/cli/vendors.ts')).toContain(`vendor: ${name},`);
    expect(read('src/browser.ts')).toContain(`{ ${name}Widget } from`);
    expect(read('src/vendors/advices.ts')).toContain(`${name}Advice,`);
    expect(read('README.md')).toContain(`| \`${name}\` |`);
    expect(read('docs/index.md')).toContain(`./vendors/${name}.md`);
    expect(read(`docs/vendors/${name}.md`)).toContain(`generated/claims-${name}.md`);
    expect(read('docs/.vitepress/sidebar.ts')).toContain(`/vendors/${name}'`);
    expect(read('docs/.vitepress/generate/main.ts')).toContain(`placements-${name}.md`);
    expect(read('docs/.vitepress/theme/playground/vendors.ts')).toContain(`(${name}, {`);
    expect(read('test/playground/browser/visit.ts')).toContain(`'${name}'`);
    expect(read('test/types/hover.test.ts')).toContain(`    ${name}: `);
    expect(() => JSON.parse(read(`docs/examples/users/${name}.json`))).not.toThrow();
    expect(read(`test/vendors/${name}.test.ts`)).toContain(
      `import * as subpath from 'chat-token/${name}'`,
    );
  }
});

test('only the command line touches Node', () => {
  const outside = files.filter(({ path }) => !path.startsWith('cli/'));
  for (const { imports, code } of outside) {
    expect(imports.filter((name) => name.startsWith('node:'))).toStrictEqual([]);
    expect(code).not.toMatch(/\b(?:Buffer|process|require|__dirname)\b/);
  }
});

test('the command line uses the package by its name', () => {
  const allowed =
    /^(?:node:|chat-token(?:\/inspect)?$|cli\/|core\/(?:schema|spelling|unwrap)\.ts$|vendors\/(?:\w+\/widget|placement)\.ts$)/;
  const imports = room('cli/').flatMap((file) => file.imports);
  expect(imports.filter((name) => !allowed.test(name))).toStrictEqual([]);
});
