/** What the command line prints when it rejects something never contains what it was given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../src/cli/run.ts';
import { KEY_ID, OTHER_SECRET } from '../support/support.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import {
  CARD,
  EMAIL,
  HASH,
  HASH_USER,
  leaksIn,
  MARKER_SECRET,
  NAME,
  PLANTED,
  TOKEN,
  USER,
} from './markers.ts';

const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function file(name: string, content: string): string {
  writeFileSync(`${folder}/${name}`, content);
  return `${folder}/${name}`;
}
const user = JSON.stringify(USER);
const valid = file('user.json', user);
const invalid = file('invalid.json', JSON.stringify({ ...USER, [EMAIL]: NAME, external_id: 7 }));
const broken = file('broken.json', `${user}${EMAIL}`);

const secret = ['--vendor', 'zendesk', '--secret-env', 'CHAT_SECRET'];
const key = [...secret, '--key-id', KEY_ID];
const sign = ['sign', ...key, '--user'];
const hashKey = ['--vendor', 'chatwoot', ...secret.slice(2)];
const hashUser = (changes = {}) => JSON.stringify({ ...HASH_USER, ...changes });
const damaged = `${MARKER_SECRET}\n`;

interface Run {
  readonly args: readonly string[];
  readonly secret?: string;
  readonly input?: string;
}

const RUNS: Readonly<Record<string, Run>> = {
  'sign: an invalid user': { args: [...sign, invalid] },
  'sign: an invalid user on standard input': {
    args: [...sign, '-'],
    input: JSON.stringify({ email: [EMAIL] }),
  },
  'sign: a user that is not JSON': { args: [...sign, broken] },
  'sign: a user instead of a file': { args: [...sign, user] },
  'sign: a damaged secret': { args: [...sign, valid], secret: damaged },
  'sign: the secret as the variable': {
    args: ['sign', '--vendor', 'zendesk', '--secret-env', MARKER_SECRET, '--user', valid],
  },
  'sign: the secret as the file': {
    args: ['sign', '--vendor', 'zendesk', '--secret-file', MARKER_SECRET, '--user', valid],
  },
  'verify: a damaged secret in a file': {
    args: ['verify', '--vendor', 'zendesk', '--secret-file', file('secret', `${damaged}\n`), TOKEN],
  },
  'verify: another file as the secret': {
    args: ['verify', '--vendor', 'zendesk', '--secret-file', valid, TOKEN],
  },
  'sign: the secret as an argument': { args: [...sign, valid, '--secret', MARKER_SECRET] },
  'sign: the secret behind --secret=': { args: [...sign, valid, `--secret=${MARKER_SECRET}`] },
  'sign: the secret as an option': { args: [...sign, valid, `--${MARKER_SECRET}`] },
  'sign: the secret as the last argument': { args: [...sign, valid, MARKER_SECRET] },
  'sign: the secret as the key id': {
    args: ['sign', ...secret, '--key-id', ` ${MARKER_SECRET}`, '--user', valid],
  },
  'sign: an unknown vendor': { args: ['sign', '--vendor', PLANTED, ...secret.slice(2)] },
  'sign: a malformed lifetime': { args: [...sign, valid, '--expires-in', PLANTED] },
  'sign: a value for a flag': { args: [...sign, valid, `--json=${PLANTED}`] },
  'verify: a damaged secret': { args: ['verify', ...key, TOKEN], secret: damaged },
  'verify --json: another secret': {
    args: ['verify', ...key, '--json', '-'],
    input: TOKEN,
    secret: OTHER_SECRET,
  },
  'verify: two tokens': { args: ['verify', ...key, TOKEN, TOKEN] },
  'inspect --json: a damaged secret': {
    args: ['inspect', ...secret.slice(2), '--json', TOKEN],
    secret: damaged,
  },
  'sign: a user with a hash field': {
    args: ['sign', ...hashKey, '--user', file('hashed.json', hashUser({ identifier_hash: HASH }))],
  },
  'sign: a blank id to hash': {
    args: ['sign', ...hashKey, '--user', file('blank.json', hashUser({ identifier: ' ' }))],
  },
  'verify: a hash of another user': {
    args: ['verify', ...hashKey, HASH, '--user', file('other.json', hashUser({ identifier: '1' }))],
  },
  'verify: a hash without its user': { args: ['verify', ...hashKey, HASH] },
  'verify --json: another secret for a hash': {
    args: ['verify', ...hashKey, '--json', HASH, '--user', file('fields.json', hashUser())],
    secret: OTHER_SECRET,
  },
  'verify: a JWT in place of a hash': {
    args: ['verify', ...hashKey, TOKEN, '--user', file('jwt.json', hashUser())],
  },
  'sign: a module that is not there': {
    args: ['sign', '--vendor', `./${PLANTED}.mjs`, ...secret.slice(2), '--user', valid],
  },
  'sign: a configuration that is not JSON': {
    args: [...sign, valid, '--config', file('config.json', `{"widgetId":"${MARKER_SECRET}`)],
  },
  'an unknown command': { args: [`${PLANTED}${CARD}`] },
  'a token as the command': { args: [TOKEN] },
  ...Object.fromEntries(
    Object.entries(WRONG_TOKENS).flatMap(([how, token]): [string, Run][] =>
      typeof token !== 'string'
        ? []
        : [
            [`verify: a token ${how}`, { args: ['verify', ...key, token] }],
            [`inspect --json: a token ${how}`, { args: ['inspect', ...key, '--json', token] }],
          ],
    ),
  ),
};

/** Runs the command line in this process. */
async function run({ args, secret = MARKER_SECRET, input = '' }: Run) {
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      output[stream] += text;
      return true;
    });
  }
  Object.defineProperty(process, 'stdin', {
    configurable: true,
    value: Object.assign(Readable.from([Buffer.from(input)]), { isTTY: false }),
  });
  vi.stubEnv('CHAT_SECRET', secret);
  const status = await runCommand([...args]);
  return { ...output, status };
}

test.each(Object.entries(RUNS))('%s', async (_, given) => {
  const { status, stdout, stderr } = await run(given);
  vi.restoreAllMocks();
  const isInspect = given.args[0] === 'inspect';
  // A token with mere warnings passes inspection.
  if (!isInspect) expect(status).toBeGreaterThan(0);
  expect(stdout + stderr).not.toBe('');
  expect(leaksIn(stderr)).toStrictEqual([]);
  // Inspecting shows header and claims by design.
  const shown = isInspect
    ? JSON.stringify({ ...JSON.parse(stdout), header: null, claims: null })
    : stdout;
  expect(leaksIn(shown)).toStrictEqual([]);
});
