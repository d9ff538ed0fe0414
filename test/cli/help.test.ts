/** Help, the version, and what is said about commands and options that do not exist. */
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { COMMANDS, isCommand } from '../../src/cli/help.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { SECRET } from '../support/support.ts';
import { run, widest } from './support.ts';

const NAMES = Object.keys(COMMANDS).filter(isCommand);

test.each([[], ['--help'], ['-h'], ['help']])('the help of all: %s', async (...args) => {
  const { status, stdout, stderr } = await run(args);
  expect([status, stderr]).toStrictEqual([0, '']);
  expect(stdout.split('\n').length).toBeLessThanOrEqual(25);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  for (const name of NAMES) expect(stdout).toContain(`\n  ${name} `);
  for (const code of [0, 1, 2, 70]) expect(stdout).toContain(`\n  ${code} `);
  // The list of vendors is derived: see `chat-token vendors`.
  // "explains" has the name of one in it.
  const words = stdout.split(/[^\w-]+/);
  expect(Object.keys(EXAMPLES).filter((name) => words.includes(name))).toStrictEqual([]);
});

describe.each(NAMES)('the help of %s', (name) => {
  test.each([
    [name, '--help'],
    [name, '-h'],
    ['help', name],
    ['--help', name],
  ])('%s %s', async (...args) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stderr]).toStrictEqual([0, '']);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(26);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(new RegExp(`^Usage: chat-token ${name} `));
    expect(stdout).toContain(`\nExample:\n  chat-token ${name}`);
    expect(stdout).toMatch(/\nExit codes:\n {2}0 {3}\w/);
    for (const other of NAMES.filter((each) => each !== name)) {
      expect(stdout).not.toContain(`chat-token ${other} `);
    }
  });

  test('its options are those that the command accepts', async () => {
    const { stdout } = await run([name, '--help']);
    for (const option of ['vendor', 'secret-env', 'secret-file', 'user', 'expires-in', 'json']) {
      const isListed = stdout.includes(`\n  --${option} `);
      const value = option === 'json' ? [] : ['x'];
      const { stderr } = await run([name, `--${option}`, ...value, '--help']);
      expect(stderr.includes(`Unknown option --${option}.`), option).toBe(!isListed);
    }
  });
});

test.each([['--version'], ['-v']])('the version: %s', async (...args) => {
  expect((await run(args)).stdout).toBe(`${packageJson.version}\n`);
});

test.each<[string, string[]]>([
  ['Unknown command. Did you mean sign?', ['sigm']],
  ['Unknown command. Did you mean inspect?', ['inpsect', '--json=x']],
  ['Unknown command. Did you mean verify?', ['help', 'verfy']],
  ['Unknown command. The commands are sign, verify, inspect, vendors and demo.', ['toString']],
  ['Unknown command. The commands are', [SECRET]],
  ['The command must come first. The commands are', ['--vendor', 'zendesk', 'sign']],
  ['Unknown option --vendro. Did you mean --vendor?', ['sign', '--vendro', 'zendesk']],
  ['Unknown option --expiresIn. Did you mean --expires-in?', ['sign', '--expiresIn', '1h']],
  ['Unknown option --secret-evn. Did you mean --secret-env?', ['sign', '--secret-evn', 'X']],
  ['Unknown option --secret-env.', ['demo', '--secret-env', 'X']],
  ['Unknown option --expires-in.', ['verify', '--expires-in', '1h']],
  ['Unknown option -x.', ['demo', '-x']],
  ['--help takes no value.', ['demo', '--help=x']],
])('%s (%j)', async (message, args) => {
  const { status, stdout, stderr } = await run(args);
  expect([status, stdout]).toStrictEqual([2, '']);
  expect(stderr).toContain(message);
  const command = isCommand(args[0]) ? `${args[0]} ` : '';
  expect(stderr).toContain(`\nRun chat-token ${command}--help for usage.\n`);
});
