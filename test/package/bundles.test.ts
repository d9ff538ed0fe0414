/** A bundle with the package contains only what is used. */
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, inject, test } from 'vitest';
import { camelCase, vendorFolders } from '../../scripts/generate/lists.ts';
import { markPureCalls } from '../../scripts/pure.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { ROOT } from '../support/files.ts';
import { VENDORS } from '../support/vendors.ts';

/** Bundles code that uses the packed package, with everything that it imports or may import later. */
async function buildBundle(code: string) {
  return build({
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    absWorkingDir: inject('project'),
    stdin: { contents: code, resolveDir: inject('project') },
    logLevel: 'error',
    write: false,
  });
}

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await buildBundle(code);
  return outputFiles.map(({ text }) => text).join('');
}

/** Returns the files of jose that are in the bundle. */
async function joseIn(code: string): Promise<string[]> {
  const { metafile } = await buildBundle(code);
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([path, { bytesInOutput }]) => path.includes('/jose/') && bytesInOutput > 0)
    .map(([path]) => path.replace(/^.*\/jose\/dist\/webapi\//, ''))
    .sort();
}

/** Returns the source files that are in a bundle of the library's source, built as the package is. */
async function sourcesIn(names: string): Promise<string[]> {
  const { metafile } = await build({
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    absWorkingDir: ROOT,
    stdin: { contents: `export { ${names} } from './src/index.ts';`, resolveDir: ROOT },
    plugins: [markPureCalls()],
    write: false,
  });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.replace(/^src\//, ''))
    .sort();
}

/** What only verifying needs. */
const VERIFICATION = /^token\/verify|^formats\/\w+\/(?:verif|times|compact)|^contract\/valid/;

/** What a bundle that only signs has, whatever the vendor. */
const SIGNING = "import { signChatToken } from 'chat-token'; globalThis.x = signChatToken;";

/** The claims of each vendor, by its export: those of the full example, and the fixed ones. */
const CLAIMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(EXAMPLES).map(([name, { full }]) => [camelCase(name), Object.keys(full.claims)]),
);

/** Claim names that only one vendor has, and that are no words of the signing code. */
async function ownNames(vendor: string): Promise<string[]> {
  const shared = await bundle(SIGNING);
  const others = [...CLAIMS].flatMap(([name, claims]) => (name === vendor ? [] : claims));
  return (CLAIMS.get(vendor) ?? []).filter(
    // Words such as `fields` occur in messages.
    (claim) => /[A-Z_]/.test(claim) && !others.includes(claim) && !shared.includes(claim),
  );
}

/** Where each widget takes its token. */
const GLOBALS = {
  khoros: 'Brandmessenger',
  convrs: 'ConvrsUser',
  zendesk: 'loginUser',
  deskpro: 'DpMessengerOptions',
  intercom: 'intercomSettings',
  chatwoot: '$chatwoot',
};

test.each([
  "import 'chat-token';",
  "import { khoros } from 'chat-token';",
  "import 'chat-token/vendors/convrs';",
  "import 'chat-token/server';",
  "import 'chat-token/html';",
  "import 'chat-token/browser';",
  "import 'chat-token/inspect';",
  "import 'chat-token/testing';",
])('%s alone costs nothing', async (code) => {
  expect(await bundle(code)).toBe('');
});

/** The folder of a vendor. A second vendor in a folder has a longer name. */
function folderOf(name: string): string {
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return (
    vendorFolders()
      .filter((each) => `${kebab}-`.startsWith(`${each}-`))
      .at(-1) ?? kebab
  );
}

describe.each([...CLAIMS.keys()])('%s', (name) => {
  test('brings no other vendor', async () => {
    const folder = `vendors/${folderOf(name)}/`;
    const sources = await sourcesIn(`signChatToken, ${name}`);
    const vendors = sources.filter((path) => path.startsWith('vendors/'));
    expect(
      vendors.filter((path) => !path.startsWith(folder) && !path.includes('/smooch/')),
    ).toStrictEqual([]);
    expect(vendors).toContain(`${folder}index.ts`);
    const source = readFileSync(`${ROOT}src/${folder}index.ts`, 'utf8');
    for (const from of ['chat-token', `chat-token/${folder.slice(0, -1)}`]) {
      const code = `import { ${name} } from '${from}'; import { signChatToken } from 'chat-token'; globalThis.x = [${name}, signChatToken];`;
      const text = await bundle(code);
      for (const other of CLAIMS.keys()) {
        // Two objects in one folder may share a module.
        if (folderOf(other) === folderOf(name)) continue;
        for (const claim of await ownNames(other)) {
          // A setting may have the same name.
          if (!source.includes(claim)) expect(text.includes(claim), claim).toBe(false);
        }
      }
    }
  });

  test('brings no signing code by itself', async () => {
    const text = await bundle(
      `import { ${name} } from 'chat-token/vendors/${folderOf(name)}'; globalThis.x = ${name};`,
    );
    expect(text).not.toMatch(/subtle|importKey/);
  });
});

/** All vendors with an identity hash. Two of them share a folder with a JWT. */
const HASHES = VENDORS.filter(({ vendor }) => vendor.token.kind === 'hmac').map(({ vendor }) =>
  camelCase(vendor.name),
);

describe.each([
  ['jwt', ['khoros', 'convrs', 'zendesk', 'deskpro', 'intercom'], 'hmac'],
  ['hmac', HASHES, 'jwt'],
])('signing with a vendor whose kind is %s', (kind, vendors, other) => {
  test.each(
    vendors,
  )('%s brings nothing of the other kind, no verification, no jose', async (vendor) => {
    for (const sign of ['signChatToken', 'signChatLogin', 'createChatTokenSigner']) {
      const sources = await sourcesIn(`${sign}, ${vendor}`);
      expect(sources).toContain(`formats/${kind}/format.ts`);
      expect(sources).toContain(`vendors/${folderOf(vendor)}/index.ts`);
      expect(sources.filter((path) => path.startsWith(`formats/${other}/`))).toStrictEqual([]);
      expect(sources.filter((path) => VERIFICATION.test(path))).toStrictEqual([]);
      const own = `vendors/${folderOf(vendor)}/`;
      expect(
        sources.filter((path) => path.startsWith('vendors/') && !path.startsWith(own)),
      ).toStrictEqual([]);
    }
  });

  test('in the packed package, too', async () => {
    for (const vendor of vendors) {
      const code = `import { ${vendor}, signChatToken } from 'chat-token'; globalThis.x = [${vendor}, signChatToken];`;
      const text = await bundle(code);
      expect(text.includes('has no identifier to hash'), vendor).toBe(kind === 'hmac');
      expect(text.includes('HS256'), vendor).toBe(kind === 'jwt');
      expect(await joseIn(code), vendor).toStrictEqual([]);
    }
  });
});

test('verifying brings what is looked for above', async () => {
  const sources = await sourcesIn('verifyChatToken, khoros');
  for (const path of ['token/verify.ts', 'formats/jwt/verify.ts', 'formats/hmac/verify.ts']) {
    expect(sources).toContain(path);
    expect(path).toMatch(VERIFICATION);
  }
});

test('signing brings no verifier and no endpoint', async () => {
  const text = await bundle(
    "import { signChatToken } from 'chat-token'; globalThis.x = signChatToken;",
  );
  expect(text).toContain('importKey');
  expect(text).not.toMatch(/clockTolerance|ERR_SIGNATURE_INVALID|getUser|sec-fetch-site/);
});

test.each([
  "import * as all from 'chat-token/browser'; globalThis.x = all;",
  "import * as all from 'chat-token/html'; globalThis.x = all;",
  "import { createChatTokenSigner, khoros, signChatToken, zendesk } from 'chat-token'; globalThis.x = [createChatTokenSigner, khoros, signChatToken, zendesk];",
  "import { createTokenHandler } from 'chat-token/server'; globalThis.x = createTokenHandler;",
  "import 'chat-token'; import 'chat-token/inspect'; import 'chat-token/testing';",
])('without verifying there is no jose: %s', async (code) => {
  expect(await joseIn(code)).toStrictEqual([]);
});

test('verifying brings the part of jose that verifies a compact JWS, and nothing else of it', async () => {
  const files = await joseIn(
    "import { signChatToken, verifyChatToken } from 'chat-token'; globalThis.x = [signChatToken, verifyChatToken];",
  );
  expect(files).toContain('jws/compact/verify.js');
  expect(
    files.filter((path) => !/^(?:jws\/compact\/verify|lib\/|util\/)/.test(path)),
  ).toStrictEqual([]);
  expect(files.join()).not.toMatch(/jwe|jwt|jwk\/|jwks|sign\.js|encrypt|decrypt/);
});

test.each(
  Object.keys(GLOBALS),
)('%sWidget brings no signing code and no other widget', async (name) => {
  const text = await bundle(
    `import { connectChat, ${name}Widget } from 'chat-token/browser'; globalThis.x = connectChat(${name}Widget, {});`,
  );
  expect(text).not.toMatch(/subtle|importKey|TextEncoder/);
  for (const [widget, global] of Object.entries(GLOBALS)) {
    expect(text.includes(global), global).toBe(widget === name);
  }
  // An object with a spread, or a template string, stays in every bundle.
  const titles = VENDORS.filter(({ vendor }) => vendor.name !== name).map(
    ({ vendor }) => vendor.title,
  );
  expect(titles.filter((title) => text.includes(`"${title}"`))).toStrictEqual([]);
});

test('the script for HTML brings no signing code', async () => {
  const text = await bundle(
    "import { convrsWidget, loginScript } from 'chat-token/html'; globalThis.x = [convrsWidget, loginScript];",
  );
  expect(text).toContain('ConvrsUser');
  expect(text.match(/subtle|importKey|HMAC/)).toBeNull();
});

/** Codes of findings, one of each folder that has some. */
const FINDINGS = [
  'SCOPE_MISSING',
  'CRM_ID_SPELLING',
  'GROUP_AUTOMATIC',
  'CREATED_AT_IN_OTHER_UNIT',
  'PROFILE_MISSING',
  'ID_IS_EMAIL',
  'KID_MISSING',
];

test('signing, verifying and the endpoint bring no findings', async () => {
  const text = await bundle(
    "import * as all from 'chat-token'; import * as server from 'chat-token/server'; globalThis.x = [all, server];",
  );
  for (const code of FINDINGS) expect(text).not.toContain(code);
  expect(text).not.toContain('RelativeTimeFormat');
});

test('inspecting brings the findings of every vendor', async () => {
  const text = await bundle(
    "import { inspectChatToken } from 'chat-token/inspect'; globalThis.x = inspectChatToken;",
  );
  for (const code of FINDINGS) expect(text).toContain(code);
});
