/** The two formats of the packed package, each with one class of errors. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import jsr from '../../jsr.json' with { type: 'json' };

const project = inject('project');
/** jsr.json lists every vendor, where package.json has a wildcard. */
const entries = Object.keys(jsr.exports).map((path) => path.replace('.', 'chat-token'));

/** Runs a script in the project, with `load(entry, format)`, and gives what it returns. */
function run(body: string): unknown {
  const script = `
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const load = async (entry, format) => (format === 'import' ? import(entry) : require(entry));
    const result = async () => {${body}};
    process.stdout.write(JSON.stringify(await result()));`;
  writeFileSync(`${project}/run.mjs`, script);
  return JSON.parse(
    execFileSync(process.execPath, ['run.mjs'], { cwd: project, encoding: 'utf8' }),
  );
}

/** What each entry point exports: names, and what they are. */
const exportsOf = (format: string) =>
  run(`
    const kindsOf = (module) => Object.entries(module).map(([name, value]) => [name, typeof value]);
    const entries = ${JSON.stringify(entries)};
    const kinds = async (entry) => [entry, Object.fromEntries(kindsOf(await load(entry, '${format}')))];
    return Object.fromEntries(await Promise.all(entries.map(kinds)));`);

test('every entry point exports the same in both', () => {
  const imported = exportsOf('import');
  expect(imported).toHaveProperty(['chat-token', 'signChatToken'], 'function');
  expect(Object.keys(Object(imported))).toStrictEqual(entries);
  expect(exportsOf('require')).toStrictEqual(imported);
});

describe.each([
  ['import', 'require'],
  ['require', 'import'],
])('%s', (format, other) => {
  test('every entry point throws one class, which the other format knows by name and code', () => {
    const found = run(`
      const own = await load('chat-token', '${format}');
      const other = await load('chat-token', '${other}');
      const calls = {
        'chat-token': ({ khoros }) => khoros.claims({}),
        'chat-token/vendors/khoros': ({ khoros }) => khoros.claims({}),
        'chat-token/server': ({ createTokenHandler }) => createTokenHandler(),
        'chat-token/html': ({ loginScript }) => loginScript(),
        'chat-token/browser': ({ connectChat }) => connectChat(),
        'chat-token/inspect': ({ lintClaims }) => lintClaims(),
        'chat-token/testing': ({ createFake }) => createFake(own.khoros),
      };
      const verdicts = Object.entries(calls).map(async ([entry, call]) => {
        const error = await load(entry, '${format}').then(call).catch((thrown) => thrown);
        return {
          entry,
          isOwn: error instanceof own.ChatTokenError && own.isChatTokenError(error, error.code),
          isInstanceOfOther: error instanceof other.ChatTokenError,
          isKnownToOther: other.isChatTokenError(error, error.code),
        };
      });
      return Promise.all(verdicts);`);
    const verdict = { isOwn: true, isInstanceOfOther: false, isKnownToOther: true };
    expect(found).toStrictEqual(Array(7).fill(expect.objectContaining(verdict)));
  });

  test('signs, and the other verifies', () => {
    const claims = run(`
      const { signChatToken, zendesk } = await load('chat-token', '${format}');
      const { verifyChatToken, zendesk: same } = await load('chat-token', '${other}');
      const key = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
      const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
      return (await verifyChatToken(same, token, key)).claims;`);
    expect(claims).toMatchObject({ scope: 'user', external_id: 'u_1' });
  });
});

test.each(['import', 'require'])('%s loads jose only to verify', (format) => {
  const counts = run(`
    // jose makes a TextEncoder while it loads, and the library makes one where it signs.
    const { TextEncoder } = globalThis;
    let made = 0;
    globalThis.TextEncoder = class extends TextEncoder {
      constructor() {
        super();
        made += 1;
      }
    };
    const count = () => [made, (made = 0)][0];
    const [{ signChatToken, verifyChatToken, zendesk }] =
      await Promise.all(${JSON.stringify(entries)}.map((entry) => load(entry, '${format}')));
    const loading = count();
    const key = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
    const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
    const signing = count();
    await signChatToken(zendesk, { external_id: 'u_1' }, key);
    const signingAgain = count();
    await verifyChatToken(zendesk, token, key);
    const verifying = count();
    await verifyChatToken(zendesk, token, key);
    return { loading, signing, signingAgain, verifying, verifyingAgain: count() };`);
  expect(counts).toMatchObject({ loading: 0, signing: 2, signingAgain: 1 });
  expect(counts).toMatchObject({ verifying: 1, verifyingAgain: 0 });
});

test('a vendor is the same object in all entry points', () => {
  for (const format of ['import', 'require']) {
    const same = run(`
      const own = await load('chat-token', '${format}');
      const { chatwoot } = await load('chat-token/vendors/chatwoot', '${format}');
      return chatwoot === own.chatwoot;`);
    expect(same).toBe(true);
  }
});

test.each([
  ['dist/index.js', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['dist/cjs/bundle.cjs', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['bundle', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['src/index.ts', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['errors', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['khoros', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['vendors', /^ERR_PACKAGE_PATH_NOT_EXPORTED$/],
  ['vendors/smooch', /MODULE_NOT_FOUND$/],
  ['vendors/index', /MODULE_NOT_FOUND$/],
  ['vendors/../index', /^ERR_INVALID_MODULE_SPECIFIER$/],
])('chat-token/%s cannot be loaded', (path, code) => {
  const codes = run(`
    const codeOf = (format) => load('chat-token/${path}', format).catch(({ code }) => code);
    return Promise.all([codeOf('import'), codeOf('require')]);`);
  expect(codes).toStrictEqual([expect.stringMatching(code), expect.stringMatching(code)]);
});
