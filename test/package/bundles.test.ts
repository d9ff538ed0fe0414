/** What a bundler makes of the package: nothing that is not used. */
import { build } from 'esbuild';
import { describe, expect, inject, test } from 'vitest';

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

/** Claim names that only one vendor has. */
const OWN_NAMES = {
  khoros: ['givenName', 'appUser'],
  convrs: ['crmID', 'agentData', 'userData'],
  zendesk: ['external_id', 'email_verified'],
  deskpro: ['deskpro_id', 'usergroup_ids', 'organization_id'],
};

/** Where each widget takes its token. */
const GLOBALS = {
  khoros: 'Brandmessenger',
  convrs: 'ConvrsUser',
  zendesk: 'loginUser',
  deskpro: 'DpMessengerOptions',
};

test.each([
  "import 'chat-token';",
  "import { khoros } from 'chat-token';",
  "import 'chat-token/convrs';",
  "import 'chat-token/server';",
  "import 'chat-token/html';",
  "import 'chat-token/browser';",
  "import 'chat-token/inspect';",
  "import 'chat-token/testing';",
])('%s alone costs nothing', async (code) => {
  expect(await bundle(code)).toBe('');
});

describe.each(Object.keys(OWN_NAMES))('%s', (name) => {
  test.each([
    `import { ${name}, signChatToken } from 'chat-token'; globalThis.x = [${name}, signChatToken];`,
    `import { ${name} } from 'chat-token/${name}'; import { signChatToken } from 'chat-token'; globalThis.x = [${name}, signChatToken];`,
  ])('brings no other vendor: %s', async (code) => {
    const text = await bundle(code);
    for (const [vendor, names] of Object.entries(OWN_NAMES)) {
      for (const own of names) expect(text.includes(own), own).toBe(vendor === name);
    }
  });

  test('brings no signing code by itself', async () => {
    const text = await bundle(
      `import { ${name} } from 'chat-token/${name}'; globalThis.x = ${name};`,
    );
    expect(text).not.toMatch(/subtle|importKey|HS256|TextEncoder/);
  });
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
  Object.keys(OWN_NAMES),
)('%sWidget brings no signing code and no other widget', async (name) => {
  const text = await bundle(
    `import { connectChat, ${name}Widget } from 'chat-token/browser'; globalThis.x = connectChat(${name}Widget, {});`,
  );
  expect(text).not.toMatch(/subtle|importKey|HS256|TextEncoder/);
  for (const [widget, global] of Object.entries(GLOBALS)) {
    expect(text.includes(global), global).toBe(widget === name);
  }
});

test('the script for HTML brings no signing code', async () => {
  const text = await bundle(
    "import { convrsWidget, loginScript } from 'chat-token/html'; globalThis.x = [convrsWidget, loginScript];",
  );
  expect(text).toContain('ConvrsUser');
  expect(text.match(/subtle|importKey|HMAC/)).toBeNull();
});

/** Codes of findings, one of each room that has some. */
const ADVICE = [
  'SCOPE_MISSING',
  'CRM_ID_SPELLING',
  'GROUP_AUTOMATIC',
  'ID_IS_EMAIL',
  'KID_MISSING',
];

test('signing, verifying and the endpoint bring no advice', async () => {
  const text = await bundle(
    "import * as all from 'chat-token'; import * as server from 'chat-token/server'; globalThis.x = [all, server];",
  );
  for (const code of ADVICE) expect(text).not.toContain(code);
  expect(text).not.toContain('RelativeTimeFormat');
});

test('inspecting brings the advice of every vendor', async () => {
  const text = await bundle(
    "import { inspectChatToken } from 'chat-token/inspect'; globalThis.x = inspectChatToken;",
  );
  for (const code of ADVICE) expect(text).toContain(code);
});
