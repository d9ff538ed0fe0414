/** What is published holds no secret, no token and no trace of the machine that built it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, inject, test } from 'vitest';
import { CARD, EMAIL, leaksIn, MARKER_SECRET } from '../leaks/markers.ts';
import { KEY_ID, OTHER_SECRET, SECRET } from '../support/support.ts';

const project = inject('project');
const library = `${project}/node_modules/chat-token/`;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** What must not be in a file, by what it is. */
type Rule = readonly [name: string, pattern: RegExp | string];

/** What the tests sign with; the keys of `testKey` are made from a vendor's name, and published. */
const TEST_DATA: readonly Rule[] = [
  ['a secret of the tests', SECRET],
  ['another secret of the tests', OTHER_SECRET],
  ['a secret of the leak tests', MARKER_SECRET],
  ['a secret of the leak tests, in a string', JSON.stringify(MARKER_SECRET).slice(1, -1)],
  ['an e-mail address of the leak tests', EMAIL],
  ['a card number of the leak tests', CARD],
  ...secretsOfCorpus(),
];

const CREDENTIALS: readonly Rule[] = [
  ['a token', /eyJ[\w-]{8,}\.[\w-]{4,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16,}/],
  ['a private JWK', /"(?:d|k)"\s*:\s*"[\w-]{20,}"/],
  ["a vendor's key", /\b(?:sk_live_\w{8}|ghp_\w{20}|npm_\w{20}|AKIA[A-Z0-9]{16})/],
];

/** What the secrets of the shared cases are, where they have signs enough to be no accident. */
function secretsOfCorpus(): Rule[] {
  const cases: { id: string; secretUtf8?: string; utf8?: string }[] = ['verify', 'secret'].flatMap(
    (name) => JSON.parse(readFileSync(`${root}test/data/${name}.json`, 'utf8')),
  );
  const texts = new Set(cases.flatMap(({ secretUtf8, utf8 }) => [secretUtf8 ?? utf8 ?? '']));
  const long = [...texts].map((text) => text.trim()).filter((text) => new Set(text).size > 8);
  return long.map((text): Rule => ['a secret of the shared cases', text]);
}

/** What the published files are made of. */
const WRITTEN = [
  ...readdirSync(`${root}src/`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`),
  ...['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json'].map((name) => root + name),
]
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** What people have written did not come from the machine: `runner` is a word, too. */
const isWritten = (text: string) => WRITTEN.includes(text);

/** The values of variables, but for short ones; what sounds like a secret is never a word. */
function environment(): Rule[] {
  return Object.entries(process.env).flatMap(([name, value = '']): Rule[] => {
    const isSecret = /token|secret|key|passw|auth(?!or)|credential/i.test(name);
    const isTold = value.length >= (isSecret ? 8 : 12) && (isSecret || !isWritten(value));
    return isTold ? [[`the value of $${name}`, value]] : [];
  });
}

const MACHINE: readonly Rule[] = [
  ['the folder that it was built in', root],
  ['the folder of the tests', tmpdir() === '/tmp' ? '/tmp/' : tmpdir()],
  ['a home', /(?:\/home\/|\/Users\/|\/root\/|[A-Z]:\\Users\\)\w/],
  ['the home of the user', homedir() === '/root' ? '/root/' : homedir()],
  ['an address of a file', /file:\/\/\/\w/],
  ...[hostname(), userInfo().username]
    .filter((name) => name.length > 5 && !isWritten(name))
    .map((name): Rule => ['the name of the machine or the user', new RegExp(`\\b${name}\\b`)]),
  ...environment(),
];

/** The names of the rules that a text breaks; its own content stays out of the report. */
function broken(text: string, rules: readonly Rule[]): string[] {
  const holds = (pattern: RegExp | string) =>
    typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
  return rules.filter(([, pattern]) => holds(pattern)).map(([name]) => name);
}

const ALL = [...MACHINE, ...CREDENTIALS, ...TEST_DATA];

test.each(inject('packedFiles'))('%s', (path) => {
  const text = readFileSync(library + path, 'utf8');
  expect(broken(text, ALL)).toStrictEqual([]);
  expect(leaksIn(text)).toStrictEqual([]);
});

test('the tarball holds what is in its files', () => {
  const [name = ''] = readdirSync(project).filter((file) => file.endsWith('.tgz'));
  const tar = gunzipSync(readFileSync(`${project}/${name}`)).toString('latin1');
  expect(tar.length).toBeGreaterThan(100_000);
  expect(broken(tar, ALL)).toStrictEqual([]);
  const owners = execFileSync('tar', ['--list', '--verbose', '--file', `${project}/${name}`], {
    encoding: 'utf8',
  });
  expect(owners.split('\n').filter((line) => line !== '' && !/^-\S+ 0\/0 /.test(line))).toEqual([]);
});

test.each(['browser', 'html'])('a bundle of chat-token/%s', async (face) => {
  const { outputFiles } = await build({
    bundle: true,
    format: 'esm',
    platform: 'browser',
    sourcemap: 'inline',
    sourcesContent: false,
    absWorkingDir: project,
    stdin: {
      contents: `import * as all from 'chat-token/${face}'; globalThis.x = all;`,
      resolveDir: project,
    },
    logLevel: 'error',
    write: false,
  });
  const text = outputFiles.map((file) => file.text).join('');
  expect(text.length).toBeGreaterThan(1000);
  expect(broken(text, ALL)).toStrictEqual([]);
  expect(text, 'no signing code, and no key of testKey').not.toMatch(/importKey|fake-secret-of/);
});

test('what must not be in a file would be found', () => {
  const found = (text: string) => broken(text, ALL);
  expect(found(`const secret = '${SECRET}';`)).toContain('a secret of the tests');
  expect(found(`"file:///${root}src/index.ts"`)).toContain('the folder that it was built in');
  expect(found(`eyJhbGciOiJIUzI1NiJ9.e30x.${KEY_ID}`)).toContain('a token');
  expect(found(`${process.env['PATH']}`)).toContain('the value of $PATH');
  expect(found('/home/jane/shop')).toContain('a home');
  expect(found(`-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA'}`)).toContain(
    'a private key',
  );
});
