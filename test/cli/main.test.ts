import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { afterAll, describe, expect, test } from 'vitest';
import { forge, KEY_ID, NOW, OTHER_SECRET, SECRET } from '../support/support.ts';

/** The built command, as the package's `bin` names it. */
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const USER = '{"external_id":"u_1","name":"Jane Doe"}';

const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: string[], input = '', env: object = { SECRET }): SpawnSyncReturns<string> {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
    cwd: folder,
  });
  for (const secret of [SECRET, OTHER_SECRET]) {
    expect(result.stdout + result.stderr).not.toContain(secret);
  }
  return result;
}

const signing = ['sign', '--vendor', 'zendesk', '--secret-env', 'SECRET', '--key-id', KEY_ID];
const verifying = ['verify', '--vendor', 'zendesk', '--secret-env', 'SECRET'];

describe('sign', () => {
  test('a user from standard input', async () => {
    const { status, stdout, stderr } = run(signing, USER);
    expect([status, stderr]).toStrictEqual([0, '']);
    const { claims, header } = await verifyChatToken(zendesk, stdout.trim(), { secret: SECRET });
    expect(claims).toMatchObject({ scope: 'user', external_id: 'u_1', name: 'Jane Doe' });
    expect(header.kid).toBe(KEY_ID);
  });

  test('a user from a file, for as long as is said', async () => {
    writeFileSync(`${folder}/user.json`, USER);
    const { status, stdout } = run([
      ...signing,
      '--user',
      'user.json',
      '--expires-in',
      '15m',
      '--json',
    ]);
    expect(status).toBe(0);
    const { vendor, token, claims } = JSON.parse(stdout);
    expect([vendor, claims.external_id]).toStrictEqual(['zendesk', 'u_1']);
    const verified = await verifyChatToken(zendesk, token, { secret: SECRET });
    expect(Number(verified.claims.exp) - Number(verified.claims.iat)).toBe(900);
    expect(run([...signing, '--expires-in', '60'], USER).status).toBe(0);
  });

  test('a refused user: 1, with code, faults and hint', () => {
    const { status, stdout, stderr } = run(
      signing,
      '{"external_id":42,"emial":"jane@example.com"}',
    );
    expect([status, stdout]).toStrictEqual([1, '']);
    expect(stderr).toContain('ERR_CLAIMS_INVALID');
    expect(stderr).toContain('external_id  must be a string, not a number: pass String(id)');
    expect(stderr).toContain('emial  is not known; did you mean "email"?');
    expect(stderr).toContain('hint');
    expect(stderr).not.toContain('jane@');
  });

  test('a refused user, for a machine', () => {
    const { status, stdout } = run([...signing, '--json'], '{}');
    expect(status).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'ERR_CLAIMS_INVALID',
      issues: [{ path: 'external_id', message: 'is missing' }],
    });
  });

  test.each<[string, string[], string, object]>([
    ['ERR_SECRET_INVALID', signing, USER, { SECRET: 'changeme' }],
    ['ERR_SECRET_INVALID', signing, USER, { SECRET: '' }],
    ['ERR_KEY_ID_MISSING', signing.slice(0, -2), USER, { SECRET }],
    ['ERR_OPTION_INVALID', [...signing, '--expires-in', '999d'], USER, { SECRET }],
  ])('%s: 1', (code, args, input, env) => {
    const { status, stderr } = run(args, input, env);
    expect(status).toBe(1);
    expect(stderr).toContain(code);
  });

  test('hints name the options of the command line', () => {
    expect(run(signing.slice(0, -2), USER).stderr).toContain('--key-id');
    expect(run(signing, USER, { SECRET: 'q7Lw9-Zx2Vb5' }).stderr).toContain('--allow-short-secret');
  });

  test('a short secret, when it is allowed', () => {
    const env = { SECRET: 'q7Lw9-Zx2Vb5' };
    expect(run(signing, USER, env).status).toBe(1);
    expect(run([...signing, '--allow-short-secret'], USER, env).status).toBe(0);
  });
});

