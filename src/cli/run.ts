/** The command line: from the arguments to the exit code. */
import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type ChatTokenError, isChatTokenError } from 'chat-token';
import type { Finding } from 'chat-token/inspect';
import { nearest } from '../utils/spelling.ts';
import { runDemo } from './demo.ts';
import { complainingLines, runInspect } from './inspect.ts';
import { complain, print, printJson, styledError, UsageError } from './io.ts';
import { runSign } from './sign.ts';
import { runVendors } from './vendors.ts';
import { RefusedToken, runVerify } from './verify.ts';

const HELP = `chat-token: signs, verifies and explains the tokens of support-chat widgets

  chat-token sign   --vendor V --secret-env NAME [--user FILE|-] [--key-id ID]
                    [--expires-in 15m]      a user (JSON) in, a token out
  chat-token verify --vendor V --secret-env NAME [TOKEN|-] [--key-id ID]
                                            a token in, its claims out
  chat-token inspect [--vendor V] [--secret-env NAME] [--key-id ID] [TOKEN|-]
                                            what is wrong with a token, and why
  chat-token vendors                        what each vendor wants
  chat-token demo                           one user for each, signed, verified

  --vendor V            khoros, convrs, zendesk or deskpro
  --secret-env NAME     the environment variable that holds the secret; never
                        the secret itself, which the shell's history would keep
  --user FILE|-         the user as JSON; - (default) is standard input
  --key-id ID           the id that the vendor gave the secret (kid)
  --expires-in T        seconds, or a number with s, m, h or d; default 1h
  --allow-short-secret  takes a secret below 24 bytes
  --json                output for machines
  --help, --version

Exit code: 0 done, 1 refused (with code and hint), 2 called wrongly.`;

const FLAGS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const KEY = {
  vendor: { type: 'string' },
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
      const { values, positionals } = parse(rest, { ...FLAGS, ...KEY }, 1);
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
          ? 'Which command?'
          : 'No command has that name: there are sign, verify, inspect, vendors and demo.',
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

/** Reads the arguments. Its messages name options, never what was given for them. */
function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  mostPositionals = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    if (parsed.positionals.length <= mostPositionals) return parsed;
  } catch (error) {
    throw usageError(error, args, Object.keys(options));
  }
  throw new UsageError('There are more arguments than the command takes.');
}

/** Says what parseArgs found, with the option's name and never what was given for it. */
function usageError(error: unknown, args: string[], known: string[]): UsageError {
  if (args.some((arg) => /^--secret(?:=|$)/.test(arg))) {
    return new UsageError(
      'The secret is no argument: put it into an environment variable, and name that with --secret-env.',
    );
  }
  // No longer than our own options: a secret is.
  const [, name = ''] = /^[^']*'-{1,2}(\w[\w-]{0,19})[ ']/.exec(String(error)) ?? [];
  if (name === '') return new UsageError('One of the options is not known.');
  if (known.includes(name)) {
    return new UsageError(`--${name} is without its value, or with one that it does not take.`);
  }
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  return new UsageError(`The option --${name} is not known.${hint}`);
}

/** Hints speak of the library's options; here they have other names. */
function forCommandLine(hint: string): string {
  return hint
    .replace('allowShortSecret: true', '--allow-short-secret')
    .replace(
      'Pass the id that the vendor shows',
      'Pass --key-id with the id that the vendor shows',
    );
}

function report(error: ChatTokenError, json: boolean, findings?: readonly Finding[]): void {
  const { code, message, hint, issues } = error;
  if (json) {
    printJson({ error: { code, message, hint, issues }, findings });
    return;
  }
  complain(`${styledError('bad', code)}  ${message}`);
  for (const issue of issues?.slice(0, 10) ?? []) complain(`  ${issue.path}  ${issue.message}`);
  if (hint !== undefined) complain(`${styledError('quiet', 'hint')}  ${forCommandLine(hint)}`);
  for (const line of complainingLines(findings ?? [])) complain(line);
}

/** Runs a command. Exit code 0: done; 1: refused, with code and hint; 2: called wrongly. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (isChatTokenError(error)) {
      report(error, args.includes('--json'));
      return 1;
    }
    if (error instanceof RefusedToken) {
      report(error.error, args.includes('--json'), error.findings);
      return 1;
    }
    if (error instanceof UsageError) {
      if (args.includes('--json')) printJson({ error: { code: 'USAGE', message: error.message } });
      else complain(`${error.message}\nchat-token --help shows how to call it.`);
      return 2;
    }
    throw error;
  }
}
