/** The built command as a process: exit code, standard input, pipes. run.test.ts tests what it does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
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

test('a reader that stops early (`| head`) causes no error', () => {
  const script = `"${process.execPath}" "${MAIN}" vendors --json | head -c 1; exit \${PIPESTATUS[0]}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toStrictEqual([0, '[', '']);
});
