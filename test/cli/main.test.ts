/** The built command as a process: exit code, standard input, pipes. run.test.ts tests what it does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { KEY_ID, SECRET } from '../support/support.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const VENDORS = Object.keys(EXAMPLES);
const SIGN = ['sign', '--vendor', 'zendesk', '--secret-env', 'SECRET', '--key-id', KEY_ID];

// Starting a process takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function start(args: readonly string[], input = '') {
  const env = { PATH: process.env['PATH'], SECRET };
  return spawnSync(process.execPath, [MAIN, ...args], { input, encoding: 'utf8', env });
}

test.each([
  { code: 0, input: '{"external_id":"u_1"}', out: /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/, error: /^$/ },
  { code: 1, input: '{}', out: /^$/, error: /^ERR_CLAIMS_INVALID / },
  { code: 2, input: 'external_id: u_1', out: /^$/, error: /^The user must be JSON\.\n/ },
])('exit code $code', ({ code, input, out, error }) => {
  const { status, stdout, stderr } = start(SIGN, input);
  expect(status).toBe(code);
  expect(stdout).toMatch(out);
  expect(stderr).toMatch(error);
});

test('demo signs for every vendor, and prints no color into a pipe', () => {
  const { status, stdout } = start(['demo']);
  expect(status).toBe(0);
  expect(stdout).toContain(`All ${VENDORS.length} tokens were signed and verified.`);
  expect(stdout).not.toContain('\u001b');
});

test('a module with a vendor of your own', () => {
  const acme = fileURLToPath(new URL('modules/acme.mjs', import.meta.url));
  const key = ['--secret-env', 'SECRET'];
  const jwt = start(['sign', '--vendor', acme, ...key], '{"visitorId":"v_1"}');
  expect([jwt.status, jwt.stderr]).toStrictEqual([0, '']);
  expect(start(['verify', '--vendor', acme, ...key], jwt.stdout).stdout).toMatch(/^valid for Acme/);
  const hash = start(['sign', '--vendor', `${acme}#acmeHash`, ...key], '{"id":"v_1"}');
  expect(JSON.parse(hash.stdout)).toStrictEqual({
    id: 'v_1',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const lost = start(['sign', '--vendor', './nowhere.mjs', ...key], '{}');
  expect([lost.status, lost.stdout]).toStrictEqual([2, '']);
});

describe.skipIf(process.platform === 'win32')('output that cannot be written', () => {
  function shell(script: string) {
    const env = { PATH: process.env['PATH'], SECRET, CHAT_TOKEN: MAIN, NODE: process.execPath };
    return spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env });
  }

  test.each([
    ['vendors --json | head -c 1', 0, '['],
    ['vendors --json | head -c 0', 0, ''],
    ['vendors | true', 0, ''],
    ['demo | true', 0, ''],
    ['inspect a.b.c | true', 1, ''],
  ])('a reader that stops early is no error: %s', (command, code, out) => {
    const script = `"$NODE" "$CHAT_TOKEN" ${command}; exit \${PIPESTATUS[0]}`;
    const { status, stdout, stderr } = shell(script);
    expect([status, stdout, stderr]).toStrictEqual([code, out, '']);
  });

  test.each([
    'vendors > /dev/full',
    'demo --json > /dev/full',
    '--help > /dev/full',
    'inspect a.b.c > /dev/full',
  ])('one line about a full disk: %s', (command) => {
    const { status, stdout, stderr } = shell(`"$NODE" "$CHAT_TOKEN" ${command}`);
    expect([status, stdout, stderr]).toStrictEqual([70, '', 'Cannot write the output (ENOSPC).\n']);
  });

  test('standard error that cannot be written changes no exit code', () => {
    const { status, stdout } = shell('"$NODE" "$CHAT_TOKEN" explain 2> /dev/full');
    expect([status, stdout]).toStrictEqual([2, '']);
  });
});

test.skipIf(process.platform === 'win32')('standard input without an end', () => {
  for (const command of ['"$0" "$1" inspect < /dev/zero', 'yes | "$0" "$1" inspect']) {
    const args = ['-c', command, process.execPath, MAIN];
    const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^The token must have at most 1 MiB\.\n/);
  }
});

test.each(['later', 'inPromise'])('an error that no command waits for, %s: 70', (name) => {
  const module = fileURLToPath(new URL('modules/failing.mjs', import.meta.url));
  const args = ['sign', '--vendor', `${module}#${name}`, '--secret-env', 'SECRET', '--json'];
  const { status, stdout, stderr } = start(args, '{}');
  expect(status).toBe(70);
  expect(stdout).toContain('"code": "ERR_INTERNAL"');
  expect(stdout + stderr).not.toContain('v_12345');
  expect(stdout + stderr).not.toContain(SECRET);
});

test('an old Node.js: which version is needed', () => {
  const [, needed] = packageJson.engines.node.split('>=');
  for (const [version, code] of [
    ['18.20.8', 2],
    ['20.18.3', 2],
    ['20.19.0', 0],
    ['22.0.0', 0],
  ] as const) {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
    const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
    const args = ['--import', preload, MAIN, '--version'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(code);
    expect(stderr).toBe(
      code === 0 ? '' : `chat-token needs Node.js ${needed} or later, got ${version}.\n`,
    );
  }
});