describe('verify', () => {
  const token = signChatToken(
    zendesk,
    { external_id: 'u_1' },
    { secret: SECRET, keyId: KEY_ID, expiresIn: '1h' },
  );

  test.each(['argument', 'standard input'])('a token from %s', async (from) => {
    const given = await token;
    const [args, input] = from === 'argument' ? [[given], ''] : [['-'], `${given}\n`];
    const { status, stdout } = run([...verifying, ...args], input);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^valid for Zendesk messaging, expires .*Z \(in (?:59|60) minutes\)\n/);
    expect(stdout).toContain('"external_id": "u_1"');
  });

  test('for a machine', async () => {
    const { status, stdout } = run([...verifying, '--json', '--key-id', KEY_ID], await token);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      vendor: 'zendesk',
      valid: true,
      header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
      claims: { scope: 'user', external_id: 'u_1' },
    });
  });

  test('a refused token: 1, and the token is not repeated', async () => {
    const old = await signChatToken(
      zendesk,
      { external_id: 'u' },
      { secret: SECRET, keyId: 'k', now: NOW },
    );
    const expired = run(verifying, old);
    expect(expired.status).toBe(1);
    expect(expired.stderr).toContain('ERR_TOKEN_EXPIRED');
    expect(expired.stderr).not.toContain(old);
    const foreign = run(verifying, await token, { SECRET: OTHER_SECRET });
    expect(foreign.status).toBe(1);
    expect(foreign.stderr).toContain('ERR_SIGNATURE_INVALID');
  });

  test('a refused token: why', async () => {
    const newline = forge(
      { alg: 'HS256', kid: KEY_ID },
      { scope: 'user', external_id: 'u' },
      `${SECRET}\n`,
    );
    const { status, stderr } = run(verifying, newline);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^ERR_SIGNATURE_INVALID .*\n(?:.*\n)+error {4}SECRET_WITH_NEWLINE\n/);
    const { stdout } = run([...verifying, '--json'], newline);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'ERR_SIGNATURE_INVALID' },
      findings: [{ code: 'SECRET_WITH_NEWLINE' }],
    });
    const endless = forge({ alg: 'HS256', kid: KEY_ID }, { scope: 'user', external_id: 'u' });
    expect(run(verifying, endless).stderr).toContain('\nwarning  EXP_MISSING  exp\n');
  });
});

describe('inspect', () => {
  const key = { secret: SECRET, keyId: KEY_ID };
  const good = signChatToken(zendesk, { external_id: 'u_1' }, key);
  const doubtful = signChatToken(zendesk, { external_id: 'u_1', email: 'j@example.com' }, key);

  test('for a person: the report, within 80 columns and without colour in a pipe', async () => {
    const { status, stdout, stderr } = run(['inspect', '--secret-env', 'SECRET', await doubtful]);
    expect([status, stderr]).toStrictEqual([0, '']);
    expect(stdout).toMatch(/^verdict {4}nothing that is known to be refused\n/);
    expect(stdout).toContain('vendor     Zendesk messaging: its scope is user\nsignature  valid\n');
    expect(stdout).toMatch(/\nexp {8}expires in (?:59|60) minutes \(\d{4}-.*Z\)\n/);
    expect(stdout).toContain('\nwarning  EMAIL_UNVERIFIED  email_verified\n');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('for a machine', async () => {
    const { status, stdout } = run(['inspect', '--json'], await doubtful);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      vendor: { name: 'zendesk' },
      signature: 'unchecked',
      findings: [{ code: 'EMAIL_UNVERIFIED' }],
    });
  });

  test.each<[string, (token: string) => string]>([
    ['itself', (token) => `${token}\n`],
    ['a header', (token) => `Authorization: Bearer ${token}`],
    ['a text in quotes', (token) => `"${token}"`],
    ['JSON', (token) => JSON.stringify({ token, userId: 'u_1' })],
  ])('reads a token out of %s', async (_, wrap) => {
    const input = wrap(await good);
    for (const { status, stdout } of [run(['inspect', '-'], input), run(['inspect', input])]) {
      expect(status).toBe(0);
      expect(stdout).toContain('"external_id": "u_1"');
      expect(stdout).not.toMatch(/^(?:error|warning)/m);
    }
  });

  test('a token that the vendor refuses: 1', async () => {
    const args = ['inspect', '--vendor', 'zendesk', '--secret-env', 'SECRET', '--key-id', 'app_1'];
    const { status, stdout } = run(args, await good);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^verdict {4}refused\n/);
    expect(stdout).toContain('\nerror    KID_OF_OTHER_KEY  header.kid\n');
  });

  test('what is no token: 1', () => {
    const { status, stdout } = run(['inspect'], '<!doctype html>');
    expect(status).toBe(1);
    expect(stdout).toContain('header     cannot be read\nclaims     cannot be read\n');
    expect(stdout).toContain('TOKEN_IS_HTTP_ANSWER');
  });

  test('a time that no calendar has, and no control characters of a claim', () => {
    const token = forge({ alg: 'HS256' }, { userId: 'u\u001b[31m\u202e', exp: 1e15 });
    const { stdout } = run(['inspect', token]);
    expect(stdout).toContain('exp        expires at a time that no calendar has\n');
    expect(stdout).toContain('"u\\u001b[31m\\u202e"');
  });
});

