/** The packed package, as those who install it get it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, test } from 'vitest';

const folder = inject('project');
const library = `${folder}/node_modules/chat-token/`;
const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

function run(command: string, args: string[]): string {
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio });
}

describe('files', () => {
  test('these, and no others', () => {
    // Chunks carry a hash of what is in them, and are as many as the bundler likes.
    const names = inject('packedFiles').map((path) =>
      path.replace(/^dist\/(?:chunk|[a-z]+)-[\w-]{8}\./, 'dist/*.'),
    );
    const entries = [
      'index',
      'khoros',
      'convrs',
      'zendesk',
      'deskpro',
      'server',
      'html',
      'browser',
      'inspect',
      'testing',
    ];
    expect([...new Set(names)].sort()).toStrictEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'dist/*.d.ts',
        'dist/*.js',
        'dist/*.js.map',
        'dist/cli/main.js',
        'dist/cli/main.js.map',
        ...entries.flatMap((entry) => [
          `dist/${entry}.d.ts`,
          `dist/${entry}.js`,
          `dist/${entry}.js.map`,
        ]),
        ...['khoros', 'convrs', 'zendesk', 'deskpro'].map(
          (name) => `docs/examples/users/${name}.json`,
        ),
        'package.json',
      ].sort(),
    );
  });

  test('no install script, and no dependency', () => {
    const { scripts, dependencies } = JSON.parse(readFileSync(`${library}package.json`, 'utf8'));
    expect(dependencies).toBeUndefined();
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toStrictEqual([]);
    expect(
      readdirSync(`${folder}/node_modules`).filter((name) => !name.startsWith('.')),
    ).toStrictEqual(['chat-token']);
  });

  test('nothing of Node in the library', () => {
    const scripts = readdirSync(`${library}dist`).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(5);
    for (const name of scripts) {
      const code = readFileSync(`${library}dist/${name}`, 'utf8').replaceAll(
        /\/\*.*?\*\/|^\s*\/\/.*$/gms,
        '',
      );
      expect(code).not.toMatch(/node:|\bBuffer\b|\bprocess\b|\brequire\(/);
    }
    expect(readFileSync(`${library}dist/cli/main.js`, 'utf8')).toMatch(/from ["']node:util["']/);
  });
});

describe('use', () => {
  const script = `
    const token = await signChatToken(zendesk, { external_id: 'u_1' }, key);
    const { claims } = await verifyChatToken(zendesk, token, key);
    console.log(claims.external_id, isChatTokenError(error), require_ === import_);
  `;

  test('from an ES module and from CommonJS by require(), with one class of errors', () => {
    writeFileSync(
      `${folder}/use.cjs`,
      `const required = require('chat-token');
      const { khoros } = require('chat-token/khoros');
      import('chat-token').then(async (imported) => {
        const { signChatToken, verifyChatToken, zendesk, ChatTokenError, isChatTokenError } = required;
        const key = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
        const error = new imported.ChatTokenError('ERR_KEY_UNKNOWN', '');
        const [require_, import_] = [ChatTokenError, imported.ChatTokenError];
        ${script}
        console.log(khoros === required.khoros);
      });`,
    );
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    expect(major > 20 || minor >= 19).toBe(true);
    expect(run(process.execPath, ['use.cjs'])).toBe('u_1 true true\ntrue\n');
  });

  test('the command line', () => {
    const help = run(`${folder}/node_modules/.bin/chat-token`, ['--help']);
    expect(help).toContain('chat-token sign');
    expect(run(`${folder}/node_modules/.bin/chat-token`, ['demo'])).toContain('All 4 tokens');
  });

  test('a demo of which one token fails does not end with 0', () => {
    const user = `${library}docs/examples/users/convrs.json`;
    const before = readFileSync(user, 'utf8');
    writeFileSync(user, '{ "crmId": "CRM-1" }');
    const result = spawnSync(process.execPath, [`${library}dist/cli/main.js`, 'demo'], {
      encoding: 'utf8',
    });
    writeFileSync(user, before);
    expect(result.status).toBe(1);
    expect(result.stdout).toContain('ERR_CLAIMS_INVALID');
    expect(result.stdout).toContain('Not every token holds');
    expect(result.stdout.match(/ {2}verified, /g)).toHaveLength(3);
  });
});

describe('types', () => {
  const consumer = `
    import { type ConvrsUser, convrs, signChatToken, verifyChatToken, zendesk } from 'chat-token';
    import { khoros } from 'chat-token/khoros';
    const user: ConvrsUser = { userId: 'u', agentData: [{ label: 'x', value: 1, type: 'number' }] };
    export const token: Promise<string> = signChatToken(convrs, user, { secret: 'x' });
    export const scope: Promise<'user'> =
      verifyChatToken(zendesk, 'a.b.c', { secret: 'x' }).then(({ claims }) => claims.scope);
    export const id: string = khoros.claims({ userId: 'u' }).userId;
    // @ts-expect-error Zendesk wants a keyId
    void signChatToken(zendesk, { external_id: 'u' }, { secret: 'x' });
  `;
  writeFileSync(`${folder}/consumer.mts`, consumer);
  writeFileSync(`${folder}/consumer.cts`, consumer);
  // No lib but the language, no @types: what a runtime adds must not be needed.
  const settings = '--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022';
  const compile = (file: string, options: string) => {
    try {
      return run(process.execPath, [compiler, ...settings.split(' '), ...options.split(' '), file]);
    } catch (error) {
      if (error instanceof Error && 'stdout' in error) return String(error.stdout);
      throw error;
    }
  };

  test.each([
    ['nodenext, ES module', 'consumer.mts', '--module nodenext'],
    ['nodenext, CommonJS', 'consumer.cts', '--module nodenext'],
    ['node20, ES module', 'consumer.mts', '--module node20'],
    ['bundler', 'consumer.mts', '--module esnext --moduleResolution bundler'],
  ])('under %s, without DOM and without Node types', (_name, file, options) => {
    expect(compile(file, options)).toBe('');
  });

  test('a wrong use is found', () => {
    const wrong = "import { khoros } from 'chat-token'; khoros.claims({ userId: 7 });";
    writeFileSync(`${folder}/wrong.mts`, wrong);
    expect(compile('wrong.mts', '--module nodenext')).toContain('wrong.mts(1,');
  });
});
