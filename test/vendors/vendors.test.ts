/** What holds for every vendor of the package. Everything that it needs is in the vendor's folder. */
import { readdirSync, readFileSync } from 'node:fs';
import * as library from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { camelCase, vendorFolders } from '../../scripts/generate/lists.ts';
import { validateClaims } from '../../src/contract/validate.ts';
import { checkedVendor } from '../../src/inspect/findings.ts';
import { CHECKS } from '../../src/vendors/checks.ts';
import type { PitfallToken } from '../../src/vendors/example.ts';
import * as scripts from '../../src/vendors/scripts.ts';
import { SNIPPETS } from '../../src/vendors/snippets.ts';
import * as widgets from '../../src/vendors/widgets.ts';
import { inspect } from '../inspect/support.ts';
import { ROOT } from '../support/files.ts';
import {
  decodeToken,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../support/support.ts';
import {
  fieldsOf,
  forAnyUser,
  keyFor,
  type TestVendor,
  timesOf,
  VENDORS,
} from '../support/vendors.ts';
import { defineAgain } from './again.ts';
import { readMembers } from './documented.ts';

/** Convrs documents ten kinds of rows for its agents. */
const LONGER = new Set(['convrs']);

/** The ids of Helpshift are in a list of objects. Its own tests try them. */
const WITHOUT_ID = new Set(['helpshift']);

const FOLDER = `${ROOT}src/vendors/`;
const HEADINGS = ['Secret', 'Refresh', 'Log out', 'Errors', 'Sources'];

/** What nobody means as an id, and what makes one id of two. */
const NO_IDS = [
  ...['', ' ', '\u200b', 'undefined', 'null', 'NaN', 'Invalid Date'],
  ...['[object Object]', '[object Promise]', '[object Undefined]', '[object Set Iterator]'],
  ...[
    ' u_1',
    'u_1 ',
    'u_1\n',
    '\r\nu_1',
    '\tu_1',
    '\u00a0u_1',
    '\ufeffu_1',
    'u_1\u200b',
    'u_1\u2028',
  ],
  ...['u\0_1', 'u\n_1', 'u\x1b[31m', 'u\x7f', 'u\x9b', 'alice\ud800', 'alice\udfff', 'al\udfffice'],
  'Jos\ufffd',
];

/** What may be one. */
const IDS = [
  '0',
  'u_1',
  'a b',
  'none',
  'None',
  'NULL',
  'true',
  'nullable',
  'José',
  '密',
  '\u{1f600}',
];

const named = (findings: readonly { code: string; path: string }[]) =>
  findings.map(({ code, path }) => (path === '' ? code : `${code} at ${path}`));

test('every folder with an example is exported, and every exported vendor has one', () => {
  // A second vendor in a folder has `example-<suffix>.json`. A folder may have only such vendors.
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(`${FOLDER}${folder}`).flatMap((file) => {
        const [, suffix] = /^example(-.*|)\.json$/.exec(file) ?? [];
        return suffix === undefined ? [] : [folder + suffix];
      }),
    );
  const exported = Object.values<unknown>(library).flatMap((value) => {
    const { vendorName, name, token } = Object(value);
    return vendorName ?? (token === undefined ? [] : name);
  });
  expect(exported.sort()).toStrictEqual(folders.sort());
  expect(VENDORS.map(({ vendor }) => vendor.name).sort()).toStrictEqual(folders.sort());
  expect(CHECKS.map(({ vendor }) => checkedVendor(vendor).name).sort()).toStrictEqual(folders);
});

