/** The declarations of the packed package, under each way to resolve modules. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import jsr from '../../jsr.json' with { type: 'json' };

const project = inject('project');
const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

const consumer = `
  import { type ConvrsUser, chatwoot, convrs, signChatLogin, signChatToken, verifyChatToken, zendesk } from 'chat-token';
  import { khoros } from 'chat-token/vendors/khoros';
  const user: ConvrsUser = { userId: 'u', agentData: [{ label: 'x', value: 1, type: 'number' }] };
  export const token: Promise<string> = signChatToken(convrs, user, { secret: 'x' });
  export const scope: Promise<'user'> =
    verifyChatToken(zendesk, 'a.b.c', { secret: 'x' }).then(({ claims }) => claims.scope);
  export const id: string = khoros.claims({ userId: 'u' }).userId;
  export const hash: Promise<string> =
    signChatLogin(chatwoot, { identifier: 'u', name: 'Jane' }, { secret: 'x' })
      .then(({ settings }) => settings.identifier_hash);
  // @ts-expect-error A hash never expires
  void signChatLogin(chatwoot, { identifier: 'u', name: 'Jane' }, { secret: 'x', expiresIn: 60 });
  // @ts-expect-error Zendesk wants a keyId
  void signChatToken(zendesk, { external_id: 'u' }, { secret: 'x' });
`;
const everything = Object.keys(jsr.exports)
  .map((path, index) => `export * as _${index} from '${path.replace('.', 'chat-token')}';`)
  .join('\n');
for (const extension of ['mts', 'cts', 'ts']) {
  writeFileSync(`${project}/consumer.${extension}`, consumer);
  writeFileSync(`${project}/everything.${extension}`, everything);
}

/** What the compiler complains of. Declarations are checked, too: there is no `skipLibCheck`. */
function compile(files: string, options: string): string {
  const settings = `--noEmit --strict --exactOptionalPropertyTypes --types --target es2022 ${options} ${files}`;
  const args = [compiler, ...settings.split(' ')];
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' }).stdout;
}

test.each([
  ['consumer.mts everything.mts consumer.cts everything.cts', '--module nodenext'],
  ['consumer.mts everything.mts consumer.cts everything.cts', '--module node16'],
  ['consumer.ts everything.ts', '--module commonjs --moduleResolution bundler'],
  ['consumer.ts everything.ts', '--module esnext --moduleResolution bundler'],
])('%s under %s', (files, options) => {
  expect(compile(files, `${options} --lib es2022,dom`)).toBe('');
});

test('signing needs no DOM and no types of Node', () => {
  expect(compile('consumer.mts consumer.cts', '--module nodenext --lib es2022')).toBe('');
});
