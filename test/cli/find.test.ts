/** `--vendor` and `--config`: vendors by name, and vendors of your own by module. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfiguredVendor, jwt, verifyChatToken, zendesk } from 'chat-token';
import { afterAll, describe, expect, test } from 'vitest';
import { findVendor } from '../../src/cli/find.ts';
import { UsageError } from '../../src/cli/io.ts';
import { listVendors } from '../../src/cli/list.ts';
import { anything, KEY_ID, OTHER_SECRET, SECRET } from '../support/support.ts';
import { run } from './support.ts';

const MODULES = 'test/cli/modules';
const ACME = `./${MODULES}/acme.mjs`;
const ACME_HASH = `${ACME}#acmeHash`;
const ACME_CLOUD = `./${MODULES}/configured.mjs#acmeCloud`;
const USER = '{"visitorId":"v_1"}';
const FIELDS = '{"id":"v_1","name":"Jane Doe"}';
const HASH = createHmac('sha256', SECRET).update('v_1').digest('hex');

const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  writeFileSync(`${folder}/${name}`, content);
  return `${folder}/${name}`;
}

const config = file('config.json', '{"widgetId":"w_1"}');
const fields = file('fields.json', FIELDS);
const withKey = (command: string, vendor: string, ...more: string[]) => [
  command,
  '--vendor',
  vendor,
  '--secret-env',
  'SECRET',
  ...more,
];

describe('a vendor of your own with a JWT', () => {
  test.each([
    ['a relative path', ACME],
    ['an export', `${ACME}#default`],
    ['a path without a dot', `${MODULES}/acme.mjs`],
    ['an absolute path', fileURLToPath(new URL('modules/acme.mjs', import.meta.url))],
    ['an address', new URL('modules/acme.mjs', import.meta.url).href],
  ])('%s', async (_, vendor) => {
    const { status, stdout } = await run(withKey('sign', vendor), USER);
    expect(status).toBe(0);
    const acme = await findVendor({ vendor: ACME });
    const { claims } = await verifyChatToken(acme, stdout.trim(), { secret: SECRET });
    expect(claims).toMatchObject({ visitorId: 'v_1', role: 'visitor' });
  });

  test('sign --json, verify and inspect', async () => {
    const signed = await run(withKey('sign', ACME, '--json', '--expires-in', '60'), USER);
    const { vendor, token, settings, claims } = JSON.parse(signed.stdout);
    expect(vendor).toBe('acme');
    expect(settings).toStrictEqual({ visitor: 'v_1', jwt: token });
    expect(claims.exp - claims.iat).toBe(60);

    const verified = await run(withKey('verify', ACME, token));
    expect([verified.status, verified.stderr]).toStrictEqual([0, '']);
    expect(verified.stdout).toMatch(/^valid for Acme Chat, expires /);
    const inspected = await run(withKey('inspect', ACME, '--json', token));
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      ok: true,
      vendor: { name: 'acme' },
      signature: 'valid',
    });
  });

  test('an invalid user', async () => {
    const { status, stderr } = await run(withKey('sign', ACME), '{"visitorId":7}');
    expect(status).toBe(1);
    expect(stderr).toContain('ERR_CLAIMS_INVALID');
    expect(stderr).toContain('\n  visitorId  ');
  });
});

describe('a vendor of your own with a hash', () => {
  test('sign prints the settings, with --json everything', async () => {
    const signed = await run(withKey('sign', ACME_HASH), FIELDS);
    expect([signed.status, signed.stderr]).toStrictEqual([0, '']);
    expect(JSON.parse(signed.stdout)).toStrictEqual({ ...JSON.parse(FIELDS), hash: HASH });
    const { stdout } = await run(withKey('sign', ACME_HASH, '--json', '--user', fields));
    expect(JSON.parse(stdout)).toStrictEqual({
      vendor: 'acme-hash',
      token: HASH,
      settings: { ...JSON.parse(FIELDS), hash: HASH },
      claims: JSON.parse(FIELDS),
    });
  });

  test.each([
    ['the hash as an argument, the fields in a file', [HASH, '--user', fields], ''],
    ['the hash on standard input', ['-', '--user', fields], `${HASH}\n`],
    ['the hash on standard input by default', ['--user', fields], HASH],
    ['the fields on standard input', [HASH, '--user', '-'], FIELDS],
  ])('verify: %s', async (_, args, input) => {
    const { status, stdout, stderr } = await run(withKey('verify', ACME_HASH, ...args), input);
    expect([status, stderr]).toStrictEqual([0, '']);
    expect(stdout).toMatch(
      /^valid for Acme Inbox, never expires\nproved {2}only the string .*, not .* fields\nfields {2}\{/,
    );
    expect(stdout).toContain('"name": "Jane Doe"');
    const json = await run(withKey('verify', ACME_HASH, ...args, '--json'), input);
    expect(JSON.parse(json.stdout)).toStrictEqual({
      vendor: 'acme-hash',
      valid: true,
      claims: JSON.parse(FIELDS),
    });
  });

  test('verify: the settings that sign prints', async () => {
    const { stdout: settings } = await run(withKey('sign', ACME_HASH), FIELDS);
    const args = withKey('verify', ACME_HASH, HASH, '--user', '-', '--json');
    const { status, stdout } = await run(args, settings);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).claims).toStrictEqual(JSON.parse(FIELDS));
    // Another hash in the fields is not that of this user.
    const other = JSON.stringify({ ...JSON.parse(FIELDS), hash: HASH.replace(/^./, 'x') });
    expect((await run(args, other)).stdout).toContain('ERR_CLAIMS_INVALID');
  });

  test('verify: fields that are no object', async () => {
    for (const input of ['null', '[1]', `"${HASH}"`]) {
      const { status, stderr } = await run(
        withKey('verify', ACME_HASH, HASH, '--user', '-'),
        input,
      );
      expect(status).toBe(1);
      expect(stderr).toContain('ERR_CLAIMS_INVALID');
    }
  });

  test('inspect: everything that is known', async () => {
    const { status, stdout } = await run(withKey('inspect', ACME_HASH, HASH, '--user', fields));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^verdict {4}no errors found\nvendor {5}Acme Inbox: it was passed\n/);
    expect(stdout).toMatch(/\nsignature {2}valid\nfields {5}\{/);
    expect(stdout).toContain('\ninfo     HASH_IS_STATIC\n');
    expect(stdout).not.toContain('\nheader');
    const json = await run(withKey('inspect', ACME_HASH, HASH, '--user', '-', '--json'), FIELDS);
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'hash',
      header: null,
      claims: JSON.parse(FIELDS),
      signature: 'valid',
    });
  });

  test('inspect: without the fields', async () => {
    const { status, stdout } = await run(withKey('inspect', ACME_HASH, HASH));
    expect(status).toBe(0);
    expect(stdout).toContain('\nfields     unknown\n');
    expect(stdout).toContain('HASH_USER_MISSING');
  });

  test('verify: the finding that explains a rejection', async () => {
    const args = withKey('verify', ACME_HASH, '--user', '-', HASH);
    const { stderr } = await run(args, FIELDS, `${SECRET}x`);
    expect(stderr).toMatch(/^ERR_SIGNATURE_INVALID .*\n(?:.*\n)+error {4}SECRET_CUT\n/);
  });

  test.each([
    ['ERR_SIGNATURE_INVALID', HASH, SECRET, '{"id":"v_2"}'],
    ['ERR_SIGNATURE_INVALID', HASH, OTHER_SECRET, FIELDS],
    ['ERR_TOKEN_MALFORMED', HASH.toUpperCase(), SECRET, FIELDS],
    ['ERR_CLAIMS_INVALID', HASH, SECRET, '{"name":"Jane Doe"}'],
  ])('verify: %s', async (code, hash, secret, input) => {
    const args = withKey('verify', ACME_HASH, '--user', '-', hash);
    const { status, stdout, stderr } = await run(args, input, secret);
    expect([status, stdout]).toStrictEqual([1, '']);
    expect(stderr).toContain(code);
    expect(stderr).not.toContain(hash);
  });
});

describe('a hash that expires', () => {
  const key = (command: string, ...more: string[]) => withKey(command, 'helper', ...more);
  const settings = async (): Promise<{ timestamp: number; emailHash: string }> =>
    JSON.parse((await run(key('sign'), '{"email":"jane@example.com"}')).stdout);

  test('sign prints it with its time, and takes no lifetime', async () => {
    const { timestamp, emailHash } = await settings();
    expect(Math.abs(Date.now() - timestamp)).toBeLessThan(60_000);
    expect(emailHash).toMatch(/^[\da-f]{64}$/);
    const { status, stderr } = await run(key('sign', '--expires-in', '1h'), '{}');
    expect(status).toBe(2);
    expect(stderr).toContain('Helper counts the age of a token, and accepts it for 3600 seconds');
  });

  test('verify and inspect say when, with the settings that sign prints', async () => {
    const sent = await settings();
    const verified = await run(key('verify', sent.emailHash, '--user', '-'), JSON.stringify(sent));
    expect(verified.stdout).toMatch(/^valid for Helper, expires \S+Z \(in (?:60|59) minutes\)\n/);
    const inspected = await run(
      key('inspect', sent.emailHash, '--user', '-'),
      JSON.stringify(sent),
    );
    expect(inspected.status).toBe(0);
    expect(inspected.stdout).toMatch(/\nsignature {2}valid\niat .*ago.*\nexp .*expires in/);
  });

  test('verify: one that is too old, and one without its time', async () => {
    const { emailHash, timestamp } = await settings();
    const check = async (user: object) =>
      (await run(key('verify', emailHash, '--user', '-'), JSON.stringify(user))).stderr;
    const email = 'jane@example.com';
    expect(await check({ email })).toContain('timestamp is missing');
    expect(await check({ email, timestamp: timestamp + 1 })).toContain('ERR_SIGNATURE_INVALID');
    const old = timestamp - 3_700_000;
    const hash = createHmac('sha256', SECRET).update(`${email}:${old}`).digest('hex');
    const args = key('verify', hash, '--user', '-');
    const { stderr } = await run(args, JSON.stringify({ email, timestamp: old }));
    expect(stderr).toContain('ERR_TOKEN_EXPIRED');
    expect(stderr).toContain('HASH_EXPIRED');
  });
});

describe('a vendor of your own that needs configuration', () => {
  const cloud = withKey('sign', ACME_CLOUD, '--key-id', KEY_ID, '--config');

  test('the configuration is in the token, and not in the user', async () => {
    const { status, stdout } = await run([...cloud, config], USER);
    expect(status).toBe(0);
    const vendor = await findVendor({ vendor: ACME_CLOUD, config });
    const { claims } = await verifyChatToken(vendor, stdout.trim(), { secret: SECRET });
    expect(claims).toMatchObject({ visitorId: 'v_1', widget: 'w_1' });

    const token = stdout.trim();
    const verifying = withKey('verify', ACME_CLOUD, token, '--config');
    expect((await run([...verifying, config])).status).toBe(0);
    const other = await run([...verifying, file('other.json', '{"widgetId":"w_2"}')]);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('ERR_CLAIMS_INVALID');
    const inspected = await run(withKey('inspect', ACME_CLOUD, token, '--config', config));
    expect(inspected.stdout).toContain('Acme Cloud');
  });

  test('a configuration that the vendor rejects: 1', async () => {
    const { status, stderr } = await run(
      [...cloud, file('unknown.json', '{"widgetID":"w"}')],
      USER,
    );
    expect(status).toBe(1);
    expect(stderr).toContain('ERR_OPTION_INVALID');
    expect(stderr).toContain('did you mean "widgetId"?');
  });

  test.each([
    ['without a member', '{}', 'is missing'],
    ['with a number', '{"widgetId":7}', 'must be a string that is not blank'],
  ])('a configuration %s: 1', async (_, json, problem) => {
    const { status, stderr } = await run([...cloud, file('incomplete.json', json)], USER);
    expect(status).toBe(1);
    expect(stderr).toContain(`ERR_OPTION_INVALID  widgetId ${problem}\n`);
  });

  test('one of this package, by name', async () => {
    const desk = defineConfiguredVendor(
      {
        name: 'acme-desk',
        title: 'Acme Desk',
        docs: 'https://docs.example.com/desk',
        config: { widgetId: 'string' },
      },
      ({ widgetId }: { widgetId: string }) => ({
        user: anything,
        token: jwt({ fixedClaims: { widget: widgetId } }),
      }),
    );
    const listed = listVendors({ desk, zendesk }, {}, {});
    const vendor = await findVendor({ vendor: 'acme-desk', config }, listed);
    expect(vendor.token.fixedClaims).toStrictEqual({ widget: 'w_1' });
    expect(await findVendor({ vendor: 'zendesk' }, listed)).toBe(zendesk);
    await expect(findVendor({ vendor: 'acme-desk' }, listed)).rejects.toThrow(
      'the configuration of Acme Desk, as in acmeDesk({ widgetId }).',
    );
  });
});

test('a definition that cannot work: the error of the definition', async () => {
  const { status, stderr } = await run(withKey('sign', `./${MODULES}/broken.mjs`), USER);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^ERR_OPTION_INVALID {2}token must .*\nhint {2}.*\n$/);
});

describe('an error that only looks like one of the package is not shown', () => {
  const forged = `Object.assign(new Error('v_12345'), {
    name: 'ChatTokenError', code: 'ERR_OPTION_INVALID', hint: 'v_12345' })`;

  test.each([
    ['an object', `throw ${forged};`, ' (ERR_OPTION_INVALID)'],
    ['with a code of its own', "throw { name: 'ChatTokenError', code: 'v_12345' };", ''],
  ])('thrown by a module: %s', async (name, code, reason) => {
    const module = file(`${name.replaceAll(' ', '-')}.mjs`, code);
    const { status, stderr } = await run(withKey('sign', module), USER);
    expect(status).toBe(2);
    expect(stderr).toMatch(`Cannot load the module${reason}. Run it with node to see why.\n`);
    expect(stderr).not.toContain('v_12345');
  });

  test('thrown with a configuration', async () => {
    const module = file(
      'configured.mjs',
      `export default Object.assign(() => { throw ${forged}; },
        { vendorName: 'acme', title: 'Acme', '~call': 'acme({ widgetId })' });`,
    );
    const { status, stderr } = await run(withKey('sign', module, '--config', config), USER);
    expect(status).toBe(2);
    expect(stderr).toContain('Acme cannot be made with this configuration');
    expect(stderr).not.toContain('v_12345');
  });
});

test('names of vendors are names, also with a dot or a slash inside', async () => {
  await expect(findVendor({ vendor: 'zendesk/index' })).rejects.toThrow(UsageError);
  await expect(findVendor({ vendor: 'zendesk/index' })).rejects.toThrow('a name');
});

describe('wrong usage: 2', () => {
  const list = file('list.json', '["w_1"]');
  const empty = file('empty.mjs', 'export const user = {};');
  const syntax = file('syntax.mjs', `SECRET=${OTHER_SECRET} "`);
  const reference = file('reference.mjs', 'const a = v_12345;');
  const lost = file('lost.mjs', "import './nowhere.mjs';");
  const named = file('named.js', "module.exports = 'acme';");
  const cloud = withKey('sign', ACME_CLOUD, '--key-id', KEY_ID);

  test.each<[string, string[], string?]>([
    ['--vendor is required: a name from chat-token vendors, or a module.', ['sign']],
    ['a module such as ./my-vendor.mjs. Did you mean zendesk?', withKey('sign', 'zendsk')],
    ['Cannot find the module', withKey('sign', './nowhere.mjs')],
    ['Cannot find the module', withKey('sign', 'nowhere.ts')],
    ['Cannot find the module', withKey('sign', '/nowhere')],
    ['Cannot find the module', withKey('sign', 'file://%')],
    ['Cannot find the module', withKey('inspect', '../nowhere.js#acme')],
    ['Cannot find the module', withKey('sign', folder)],
    ['Cannot load the module', withKey('sign', syntax)],
    ['Cannot load the module', withKey('sign', reference)],
    ['Cannot load the module', withKey('sign', lost)],
    [
      'The default export of the module does not exist. Vendors in this module: #acmeCloud.',
      withKey('sign', `./${MODULES}/configured.mjs`),
    ],
    [
      'The export behind # does not exist. Vendors in this module: #acmeHash, #default.',
      withKey('sign', `${ACME}#toString`),
    ],
    ['The export behind # is not a vendor.', withKey('sign', `${ACME}#notAVendor`)],
    ['does not exist. Export what defineVendor or defineConfiguredVendor', withKey('sign', empty)],
    ['Cannot find', withKey('sign', `${ACME}#`)],
    ['The default export of the module is not a vendor', withKey('sign', named)],
    ['--config is required: a JSON file with the configuration of Acme Cloud', cloud],
    ['as in acmeCloud({ widgetId })', withKey('verify', ACME_CLOUD, 'a.b.c')],
    ['Cannot read the configuration', [...cloud, '--config', `${folder}/nowhere.json`]],
    ['The configuration must be JSON.', [...cloud, '--config', syntax]],
    ['The configuration must be a JSON object.', [...cloud, '--config', list]],
    ['Leave out --config: Acme Chat has no config', withKey('sign', ACME, '--config', config)],
    [
      'Leave out --config: Zendesk messaging has no configuration.',
      withKey('sign', 'zendesk', '--key-id', KEY_ID, '--config', config),
    ],
    ['--vendor is required', ['inspect', '--config', config, 'a.b.c']],
    [
      'Leave out --expires-in: a hash for Acme Inbox never expires.',
      withKey('sign', ACME_HASH, '--expires-in', '1h'),
      FIELDS,
    ],
    ['--user is required', withKey('verify', ACME_HASH, HASH)],
    ['The user must be JSON.', withKey('verify', ACME_HASH, HASH, '--user', syntax)],
    [
      'The token cannot come from standard input too',
      withKey('verify', ACME_HASH, '--user', '-'),
      FIELDS,
    ],
    ['Leave out --user: a JWT', withKey('verify', ACME, 'a.b.c', '--user', fields)],
    ['--user needs --vendor', ['inspect', HASH, '--user', fields]],
    ['Leave out --user: a JWT', withKey('inspect', ACME, 'a.b.c', '--user', fields)],
    [
      'The user cannot come from standard input too',
      withKey('inspect', ACME_HASH, '--user', '-'),
      FIELDS,
    ],
  ])('%s (%j)', async (message, args, input) => {
    const { status, stdout, stderr } = await run(args, input);
    expect([status, stdout]).toStrictEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('v_12345');
  });
});
