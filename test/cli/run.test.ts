/** Each command, called in this process: what it prints, and its exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { afterAll, describe, expect, test } from 'vitest';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { forge, KEY_ID, NOW, OTHER_SECRET, SECRET } from '../support/support.ts';
import { run, widest } from './support.ts';

const USER = '{"external_id":"u_1","name":"Jane Doe"}';
const VENDORS = Object.keys(EXAMPLES).sort();

const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
afterAll(() => rmSync(folder, { recursive: true }));

const signing = ['sign', '--vendor', 'zendesk', '--secret-env', 'SECRET', '--key-id', KEY_ID];
const withoutKeyId = signing.slice(0, -2);
const verifying = ['verify', '--vendor', 'zendesk', '--secret-env', 'SECRET'];
const key = { secret: SECRET, keyId: KEY_ID };
const tokenFor = (user: object) => signChatToken(zendesk, { external_id: 'u_1', ...user }, key);

describe('sign', () => {
  test('a user from standard input', async () => {
    const { status, stdout, stderr } = await run(signing, USER);
    expect([status, stderr]).toStrictEqual([0, '']);
    const { claims, header } = await verifyChatToken(zendesk, stdout.trim(), { secret: SECRET });
    expect(claims).toMatchObject({ scope: 'user', external_id: 'u_1', name: 'Jane Doe' });
    expect(header.kid).toBe(KEY_ID);
  });

  test.each([
    ['15m', 900],
    ['60', 60],
  ])('a user from a file, with a byte order mark, for %s, as JSON', async (lifetime, seconds) => {
    const file = `${folder}/user.json`;
    writeFileSync(file, `\ufeff${USER}`);
    const args = [...signing, '--user', file, '--expires-in', lifetime, '--json'];
    const { status, stdout } = await run(args);
    expect(status).toBe(0);
    const { vendor, token, settings, claims } = JSON.parse(stdout);
    expect(vendor).toBe('zendesk');
    expect(settings).toStrictEqual({ jwt: token });
    const verified = await verifyChatToken(zendesk, token, { secret: SECRET });
    expect(claims).toStrictEqual(verified.claims);
    expect(claims.exp - claims.iat).toBe(seconds);
  });

  test('an invalid user: 1, with code, issues and hint, and without values', async () => {
    const invalid = '{"external_id":42,"emial":"jane@example.com"}';
    const { status, stdout, stderr } = await run(signing, invalid);
    expect([status, stdout]).toStrictEqual([1, '']);
    for (const part of ['ERR_CLAIMS_INVALID', '\n  external_id  ', '"email"', '\nhint  ']) {
      expect(stderr).toContain(part);
    }
    expect(stderr).not.toContain('jane@');
    const { error } = JSON.parse((await run([...signing, '--json'], '{}')).stdout);
    expect(error.issues).toStrictEqual([{ path: 'external_id', message: 'is missing' }]);
  });

  test.each([
    { code: 'ERR_SECRET_INVALID', args: signing, secret: 'changeme' },
    { code: 'ERR_KEY_ID_MISSING', args: withoutKeyId, secret: SECRET },
    { code: 'ERR_OPTION_INVALID', args: [...signing, '--expires-in', '999d'], secret: SECRET },
  ])('$code: 1', async ({ code, args, secret }) => {
    const { status, stderr } = await run(args, USER, secret);
    expect(status).toBe(1);
    expect(stderr).toContain(code);
  });

  test('a lifetime that is too long, without the code of a program', async () => {
    const { status, stderr } = await run([...signing, '--expires-in', '604800'], USER);
    expect(status).toBe(1);
    expect(stderr).toMatch(/--expires-in must be .*\nhint {2}.* For longer write 7d\.\n$/);
  });

  test('a short secret, if allowed; hints name the options of the command line', async () => {
    const short = 'q7Lw9-Zx2Vb5';
    const rejected = await run(signing, USER, short);
    expect(rejected.status).toBe(1);
    expect(rejected.stderr).toContain('--allow-short-secret');
    expect((await run([...signing, '--allow-short-secret'], USER, short)).status).toBe(0);
    expect((await run(withoutKeyId, USER)).stderr).toContain('--key-id');
  });
});

describe('verify', () => {
  test.each(['argument', 'standard input'])('a token from %s', async (from) => {
    const token = await tokenFor({ name: 'u\u009b31m\u202e' });
    const [args, input] = from === 'argument' ? [[token], ''] : [['-'], `${token}\n`];
    const { status, stdout } = await run([...verifying, ...args], input);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^valid for Zendesk messaging, expires .*Z \(in (?:59|60) minutes\)\n/);
    expect(stdout).toContain('"external_id": "u_1"');
    // No control or direction characters reach a terminal.
    expect(stdout).toContain('u\\u009b31m\\u202e');
    const json = await run([...verifying, '--json', '--key-id', KEY_ID, token]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      vendor: 'zendesk',
      valid: true,
      header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
      claims: { scope: 'user', external_id: 'u_1', name: 'u\u009b31m\u202e' },
    });
  });

  test('escapes control characters of the header', async () => {
    const header = { alg: 'HS256', kid: 'k\u009b31m\u202e' };
    const token = forge(header, { scope: 'user', external_id: 'u', exp: 1e15 });
    const { status, stdout } = await run([...verifying, token]);
    expect(status).toBe(0);
    expect(stdout).toContain('\nheader  {"alg":"HS256","kid":"k\\u009b31m\\u202e"}\n');
  });

  test('an identity hash: 1, with what to do', async () => {
    const { status, stderr } = await run([...verifying, '0a'.repeat(32)]);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^ERR_TOKEN_MALFORMED .*\nhint .* hash.*\n(?:.*\n)+error {4}TOKEN_IS_HASH\n/,
    );
  });

  test('an invalid token: 1, without the token', async () => {
    const old = await signChatToken(zendesk, { external_id: 'u' }, { ...key, now: NOW });
    const expired = await run(verifying, old);
    expect(expired.status).toBe(1);
    expect(expired.stderr).toContain('ERR_TOKEN_EXPIRED');
    expect(expired.stderr).not.toContain(old);
    const foreign = await run(verifying, await tokenFor({}), OTHER_SECRET);
    expect(foreign.status).toBe(1);
    expect(foreign.stderr).toContain('ERR_SIGNATURE_INVALID');
  });

  test('an invalid token: the findings that explain it', async () => {
    const header = { alg: 'HS256', kid: KEY_ID };
    const claims = { scope: 'user', external_id: 'u' };
    const exp = Math.floor(Date.now() / 1000) + 600;
    const newline = forge(header, { ...claims, exp }, `${SECRET}\n`);
    const { stderr } = await run(verifying, newline);
    expect(stderr).toMatch(/^ERR_SIGNATURE_INVALID .*\n(?:.*\n)+error {4}SECRET_WITH_NEWLINE\n/);
    const { stdout } = await run([...verifying, '--json'], newline);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'ERR_SIGNATURE_INVALID' },
      findings: [{ code: 'SECRET_WITH_NEWLINE' }],
    });
    const endless = await run(verifying, forge(header, claims));
    expect(endless.stderr).toContain('\nerror    EXP_MISSING  exp\n');
  });

  test('an expiry beyond all calendars', async () => {
    const claims = { scope: 'user', external_id: 'u', exp: 1e15 };
    const { status, stdout } = await run([...verifying, forge({ alg: 'HS256', kid: 'k' }, claims)]);
    expect(status).toBe(0);
    expect(stdout).toContain('never expires');
  });
});

describe('inspect', () => {
  test('a report within 80 columns', async () => {
    const token = await tokenFor({ email: 'j@example.com' });
    const args = ['inspect', '--secret-env', 'SECRET', token];
    const { status, stdout, stderr } = await run(args);
    expect([status, stderr]).toStrictEqual([0, '']);
    expect(stdout).toMatch(
      /^verdict {4}\w.*\nvendor {5}Zendesk messaging: .*\nsignature {2}valid\n/,
    );
    expect(stdout).toMatch(/\nexp {8}expires in (?:59|60) minutes \(\d{4}-.*Z\)\n/);
    expect(stdout).toContain('\nwarning  EMAIL_UNVERIFIED  email_verified\n');
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    const json = await run(['inspect', '--json'], token);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      vendor: { name: 'zendesk' },
      signature: 'unchecked',
      findings: [{ code: 'EMAIL_UNVERIFIED' }],
    });
  });

  test.each<[string, (token: string) => string]>([
    ['itself', (token) => `${token}\n`],
    ['a header', (token) => `Authorization: Bearer ${token}`],
    ['a string in quotes', (token) => `"${token}"`],
    ['JSON', (token) => JSON.stringify({ token, userId: 'u_1' })],
    ['JSON in JSON', (token) => JSON.stringify({ data: { jwt: `Bearer ${token}` } })],
    ['another scheme', (token) => `Authorization: JWT ${token}`],
  ])('reads a token out of %s', async (_, wrap) => {
    const input = wrap(await tokenFor({}));
    for (const { status, stdout } of [
      await run(['inspect', '-'], input),
      await run(['inspect', input]),
    ]) {
      expect(status).toBe(0);
      expect(stdout).toContain('"external_id": "u_1"');
      expect(stdout).not.toMatch(/^(?:error|warning)/m);
    }
  });

  test.each<[string, string, (token: string) => string]>([
    ['a name', 'TOKEN_IN_TEXT', (token) => `token=${token}`],
    ['line breaks inside', 'TOKEN_LINE_BREAKS', (token) => token.replace(/.{76}/g, '$&\n')],
    ['a string of bytes', 'TOKEN_IS_BYTES', (token) => `b'${token}'`],
    ['an address', 'TOKEN_IS_URL', (token) => `https://example.com/?jwt=${token}`],
  ])('reports %s first, and inspects the token inside', async (_, code, wrap) => {
    const args = ['inspect', '--secret-env', 'SECRET', '--json'];
    const { status, stdout } = await run(args, wrap(await tokenFor({})));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ signature: 'valid', findings: [{ code }] });
  });

  test('a token that the vendor rejects, and a page of a server: 1', async () => {
    const args = ['inspect', '--vendor', 'zendesk', '--secret-env', 'SECRET', '--key-id', 'app_1'];
    const rejected = await run(args, await tokenFor({}));
    const page = await run(['inspect'], '<!doctype html>');
    expect([rejected.status, page.status]).toStrictEqual([1, 1]);
    expect(rejected.stdout).toContain('\nerror    KID_OF_OTHER_KEY  header.kid\n');
    expect(page.stdout).toContain('TOKEN_IS_HTTP_ANSWER');
  });

  test.each([
    ['TOKEN_QUOTED', '"jane"'],
    ['TOKEN_IS_OBJECT', '{"external_id":"u_1"}'],
    ['TOKEN_IS_BEARER_HEADER', 'Bearer'],
    ['TOKEN_EMPTY', ''],
  ])('reports %s where there is no token: 1', async (code, input) => {
    const { status, stdout } = await run(['inspect'], input);
    expect(status).toBe(1);
    expect(stdout).toContain(code);
  });

  test('an identity hash: 1, with what to do', async () => {
    const { status, stdout } = await run(['inspect', '0a'.repeat(32)]);
    expect(status).toBe(1);
    expect(stdout).toContain('\nerror    TOKEN_IS_HASH\n');
    expect(stdout).not.toContain('cut off');
  });

  test('escapes control characters of claims', async () => {
    const { stdout } = await run([
      'inspect',
      forge({ alg: 'HS256' }, { userId: 'u\u001b[31m\u202e' }),
    ]);
    expect(stdout).toContain('"u\\u001b[31m\\u202e"');
  });
});

describe('vendors', () => {
  test('for a person, within 80 columns', async () => {
    const { status, stdout } = await run(['vendors']);
    expect(status).toBe(0);
    for (const name of [...VENDORS, 'userId*, platform, givenName', 'scope = appUser']) {
      expect(stdout).toContain(name);
    }
    // An address is never broken.
    const lines = stdout.split('\n').filter((line) => !line.includes('https://'));
    expect(widest(lines.join('\n'))).toBeLessThanOrEqual(80);
  });

  test('as JSON', async () => {
    const rows = JSON.parse((await run(['vendors', '--json'])).stdout);
    expect(rows.map(({ name }: { name: string }) => name)).toStrictEqual(VENDORS);
    const row = rows.find(({ name }: { name: string }) => name === 'zendesk');
    expect(row).toMatchObject({ kind: 'jwt', keyId: 'required', fixedClaims: { scope: 'user' } });
    expect(row.claims.fields.external_id).toMatchObject({ required: true, maxLength: 255 });
  });
});

describe('demo', () => {
  test('signs and verifies a user for every vendor, and shows where the token goes', async () => {
    const { status, stdout } = await run(['demo']);
    expect(status).toBe(0);
    const verdicts = / {2}verified, (?:expires .*\(in \d+ minutes?\)|never expires)\n/g;
    expect(stdout.match(verdicts)).toHaveLength(VENDORS.length);
    for (const line of [
      "Brandmessenger.login('8a6e0804-2bd0-4672-b79d-d97027f9071a', '<token>');",
      'var ConvrsUser = "<token>";',
      "zE('messenger', 'loginUser'",
      "signedUserInfo: '<token>'",
      'code for Android',
      '\n  // after the event chatwoot:ready\n  window.$chatwoot.setUser(',
    ]) {
      expect(stdout).toContain(line);
    }
  });

  test('its users are those of the examples, and its secrets are new each time', async () => {
    const [first, second] = [await run(['demo', '--json']), await run(['demo', '--json'])].map(
      ({ stdout }) => JSON.parse(stdout),
    );
    expect(first.map(({ vendor }: { vendor: string }) => vendor)).toStrictEqual(VENDORS);
    for (const { vendor, claims, settings, token, valid } of first) {
      expect(claims).toMatchObject(EXAMPLES[vendor]?.full.claims ?? {});
      expect(Object.values(settings)).toContain(token);
      expect(valid).toBe(true);
    }
    const signatures = [...first, ...second].map(({ token }) => token.split('.').at(-1));
    expect(new Set(signatures).size).toBe(2 * VENDORS.length);
  });
});

describe('wrong usage: 2', () => {
  test('as JSON', async () => {
    const { status, stdout, stderr } = await run(['sign', '--json']);
    expect([status, stderr]).toStrictEqual([2, '']);
    expect(JSON.parse(stdout).error.message).toContain('--vendor is required');
  });

  test('a file that is not UTF-8', async () => {
    writeFileSync(`${folder}/latin1.json`, Buffer.from('{"external_id":"u\xe9"}', 'latin1'));
    const { status, stderr } = await run([...signing, '--user', `${folder}/latin1.json`]);
    expect(status).toBe(2);
    expect(stderr).toContain('must be UTF-8');
  });

  test.each<[string, string[], string?]>([
    ['The commands are sign, verify, inspect, vendors and demo', ['explain']],
    ['--vendor is required', ['sign', '--secret-env', 'SECRET']],
    [
      '--vendor must be a name from chat-token vendors, or a module such as ./my-vendor.mjs.\n',
      ['sign', '--vendor', 'toString', '--secret-env', 'SECRET'],
    ],
    ['--secret-env or --secret-file is required', ['sign', '--vendor', 'zendesk']],
    ['is not set', ['sign', '--vendor', 'zendesk', '--secret-env', 'toString']],
    ['Cannot read the user', [...signing, '--user', `${folder}/nowhere.json`]],
    ['The user must be JSON', signing, 'external_id: u_1'],
    ['--expires-in', [...signing, '--expires-in', 'tomorrow'], USER],
    ['Do not pass the secret as an argument', [...signing, '--secret', SECRET]],
    ['Unknown option --verbose.', [...signing, '--verbose']],
    ['Unknown option --keyid. Did you mean --key-id?', [...signing, '--keyid', 'x']],
    ['Unknown option.', [...signing, `--${OTHER_SECRET}`]],
    ['--json takes no value.', [...signing, '--json=yes']],
    ['looks like JSON', [...signing, '--user', USER]],
    ['--vendor needs a value.', ['sign', '--vendor']],
    ['Standard input is empty: the user is read from it.', signing],
    ['Standard input is empty: the user is read from it.', signing, ' \n'],
    ['Standard input is empty: the token is read from it.', verifying],
    ['The token is empty.', [...verifying, '']],
    ['looks like a file name: use < FILE', ['inspect', 't.txt']],
    ['looks like a file name: use < FILE', ['inspect', './out/chat.token.json']],
    ['looks like a file name: use < FILE', [...verifying, 'token.jwt']],
    ['Too many arguments: pass one token.', [...verifying, 'a.b.c', 'd.e.f']],
    ['Too many arguments: chat-token sign takes only options.', [...signing, 'user.json']],
    ['Unknown option --allow-short-secret.', ['inspect', '--allow-short-secret']],
  ])('%s (%j)', async (message, args, input) => {
    const { status, stdout, stderr } = await run(args, input);
    expect([status, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('--help');
  });
});

test.each([
  'now',
  'notAnError',
  'unreadable',
  'pretender',
])('an unexpected error, %s: 70, without its content', async (name) => {
  const vendor = `./test/cli/modules/failing.mjs#${name}`;
  const args = ['sign', '--vendor', vendor, '--secret-env', 'SECRET'];
  const plain = await run(args, USER);
  expect([plain.status, plain.stdout]).toStrictEqual([70, '']);
  expect(plain.stderr).toMatch(/^Unexpected error\. .*\n$/);
  const json = await run([...args, '--json'], USER);
  expect([json.status, json.stderr]).toStrictEqual([70, '']);
  expect(JSON.parse(json.stdout)).toStrictEqual({
    error: { code: 'ERR_INTERNAL', message: expect.stringMatching(/^Unexpected error\. /) },
  });
  expect(plain.stderr + json.stdout).not.toContain('v_12345');
});