describe('what a terminal and a pipe are shown', () => {
  test('no control or direction characters of a claim', async () => {
    const user = { external_id: 'u\u009b31m\u202e' };
    const token = await signChatToken(zendesk, user, { secret: SECRET, keyId: KEY_ID });
    const { stdout } = run([...verifying, token]);
    expect(stdout).toContain('u\\u009b31m\\u202e');
    expect(JSON.parse(run([...verifying, '--json', token]).stdout).claims.external_id).toBe(
      user.external_id,
    );
  });

  test('a time that no calendar has', () => {
    const header = { alg: 'HS256', kid: KEY_ID };
    const token = forge(header, { scope: 'user', external_id: 'u', exp: 1e15 });
    const { status, stdout } = run([...verifying, token]);
    expect(status).toBe(0);
    expect(stdout).toContain('never expires');
  });

  test('no complaint when the reader has read enough', () => {
    const script = `"${process.execPath}" "${MAIN}" vendors --json | head -c 1; exit \${PIPESTATUS[0]}`;
    const result = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([result.status, result.stdout, result.stderr]).toStrictEqual([0, '[', '']);
  });
});

describe('what is read', () => {
  test('UTF-8, with or without a byte order mark, and nothing else', () => {
    writeFileSync(`${folder}/bom.json`, `\ufeff${USER}`);
    expect(run([...signing, '--user', 'bom.json']).status).toBe(0);
    writeFileSync(`${folder}/latin1.json`, Buffer.from('{"external_id":"u\xe9"}', 'latin1'));
    const { status, stderr } = run([...signing, '--user', 'latin1.json']);
    expect(status).toBe(2);
    expect(stderr).toContain('is not UTF-8');
  });

  test('the claims of --json are those of the token', async () => {
    const { token, claims } = JSON.parse(run([...signing, '--json'], USER).stdout);
    const verified = await verifyChatToken(zendesk, token, { secret: SECRET });
    expect(claims).toStrictEqual(verified.claims);
  });
});