describe.each(
  VENDORS.map(({ vendor, example }) => ({ name: vendor.name, vendor, example })),
)('$name', ({ name, vendor, example }) => {
  const isHash = vendor.token.kind === 'hmac';
  const randomId = { randomId: () => '00000000-0000-4000-8000-000000000001' };
  const key = keyFor(vendor, SECRET, KEY_ID);
  const options = { ...key, now: NOW, ...(!isHash && randomId) };
  const checking = { ...key, now: NOW };
  const times = timesOf(vendor, NOW_SECONDS);
  const folder =
    vendorFolders()
      .filter((each) => name === each || name.startsWith(`${each}-`))
      .at(-1) ?? name;
  const suffix = name.slice(folder.length);
  const { minimal, full, rejected, pitfalls = {}, config } = example;
  const checks = CHECKS.find((each) => checkedVendor(each.vendor).name === name);
  const codes = Object.keys(checks?.findings ?? {});
  const contract = vendor['~contract']();
  if (contract?.type !== 'object') throw new Error(`${name} has no contract`);
  const fields = Object.keys(contract.fields);
  const text = (file: string) => readFileSync(`${FOLDER}${folder}/${file}`, 'utf8');

  test('has the same name in its subpath, in lower case with hyphens', async () => {
    const module: Record<string, unknown> = await import(`../../src/vendors/${folder}/index.ts`);
    const own = module[camelCase(name)];
    expect(own).toBe(Reflect.get(library, camelCase(name)));
    expect(typeof own === 'function' ? Reflect.get(own, 'vendorName') : own).toBe(
      typeof own === 'function' ? name : vendor,
    );
    expect(name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(new URL(vendor.docs).protocol).toBe('https:');
  });

  describe.each(Object.entries({ minimal, full }))('the %s example', (_which, {
    user,
    claims,
    findings = [],
    recognizedAs = name,
  }) => {
    test('gives its claims, and leaves the user as it was', () => {
      const before = structuredClone(user);
      expect(vendor.claims(user)).toStrictEqual(claims);
      expect(user).toStrictEqual(before);
    });

    test('signs and verifies', async () => {
      const login = await library.signChatLogin(vendor, user, options);
      const { token } = login;
      const verified = await library.verifyChatToken(vendor, token, {
        ...checking,
        ...(isHash && { user: fieldsOf(login) }),
      });
      if (isHash) {
        expect(verified.claims).toStrictEqual({ ...claims, ...timeOf(vendor) });
        expect(fieldsOf(login)).toStrictEqual(verified.claims);
        expect(token).toMatch(/^[0-9a-f]{64}$/);
        return;
      }
      expect(verified.claims).toMatchObject({ ...claims, ...times });
      const payload = JSON.parse(decodeToken(token)[1]);
      const { generatedClaims = [] } = vendor.token;
      const own = [...generatedClaims, vendor.token.keyIdClaim];
      const signed = Object.entries(payload).filter(([claim]) => !own.includes(claim));
      expect(verified.claims).toStrictEqual(Object.fromEntries(signed));
      for (const claim of generatedClaims) expect(payload).toHaveProperty(claim);
      expect(verified.header).toStrictEqual(JSON.parse(decodeToken(token)[0]));
    });

    test('gives a login with everything that the widget takes', async () => {
      const login = await library.signChatLogin(vendor, user, options);
      const { token } = login;
      // A hash that expires is worth nothing alone.
      if (vendor.token.timeField === undefined) {
        expect(await library.signChatToken(vendor, user, options)).toBe(token);
      }
      expect(login.vendor).toBe(name);
      expect(Object.values(login.settings)).toContain(token);
      expect(login.userId).toBe(vendor.userId(claims));
      expect(JSON.parse(JSON.stringify(login))).toStrictEqual(login);
      const { expiry, singleUse } = vendor.token;
      const age = expiry?.default ?? 0;
      expect(login.expiresAt).toBe(expiry === null ? null : NOW_SECONDS + age);
      const isRefreshed = expiry !== null && !singleUse;
      expect(login.refreshAt).toBe(isRefreshed ? NOW_SECONDS + Math.floor(age * 0.75) : null);
    });

    test('has the findings that the example lists, and no error', async () => {
      const found = lintClaims(vendor, claims);
      expect(found.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
      expect(named(found)).toStrictEqual(findings);
      if (isHash) {
        const login = await library.signChatLogin(vendor, user, options);
        const sent = { vendor, ...checking, user: fieldsOf(login) };
        const { signature, findings: all } = await inspectChatToken(login.token, sent);
        expect(signature).toBe('valid');
        // Every hash has one about what it does not protect, which comes last among the infos.
        expect(named(all).slice(0, -1)).toStrictEqual(findings);
        return;
      }
      const token = await library.signChatToken(vendor, user, options);
      const report = await inspectChatToken(token, { vendor, ...checking });
      expect(named(report.findings)).toStrictEqual(findings);
      const recognized = await inspectChatToken(token, { now: NOW });
      expect(recognized.vendor?.name ?? null).toBe(recognizedAs);
    });
  });

  test('has widgets of its own name, whose script has the token', async () => {
    const widget = Reflect.get(widgets, `${camelCase(name)}Widget`);
    const scriptWidget = Reflect.get(scripts, `${camelCase(name)}Widget`);
    // Some vendors have no global that a page can give the token to.
    for (const one of [widget, scriptWidget].filter((each) => each !== undefined)) {
      expect(one?.vendor).toBe(name);
      // Khoros writes "(Legacy)" behind it, for the product and not for the widget.
      expect(vendor.title).toContain(one?.title);
    }
    if (scriptWidget === undefined) return;
    const login = await library.signChatLogin(vendor, full.user, options);
    const given = { ...login, endpoint: '/api/chat-token' };
    const withToken = [login, given].map((each) => {
      try {
        return loginScript(scriptWidget, each);
      } catch (error) {
        // One that takes either of the two, or needs both.
        expect(library.isChatTokenError(error, 'ERR_OPTION_INVALID')).toBe(true);
        return '';
      }
    });
    expect(withToken.join('')).toContain(login.token);
  });

  test('takes no token from a user', async () => {
    const { token, settings } = await library.signChatLogin(vendor, full.user, options);
    const names = Object.entries(settings).flatMap(([key, value]) =>
      value === token ? [key] : [],
    );
    expect(names.length).toBeGreaterThan(0);
    for (const path of names) {
      const { issues } = vendor['~validate']({ ...full.user, [path]: token });
      expect(issues?.map((issue) => issue.path)).toStrictEqual([path]);
    }
  });

  test('has an index.ts of at most 140 lines', () => {
    const lines = text('index.ts').trimEnd().split('\n').length;
    expect(lines).toBeLessThanOrEqual(LONGER.has(name) ? 300 : 140);
  });

  test('the minimal example has what is required, and the full one everything', () => {
    const required = fields.filter((field) => contract.fields[field]?.required);
    expect(Object.keys(minimal.user)).toStrictEqual(expect.arrayContaining(required));
    // Where nothing is required, it is what identifies the user.
    const needed = required.length === 0 ? [] : Object.keys(minimal.user);
    for (const key of needed) {
      const { [key]: _, ...rest } = Object(minimal.user);
      expect(vendor['~validate'](rest).issues, `without ${key}`).toBeTruthy();
    }
    const given = Object.keys(full.user);
    expect(given).toStrictEqual(expect.arrayContaining(fields));
    expect(given.length > fields.length).toBe(contract.rest !== undefined);
  });

  test.each(rejected)('rejects a user: $why', async ({ user, code, path }) => {
    for (const action of [
      () => vendor.claims(user),
      () => library.signChatLogin(vendor, user, options),
    ]) {
      const error = await refusal(action);
      expect(error.code).toBe(code);
      expect(error.issues?.map((issue) => issue.path)).toContain(path);
      expect(error.message).toContain(vendor.title);
    }
  });

  test('an example of a rejected user has each required member and each type', () => {
    const paths = rejected.map(({ path }) => path);
    for (const field of fields) {
      const isCovered = paths.some((path) => path.split(/[.[]/)[0] === field);
      expect(isCovered, `no rejected user for ${field}`).toBe(true);
      if (!contract.fields[field]?.required) continue;
      const isMissing = rejected.some(({ user, path }) => path === field && !(field in user));
      expect(isMissing, `no rejected user without ${field}`).toBe(true);
    }
  });

  describe('an id', () => {
    const ids = Object.entries(contract.fields).filter(
      ([, field]) =>
        (field.type === 'string' && field.format === 'identifier') ||
        (field.type === 'list' && 'format' in field.items && field.items.format === 'identifier'),
    );

    test.each(NO_IDS)('is never %j', (id) => {
      if (!WITHOUT_ID.has(name)) expect(ids.length).toBeGreaterThan(0);
      for (const [field, { type }] of ids) {
        const value = type === 'list' ? [id] : id;
        const path = type === 'list' ? `${field}[0]` : field;
        const { issues } = vendor['~validate']({ ...full.user, [field]: value });
        expect(issues?.map((issue) => issue.path)).toStrictEqual([path]);
        const inToken = validateClaims(vendor, { ...full.claims, [field]: value });
        expect(inToken.issues).toStrictEqual(issues);
      }
    });

    test.each(IDS)('may be %j', (id) => {
      for (const [field, { type }] of ids) {
        const user = { ...full.user, [field]: type === 'list' ? [id] : id };
        expect(vendor['~validate'](user).issues).toBeUndefined();
      }
    });
  });

  test('null in a user is what is left out, and in a token it is wrong', () => {
    for (const [field, { required }] of Object.entries(contract.fields)) {
      const { issues, claims } = vendor['~validate']({ ...full.user, [field]: null });
      if (required) expect(issues).toStrictEqual([{ path: field, message: 'is missing' }]);
      else expect(claims).not.toHaveProperty(field);
      const inToken = validateClaims(vendor, { ...full.claims, [field]: null });
      expect(inToken.issues?.map(({ path }) => path)).toStrictEqual([field]);
    }
    if (contract.rest !== undefined) {
      const user = { ...full.user, further: null };
      expect(vendor['~validate'](user)).toStrictEqual({ claims: full.claims });
      expect(validateClaims(vendor, { ...full.claims, further: null }).issues).toHaveLength(1);
    }
  });

  test('no user data sets a registered claim', () => {
    // A contract may name one that is not a time.
    const free = ['iss', 'sub', 'aud', 'jti'].filter((claim) => !fields.includes(claim));
    for (const claim of ['iat', 'exp', 'nbf', ...free]) {
      for (const value of ['x', 1, undefined]) {
        const { issues } = vendor['~validate']({ ...full.user, [claim]: value });
        expect(issues?.map(({ path }) => path)).toStrictEqual([claim]);
      }
    }
  });

  test('documents every claim, with its source', () => {
    const members = readMembers(`${FOLDER}${folder}/index.ts`);
    const claims = [...fields, ...Object.keys(vendor.token.fixedClaims)];
    for (const claim of claims) {
      const documented = members.get(claim)?.some(({ hasSource }) => hasSource);
      expect(documented, `${claim} has no source`).toBe(true);
    }
    for (const [member, all] of members) {
      for (const { comment } of all) expect(comment, `${member} has no comment`).not.toBe('');
    }
  });

  describe('pitfalls', () => {
    test('each has an example, and there are no others', () => {
      expect(Object.keys(pitfalls).sort()).toStrictEqual([...codes].sort());
    });

    test.each(Object.entries(pitfalls))('%s', async (code, { found, near }) => {
      expect(await codesOf(vendor, found)).toContain(code);
      expect(await codesOf(vendor, near)).not.toContain(code);
    });
  });

  describe('guide.md', () => {
    const guide = text(`guide${suffix}.md`);
    const [, frontMatter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(guide) ?? [];
    const [introduction = '', ...sections] = body.split(/^## /m);

    test('says when its facts were checked, and introduces the product', () => {
      expect(frontMatter).toMatch(/^checkedOn: \d{4}-\d\d-\d\d$/);
      expect(introduction.trim()).not.toBe('');
    });

    test('has the headings of every guide', () => {
      expect(sections.map((section) => section.split('\n')[0])).toStrictEqual(HEADINGS);
    });

    test.each(HEADINGS)('%s has a source, or says that it is not documented', (heading) => {
      const section = sections.find((each) => each.startsWith(`${heading}\n`));
      expect(section).toMatch(/\]\(https:\/\/|\bnot documented\b/i);
    });

    test('names only findings that exist', () => {
      const folder = `${ROOT}src/inspect/catalog`;
      const catalog = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
      const errors = sections.find((each) => each.startsWith('Errors\n')) ?? '';
      for (const [, code = ''] of errors.matchAll(/`([A-Z]+(?:_[A-Z0-9]+)+)`/g)) {
        const exists =
          codes.includes(code) || catalog.some((file) => file.includes(`  ${code}: [`));
        expect(exists, code).toBe(true);
      }
    });
  });

  test('has code for each platform, with a place for the token and a source', () => {
    const snippets = SNIPPETS[name] ?? [];
    expect(snippets.length).toBeGreaterThan(0);
    for (const { platform, code, source } of snippets) {
      expect(platform).not.toBe('');
      expect(code).toMatch(/['"]<token>['"]/);
      expect(new URL(source).protocol).toBe('https:');
    }
  });

  test('can do no more than a vendor that is made with defineVendor', async () => {
    const again = await defineAgain(folder, camelCase(name), config);
    const users: unknown[] = [minimal.user, full.user, undefined, null, 7, [], 'u_1'];
    const extras = ['toString', '__proto__', 'sub', 'jti', 'exp', 'plan', ...fields];
    for (const extra of extras) {
      for (const value of ['x', 7, null, undefined, {}, ['x', 1], true]) {
        const user = { ...minimal.user };
        Object.defineProperty(user, extra, { value, enumerable: true });
        users.push(user);
      }
    }
    for (const user of [...users, ...rejected.map((each) => each.user)]) {
      const { claims, issues } = vendor['~validate'](user);
      const other = again['~validate'](user);
      expect(other.claims).toStrictEqual(claims);
      // Messages of a schema are hidden if a value of the user occurs in them.
      expect(other.issues).toStrictEqual(
        issues?.map(({ path, message }) => ({
          path,
          message: expect.toSatisfy((text) => text === message || text === 'is invalid'),
        })),
      );
    }
    const sign = (one: TestVendor) => library.signChatLogin(one, full.user, options);
    expect(await sign(again)).toStrictEqual(await sign(vendor));
    expect(again.userId(full.claims)).toBe(vendor.userId(full.claims));
    // Only a vendor of the package knows its contract as data.
    expect(again['~contract']()).toBeUndefined();
    expect(Object.keys(again).sort()).toStrictEqual(Object.keys(vendor).sort());
  });
});

/** The time of a hash that expires. */
function timeOf({ token: { timeField } }: TestVendor): object {
  if (timeField === undefined) return {};
  return { [timeField.name]: NOW_SECONDS * (timeField.unit === 'milliseconds' ? 1000 : 1) };
}

/** The codes of what is found in a token of a vendor, or in the fields of a hash. */
async function codesOf(vendor: TestVendor, { claims, header }: PitfallToken): Promise<string[]> {
  if (vendor.token.kind === 'hmac') return lintClaims(vendor, claims).map(({ code }) => code);
  const { keyId, keyIdClaim } = vendor.token;
  const inHeader = keyId === 'required' && keyIdClaim === undefined;
  const kid = inHeader ? { kid: KEY_ID } : {};
  const ofKey = keyIdClaim === undefined ? {} : { [keyIdClaim]: KEY_ID };
  const members = Object.entries({ alg: 'HS256', typ: 'JWT', ...kid, ...header });
  const given = Object.fromEntries(members.filter(([, value]) => value !== null));
  const { findings } = await inspect({
    token: forge(given, { ...timesOf(vendor, NOW_SECONDS), ...ofKey, ...claims }),
    options: { vendor: forAnyUser(vendor) },
  });
  return findings.map(({ code }) => code);
}
