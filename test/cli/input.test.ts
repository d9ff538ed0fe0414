/** What commands read: secrets, users, configurations and tokens, and where the limits are. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { signChatToken, zendesk } from 'chat-token';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { KEY_ID, OTHER_SECRET, SECRET } from '../support/support.ts';
import { run } from './support.ts';

const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function file(name: string, content: string | Buffer): string {
  writeFileSync(`${folder}/${name}`, content);
  return `${folder}/${name}`;
}

const MODULES = './test/cli/modules';
const TOO_LARGE = ' '.repeat(1_048_577);
const key = ['--secret-env', 'SECRET', '--key-id', KEY_ID];
const signing = ['sign', '--vendor', 'zendesk', ...key];
const verifying = ['verify', '--vendor', 'zendesk'];
const user = file('user.json', '{"external_id":"u_1"}');
const token = await signChatToken(
  zendesk,
  { external_id: 'u_1' },
  { secret: SECRET, keyId: KEY_ID },
);

describe('--secret-file', () => {
  test.each([
    ['as it is', SECRET],
    ['with a line feed', `${SECRET}\n`],
    ['with a Windows line break', `${SECRET}\r\n`],
    ['with a byte order mark', `\ufeff${SECRET}`],
  ])('a secret %s', async (name, content) => {
    const secret = ['--secret-file', file(`${name}.txt`, content)];
    // The variable must not be used.
    const verified = await run([...verifying, ...secret], token, OTHER_SECRET);
    expect([verified.status, verified.stderr]).toStrictEqual([0, '']);
    const inspected = await run(['inspect', ...secret, '--json'], token, OTHER_SECRET);
    expect(JSON.parse(inspected.stdout)).toMatchObject({ signature: 'valid' });
    const args = ['sign', '--vendor', 'zendesk', ...secret, '--key-id', KEY_ID, '--user', user];
    const { stdout } = await run(args, '', OTHER_SECRET);
    expect((await run([...verifying, ...key], stdout)).status).toBe(0);
  });

  test.each([
    ['two line breaks', `${SECRET}\n\n`],
    ['a space', `${SECRET} \n`],
    ['its name', `ZENDESK_SECRET=${SECRET}`],
    ['another file', 'x'.repeat(65_537)],
  ])('a secret with %s is rejected: 1', async (name, content) => {
    const secret = ['--secret-file', file(`${name}.txt`, content)];
    const { status, stderr } = await run([...verifying, ...secret], token);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^ERR_SECRET_INVALID /);
  });

  test.each<[string, string[]]>([
    ['Cannot read the secret from this file (ENOENT).', [`${folder}/${SECRET}`]],
    ['Cannot read the secret from this file (EISDIR).', [folder]],
    ['Cannot read the secret from this file', ['a\0b']],
    ['The secret must have at most 1 MiB.', [file('large.txt', TOO_LARGE)]],
    ['The secret must be UTF-8.', [file('utf16.txt', Buffer.from(`\ufeff${SECRET}`, 'utf16le'))]],
    ['--secret-file must be a file: standard input is for', ['-']],
    ['Pass --secret-env or --secret-file, not both.', [user, '--secret-env', 'SECRET']],
    [
      'looks like an .env file: load it, and use --secret-env NAME.',
      [file('a.env', `A=1\nS=${SECRET}`)],
    ],
    ['looks like an .env file', [file('b.env', `# chat\n\nexport CHAT_SECRET="${SECRET}"\n`)]],
    ['looks like an .env file', [file('c.env', `A=1\r\nS=${SECRET}\r\n`)]],
    ['--secret-file needs a value.', []],
  ])('%s', async (message, args) => {
    const { status, stdout, stderr } = await run([...verifying, '--secret-file', ...args], token);
    expect([status, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('--secret-env', () => {
  test.each([
    ['ZENDESK_SECRET', 'The environment variable ZENDESK_SECRET is not set. Export it first.'],
    ['SECRT', 'The environment variable SECRT is not set. Did you mean SECRET?'],
    ['toString', 'The environment variable that --secret-env names is not set.'],
    [SECRET, 'is not set. Pass its name without $, and not the secret itself.'],
    [SECRET.toUpperCase(), 'The environment variable that --secret-env names is not set.'],
  ])('a variable that is not set: %s', async (name, message) => {
    vi.stubEnv('ZENDESK_SECRET', undefined);
    const { status, stderr } = await run([...verifying, '--secret-env', name], token);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(SECRET.toUpperCase());
  });

  test('all that is missing is named at once', async () => {
    for (const command of ['sign', 'verify']) {
      const { stderr } = await run([command]);
      expect(stderr).toMatch(
        /^--vendor is required: .* --secret-env or --secret-file is required: /,
      );
    }
  });
});

test.each([
  ['--secret', SECRET],
  [`--secret=${SECRET}`],
  ['--secret-key', SECRET],
  ['--signing-secret', SECRET],
  ['--key', SECRET],
  ['--password', SECRET],
])('a secret is no argument: %s', async (...args) => {
  for (const command of ['sign', 'verify', 'inspect']) {
    const { status, stderr } = await run([command, ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^Do not pass the secret as an argument: .*processes.*shell.* --secret-env .* --secret-file /,
    );
  }
});

describe('at most 1 MiB is read', () => {
  const hash = ['--vendor', `${MODULES}/acme.mjs#acmeHash`, ...key.slice(0, 2)];
  const cloud = ['--vendor', `${MODULES}/configured.mjs#acmeCloud`, ...key];
  const large = file('large.json', TOO_LARGE);

  test.each<[string, string[], string?]>([
    ['user', [...signing, '--user', large]],
    ['user', signing, TOO_LARGE],
    ['user', ['verify', ...hash, 'a', '--user', large]],
    ['configuration', ['sign', ...cloud, '--config', large]],
    ['token', [...verifying, ...key], TOO_LARGE],
    ['token', ['inspect'], TOO_LARGE],
  ])('of the %s (%j)', async (what, args, input) => {
    const { status, stdout, stderr } = await run(args, input);
    expect([status, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(`The ${what} must have at most 1 MiB.\n`);
  });

  test('and that much is accepted', async () => {
    const args = [...signing, '--user', file('full.json', '{"external_id":"u"}'.padEnd(1_048_576))];
    expect((await run(args)).status).toBe(0);
  });

  test('standard input is closed, and no more of it is read', async () => {
    let chunks = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          chunks++;
          yield Buffer.alloc(65_536, 'x');
        }
      })(),
      { highWaterMark: 1 },
    );
    const { status } = await run(['inspect'], endless);
    expect(status).toBe(2);
    expect(endless.destroyed).toBe(true);
    expect(chunks).toBeLessThan(30);
  });

  // A device cannot be inspected for its size, and has no end.
  test.skipIf(process.platform === 'win32').each<[string, string[]]>([
    ['The user must have at most 1 MiB.', [...signing, '--user', '/dev/zero']],
    ['The configuration must have at most 1 MiB.', ['sign', ...cloud, '--config', '/dev/zero']],
    ['The secret must have at most 1 MiB.', [...verifying, '--secret-file', '/dev/zero']],
    ['Cannot find the module', ['sign', '--vendor', '/dev/zero', ...key]],
  ])('%s (/dev/zero)', async (message, args) => {
    const { status, stderr } = await run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

test('on a terminal, standard error says what is expected', async () => {
  const terminal = () => Object.assign(Readable.from([Buffer.from(token)]), { isTTY: true });
  const inspected = await run(['inspect', '--json'], terminal());
  expect(inspected.stderr).toMatch(/^Reading the token from this terminal: .*Ctrl\+.*\n$/);
  expect(JSON.parse(inspected.stdout)).toMatchObject({ ok: true });
  const signed = await run(signing, terminal());
  expect(signed.stderr).toMatch(/^Reading the user from this terminal: /);
  expect((await run(['inspect', token], terminal())).stderr).toBe('');
});