describe('vendors', () => {
  test('for a person, within 80 columns and without colour in a pipe', () => {
    const { status, stdout } = run(['vendors']);
    expect(status).toBe(0);
    for (const name of ['khoros', 'convrs', 'zendesk', 'deskpro']) expect(stdout).toContain(name);
    expect(stdout).toContain('userId*, platform, givenName');
    expect(stdout).toContain('scope = appUser');
    expect(stdout).not.toContain('\u001b');
    const prose = stdout.split('\n').filter((line) => !line.includes('https://'));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('for a machine', () => {
    const rows = JSON.parse(run(['vendors', '--json']).stdout);
    expect(rows.map(({ name }: { name: string }) => name)).toHaveLength(4);
    expect(rows[2]).toMatchObject({ keyId: 'required', fixedClaims: { scope: 'user' } });
    expect(rows[2].claims.fields.external_id).toMatchObject({ required: true, maxLength: 255 });
  });
});

describe('demo', () => {
  test('signs and verifies a user for every vendor, and says where the token goes', () => {
    const { status, stdout } = run(['demo']);
    expect(status).toBe(0);
    expect(stdout.match(/ {2}verified, expires .*\(in 60 minutes\)/g)).toHaveLength(4);
    for (const line of [
      "Brandmessenger.login('8a6e0804-2bd0-4672-b79d-d97027f9071a', '<token>');",
      'var ConvrsUser = "<token>";',
      "zE('messenger', 'loginUser'",
      "signedUserInfo: '<token>'",
      'goes here on Android',
      'https://convrs.io/docs/integrations/web-chat-identity-verification',
    ]) {
      expect(stdout).toContain(line);
    }
    expect(stdout).toContain('All 4 tokens were signed and verified.');
  });

  test('its users are the files under docs/examples, and its secrets are new each time', () => {
    const results = [0, 1].map(() => JSON.parse(run(['demo', '--json']).stdout));
    for (const { vendor, claims, valid } of results[0]) {
      const file = new URL(`../../docs/examples/users/${vendor}.json`, import.meta.url);
      expect(claims).toMatchObject(JSON.parse(readFileSync(file, 'utf8')));
      expect(valid).toBe(true);
    }
    const tokens = results.flat().map(({ token }) => token.split('.')[2]);
    expect(new Set(tokens).size).toBe(8);
  });
});

describe('called wrongly: 2', () => {
  test('for a machine', () => {
    const { status, stdout, stderr } = run(['sign', '--json']);
    expect([status, stderr]).toStrictEqual([2, '']);
    expect(JSON.parse(stdout).error.message).toContain('--vendor is missing');
  });

  test.each<[string, string[], string?]>([
    ['Which command?', []],
    ['there are sign, verify, inspect, vendors and demo', ['explain']],
    ['--vendor is missing', ['sign', '--secret-env', 'SECRET']],
    ['No vendor has that name', ['sign', '--vendor', 'toString', '--secret-env', 'SECRET']],
    ['--secret-env is missing', ['sign', '--vendor', 'zendesk']],
    ['is not set', ['sign', '--vendor', 'zendesk', '--secret-env', 'NOWHERE']],
    ['is not set', ['sign', '--vendor', 'zendesk', '--secret-env', 'toString']],
    ['cannot be read', [...signing, '--user', 'nowhere.json']],
    ['The user is not JSON', signing, 'external_id: u_1'],
    ['--expires-in', [...signing, '--expires-in', 'tomorrow'], USER],
    ['The secret is no argument', [...signing, '--secret', SECRET]],
    ['The secret is no argument', [...signing, `--secret=${SECRET}`]],
    ['--verbose is not known.', [...signing, '--verbose']],
    ['--keyid is not known. Did you mean --key-id?', [...signing, '--keyid', 'x']],
    ['One of the options is not known', [...signing, `--${OTHER_SECRET}`]],
    ['--json is without its value, or with one', [...signing, '--json=yes']],
    ['looks like JSON', [...signing, '--user', USER]],
    ['--vendor is without its value', ['sign', '--vendor']],
    ['more arguments', [...verifying, 'a.b.c', 'd.e.f']],
    ['more arguments', ['demo', SECRET]],
    ['--secret-env is missing', ['inspect', '--key-id', KEY_ID, 'a.b.c']],
    ['--allow-short-secret is not known', ['inspect', '--allow-short-secret']],
  ])('%s (%j)', (message, args, input) => {
    const { status, stdout, stderr } = run(args, input);
    expect([status, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('--help');
  });
});

describe('help', () => {
  test.each([
    { args: ['--help'] },
    { args: ['help'] },
    { args: ['-h'] },
    { args: ['sign', '--help'] },
    { args: ['verify', '-h'] },
    { args: ['inspect', '-h'] },
    { args: ['vendors', '-h'] },
    { args: ['demo', '-h'] },
  ])('fits a screen: $args', ({ args }) => {
    const { status, stdout } = run(args);
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const command of ['sign', 'verify', 'inspect', 'vendors', 'demo'])
      expect(stdout).toContain(command);
  });

  test('--version', () => {
    const file = new URL('../../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(file, 'utf8'));
    expect(run(['--version']).stdout).toBe(`${version}\n`);
  });
});
