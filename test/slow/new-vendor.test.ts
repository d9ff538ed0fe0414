/**
 * A vendor is one folder and one line: added to a copy of the repository, a vendor appears in everything
 * that is derived, and passes the tests of every vendor. Without it, every byte is as before.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/files.ts';

const copy = mkdtempSync(join(tmpdir(), 'chat-token-vendor-'));
/** Two vendors of the tests. The second one needs configuration. */
const ADDED = ['acme-chat', 'acme-cloud'];
const INDEX = `${copy}/src/vendors/index.ts`;

/** What is not part of the repository. */
const IGNORED =
  /\/(?:node_modules|dist|reports|coverage|\.build|\.snippets|docs\/api|cache)(?:\/|$)/;

/** Returns the content of each file of the copy. */
function contents(): Map<string, string> {
  const files = readdirSync(copy, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
  return new Map(
    paths
      .filter((path) => !IGNORED.test(path.slice(copy.length)))
      .sort()
      .map((path) => [path.slice(copy.length + 1), readFileSync(path, 'latin1')]),
  );
}

function run(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
}

/** Runs the command line from the source of the copy. */
async function runCommand(...args: string[]): Promise<string> {
  const outfile = 'reports/cli.mjs';
  await build({
    absWorkingDir: copy,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
  });
  return run(outfile, ...args);
}

const read = (path: string) => readFileSync(`${copy}/${path}`, 'utf8');

/** The paths of files that differ, or that only one of the two has. */
function changed(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}

beforeAll(() => {
  for (const name of ['src', 'scripts', 'docs', 'test', 'package.json', 'jsr.json', 'README.md']) {
    cpSync(ROOT + name, `${copy}/${name}`, {
      recursive: true,
      filter: (path) => !IGNORED.test(path.slice(ROOT.length - 1)),
    });
  }
  for (const name of ['tsconfig.json', 'vitest.config.ts']) cpSync(ROOT + name, `${copy}/${name}`);
  symlinkSync(`${ROOT}node_modules`, `${copy}/node_modules`);
});

afterAll(() => rmSync(copy, { recursive: true }));

describe('with a folder and a line', () => {
  let before: Map<string, string>;
  let index: string;

  beforeAll(() => {
    run('scripts/generate.mjs');
    before = contents();
    index = readFileSync(INDEX, 'utf8');
    for (const name of ADDED) {
      cpSync(`${ROOT}test/slow/${name}`, `${copy}/src/vendors/${name}`, { recursive: true });
      appendFileSync(INDEX, `export * from './${name}/index.ts';\n`);
    }
    run('scripts/generate.mjs');
  });

  test('only derived files change', () => {
    const lists = ['checks', 'examples', 'index', 'scripts', 'snippets', 'widgets'];
    const files = ADDED.flatMap((name) =>
      readdirSync(`${ROOT}test/slow/${name}`).map((file) => `${name}/${file}`),
    );
    expect(changed(before, contents())).toStrictEqual(
      [
        ...[
          'README.md',
          'docs/index.md',
          'docs/findings.md',
          ...ADDED.map((name) => `docs/vendors/${name}.md`),
          'jsr.json',
        ],
        ...lists.map((name) => `src/vendors/${name}.ts`),
        ...files.map((name) => `src/vendors/${name}`),
      ].sort(),
    );
  });

  test('the vendor is in every list', () => {
    expect(JSON.parse(read('jsr.json')).exports).toMatchObject({
      './vendors/acme-chat': './src/vendors/acme-chat/index.ts',
    });
    expect(read('README.md')).toContain(
      '| [Acme Chat](docs/vendors/acme-chat.md) | `acmeChat` | JWT | required | `member_no` | `acme_jwt` |',
    );
    expect(read('docs/index.md')).toContain('| [Acme Chat](./vendors/acme-chat.md) |');
    expect(read('docs/findings.md')).toMatch(/^## Acme Chat$.*^\| `MEMBER_NO_MISSING` \|/ms);
    const page = read('docs/vendors/acme-chat.md');
    expect(page).toContain('# Acme Chat\n');
    expect(page).toContain('| `member_no` | string, not blank | yes |');
    expect(page).toContain('| `product` | always `"acme"` | added by signing | The product. |');
    expect(page).toContain("acmeSettings = { acme_jwt: '<token>' };");
    const configured = read('docs/vendors/acme-cloud.md');
    expect(configured).toContain("const vendor = acmeCloud({ widgetId: 'w_1' });");
    expect(configured).toContain('| `seat` | string, not blank | yes |');
  });

  test('the command line has it', async () => {
    const vendors: { name: string }[] = JSON.parse(await runCommand('vendors', '--json'));
    expect(vendors).toContainEqual(
      expect.objectContaining({ name: 'acme-chat', keyId: 'required' }),
    );
    const results: { vendor: string; valid: boolean }[] = JSON.parse(
      await runCommand('demo', '--json'),
    );
    for (const vendor of ADDED) {
      expect(results).toContainEqual(expect.objectContaining({ vendor, valid: true }));
    }
    expect(results).toHaveLength(vendors.length);
  });

  test('it passes the tests of every vendor, and they find it', () => {
    const report = 'reports/tests.json';
    const folders = ['vendors/vendors', 'playground/', 'project/architecture', 'project/jsr'];
    const docs = ['claims', 'findings', 'generated', 'site', 'vendors'];
    const files = [...folders, 'project/loads', ...docs.map((name) => `docs/${name}`)];
    spawnSync(
      process.execPath,
      [
        ...['node_modules/vitest/vitest.mjs', 'run', ...files.map((name) => `test/${name}`)],
        ...['--reporter=json', `--outputFile=${report}`],
      ],
      { cwd: copy },
    );
    const { testResults }: TestReport = JSON.parse(read(report));
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = [
      ...testResults.map(({ message }) => message).filter((message) => message !== ''),
      ...tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    ];
    expect(failed).toStrictEqual([]);
    expect(testResults.length).toBeGreaterThan(8);
    for (const name of ADDED) {
      const own = tests.filter(({ fullName }) => fullName.includes(name));
      expect(own.length).toBeGreaterThan(30);
    }
    const playground = testResults
      .filter(({ name }) => name.includes('/test/playground/'))
      .flatMap(({ assertionResults }) => assertionResults.map(({ fullName }) => fullName));
    for (const name of ADDED) {
      expect(playground).toContain(
        `'${name}' the example gives a token without errors, and settings`,
      );
    }
  });

  test('without it, every byte is as before', () => {
    for (const name of ADDED) rmSync(`${copy}/src/vendors/${name}`, { recursive: true });
    writeFileSync(INDEX, index);
    run('scripts/generate.mjs');
    expect(changed(before, contents())).toStrictEqual([]);
  });
});

interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
