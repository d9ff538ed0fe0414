/** The command line, from the arguments to the exit code. */
import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type ChatTokenError, isChatTokenError } from 'chat-token';
import type { Finding } from 'chat-token/inspect';
import { nearest } from '../utils/spelling.ts';
import { runDemo } from './demo.ts';
import { findingLines, runInspect } from './inspect.ts';
import { print, printError, printJson, styledError, UsageError } from './io.ts';
import { runSign } from './sign.ts';
import { runVendors } from './vendors.ts';
import { RejectedToken, runVerify } from './verify.ts';

const HELP = `chat-token: signs, verifies and explains tokens for support chat widgets

  chat-token sign   --vendor V --secret-env NAME [--user FILE|-] [--key-id ID]
                    [--expires-in 15m]      sign a user (JSON), print the token
  chat-token verify --vendor V --secret-env NAME [TOKEN|-] [--key-id ID]
                    [--user FILE|-]         verify a token, print its claims
  chat-token inspect [--vendor V] [--secret-env NAME] [--key-id ID] [TOKEN|-]
                                            explain what is wrong with a token
  chat-token vendors                        list the vendors and their claims
  chat-token demo                           sign and verify an example for each

  --vendor V            a name from chat-token vendors, or a module
  --config FILE         the configuration as JSON, if the vendor needs one
  --secret-env NAME     the environment variable that contains the secret, not
                        the secret itself: shell history would keep that
  --user FILE|-         the user as JSON; to sign, default: - (standard input)
  --key-id ID           the id that the vendor gave the secret (kid)
  --expires-in T        seconds, or a number with s, m, h or d; default: 1h
  --allow-short-secret  accept a secret of fewer than 24 bytes
  --json                print JSON
  --help, --version

Exit codes: 0 success, 1 rejected (see code and hint), 2 wrong usage.`;

const FLAGS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const KEY = {
  vendor: { type: 'string' },
  config: { type: 'string' },
  'secret-env': { type: 'string' },
  'key-id': { type: 'string' },
  'allow-short-secret': { type: 'boolean' },
} as const;

async function run([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case 'sign': {
      const options = {
        ...FLAGS,
        ...KEY,
        user: { type: 'string' },
        'expires-in': { type: 'string' },
      } as const;
      const { values } = parse(rest, options);
      if (values.help) break;
      await runSign(values);
      return 0;
    }
    case 'verify': {
      const options = { ...FLAGS, ...KEY, user: { type: 'string' } } as const;
      const { values, positionals } = parse(rest, options, 1);
      if (values.help) break;
      await runVerify({ ...values, token: positionals[0] });
      return 0;
    }
    case 'inspect': {
      const { 'allow-short-secret': _, ...key } = KEY;
      const { values, positionals } = parse(rest, { ...FLAGS, ...key }, 1);
      if (values.help) break;
      return (await runInspect({ ...values, token: positionals[0] })) ? 0 : 1;
    }
    case 'vendors': {
      const { values } = parse(rest, FLAGS);
      if (values.help) break;
      runVendors(values.json ?? false);
      return 0;
    }
    case 'demo': {
      const { values } = parse(rest, FLAGS);
      if (values.help) break;
      return (await runDemo(values.json ?? false)) ? 0 : 1;
    }
    case '--version':
      print(readVersion());
      return 0;
    case '--help':
    case '-h':
    case 'help':
      break;
    default:
      throw new UsageError(
        command === undefined
          ? 'A command is required: sign, verify, inspect, vendors or demo.'
          : 'Unknown command. The commands are sign, verify, inspect, vendors and demo.',
      );
  }
  print(HELP);
  return 0;
}

function readVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(file);
  return version;
}

/** Parses the arguments. Its errors name options and never show their values. */
function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  maxPositionals = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    if (parsed.positionals.length <= maxPositionals) return parsed;
  } catch (error) {
    throw usageError(error, args, Object.keys(options));
  }
  throw new UsageError('Too many arguments.');
}

/** Turns an error of parseArgs into one that names the option and never shows its value. */
function usageError(error: unknown, args: string[], known: string[]): UsageError {
  if (args.some((arg) => /^--secret(?:=|$)/.test(arg))) {
    return new UsageError(
      'Do not pass the secret as an argument. Put it into an environment variable, and pass its name with --secret-env.',
    );
  }
  // No longer than our own options. A longer name may be a secret.
  const [, name = ''] = /^[^']*'-{1,2}(\w[\w-]{0,19})[ ']/.exec(String(error)) ?? [];
  if (name === '') return new UsageError('Unknown option.');
  if (known.includes(name)) {
    return new UsageError(`--${name} has no value, or takes none.`);
  }
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  return new UsageError(`Unknown option --${name}.${hint}`);
}

/** Replaces the names of the library's options with those of the command line. */
function forCommandLine(message: string): string {
  return message
    .replace('allowShortSecret: true', '--allow-short-secret')
    .replace('keyId', '--key-id')
    .replace('expiresIn', '--expires-in');
}

function report(error: ChatTokenError, json: boolean, findings?: readonly Finding[]): void {
  const { code, message, hint, issues } = error;
  if (json) {
    printJson({ error: { code, message, hint, issues }, findings });
    return;
  }
  printError(`${styledError('bad', code)}  ${forCommandLine(message)}`);
  for (const issue of issues?.slice(0, 10) ?? []) printError(`  ${issue.path}  ${issue.message}`);
  if (hint !== undefined) printError(`${styledError('quiet', 'hint')}  ${forCommandLine(hint)}`);
  for (const line of findingLines(findings ?? [], styledError)) printError(line);
}

/** Runs a command. Returns the exit code: 0 for success, 1 if something was rejected, 2 for wrong usage. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (isChatTokenError(error)) {
      report(error, args.includes('--json'));
      return 1;
    }
    if (error instanceof RejectedToken) {
      report(error.error, args.includes('--json'), error.findings);
      return 1;
    }
    if (error instanceof UsageError) {
      if (args.includes('--json')) printJson({ error: { code: 'USAGE', message: error.message } });
      else printError(`${error.message}\nRun chat-token --help for usage.`);
      return 2;
    }
    throw error;
  }
}
