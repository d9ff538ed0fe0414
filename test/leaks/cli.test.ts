/** What the command line prints when it refuses: nothing of what it was given. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { KEY_ID, OTHER_SECRET } from '../support/support.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { CARD, EMAIL, leaksIn, MARKER_SECRET, NAME, PLANTED, TOKEN, USER } from './markers.ts';
import { createDesk } from './run.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const desk = createDesk();
afterAll(desk.clear);

const user = JSON.stringify(USER);
const good = desk.file('user.json', user);
const wrong = desk.file(
  'wrong.json',
  JSON.stringify({ ...USER, [EMAIL]: NAME, external_id: Number(CARD) }),
);
const broken = desk.file('broken.json', `${user}${EMAIL}`);

const key = ['--vendor', 'zendesk', '--secret-env', 'CHAT_SECRET', '--key-id', KEY_ID];
const sign = ['sign', ...key, '--user'];
const damaged = { CHAT_SECRET: `${MARKER_SECRET}\n` };

interface Run {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const refused: readonly Run[] = [
  { name: 'sign: a user who is not valid', args: [...sign, wrong] },
  {
    name: 'sign: a user who is not valid, from standard input',
    args: [...sign, '-'],
    input: JSON.stringify({ email: [EMAIL] }),
  },
  { name: 'sign: a user who is no JSON', args: [...sign, broken] },
  { name: 'sign: a user in place of a file', args: [...sign, user] },
  { name: 'sign: a damaged secret', args: [...sign, good], env: damaged },
  {
    name: 'sign: a secret in quotation marks',
    args: [...sign, good],
    env: { CHAT_SECRET: `"${MARKER_SECRET}"` },
  },
  { name: 'sign: no variable', args: [...sign, good], env: {} },
  {
    name: 'sign: the secret in place of its variable',
    args: ['sign', '--vendor', 'zendesk', '--secret-env', MARKER_SECRET, '--user', good],
  },
  { name: 'sign: the secret as an argument', args: [...sign, good, '--secret', MARKER_SECRET] },
  {
    name: 'sign: the secret as an argument, with =',
    args: [...sign, good, `--secret=${MARKER_SECRET}`],
  },
  { name: 'sign: the secret as an option', args: [...sign, good, `--${MARKER_SECRET}`] },
  { name: 'sign: the secret behind all', args: [...sign, good, MARKER_SECRET] },
  {
    name: 'sign: the secret as key id',
    args: [
      'sign',
      '--vendor',
      'zendesk',
      '--secret-env',
      'CHAT_SECRET',
      '--key-id',
      ` ${MARKER_SECRET}`,
      '--user',
      good,
    ],
  },
  {
    name: 'sign: a vendor of another name',
    args: ['sign', '--vendor', PLANTED, '--secret-env', 'CHAT_SECRET'],
  },
  { name: 'sign: a lifetime that is none', args: [...sign, good, '--expires-in', PLANTED] },
  { name: 'sign: a value for a flag', args: [...sign, good, `--json=${PLANTED}`] },
  { name: 'verify: a damaged secret', args: ['verify', ...key, TOKEN], env: damaged },
  {
    name: 'verify --json: a token of another secret',
    args: ['verify', ...key, '--json', '-'],
    input: TOKEN,
    env: { CHAT_SECRET: OTHER_SECRET },
  },
  { name: 'verify: two tokens', args: ['verify', ...key, TOKEN, TOKEN] },
  {
    name: 'inspect: a damaged secret',
    args: ['inspect', '--secret-env', 'CHAT_SECRET', '--json', TOKEN],
    env: damaged,
  },
  { name: 'another command', args: [PLANTED] },
  { name: 'a token for a command', args: [TOKEN] },
  ...Object.entries(WRONG_TOKENS).flatMap(([how, token]): Run[] => {
    if (typeof token !== 'string' || token.length > 100_000) return [];
    return [
      { name: `verify: a token ${how}`, args: ['verify', ...key, token] },
      { name: `inspect --json: a token ${how}`, args: ['inspect', ...key, '--json', token] },
    ];
  }),
];

describe('the command line shows nothing of what it refuses', { concurrent: true }, () => {
  test.for(refused)('$name', { timeout: 30_000 }, async ({ args, env, input }) => {
    const { status, stdout, stderr } = await desk.run(
      [MAIN, ...args],
      { NO_COLOR: '1', ...(env ?? { CHAT_SECRET: MARKER_SECRET }) },
      input,
    );
    // Inspecting is no failure where a token has no more than warnings.
    if (args[0] !== 'inspect') expect(status).not.toBe(0);
    expect(stdout + stderr).not.toBe('');
    expect(stderr, 'it did not fall over').not.toMatch(/^ {4}at /m);
    expect(leaksIn(stderr)).toStrictEqual([]);
    expect(leaksIn(args[0] === 'inspect' ? findingsIn(stdout) : stdout)).toStrictEqual([]);
  });
});

/** What `inspect` prints beside header and claims, which it shows by purpose. */
function findingsIn(json: string): string {
  return JSON.stringify({ ...JSON.parse(json), header: null, claims: null });
}
