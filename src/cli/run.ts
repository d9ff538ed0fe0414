/** The command line, from the arguments to the exit code. */
import { readFileSync, writeSync } from 'node:fs';
import { type ChatTokenError, isChatTokenError } from 'chat-token';
import type { Finding } from 'chat-token/inspect';
import { nearest } from '../utils/spelling.ts';
import { parseArguments } from './arguments.ts';
import { runDemo } from './demo.ts';
import { COMMANDS, type CommandName, helpFor, isCommand } from './help.ts';
import { findingLines, runInspect } from './inspect.ts';
import { print, printError, printJson, styled, UsageError } from './io.ts';
import { runSign } from './sign.ts';
import { runVendors } from './vendors.ts';
import { RejectedToken, runVerify } from './verify.ts';

/** Runs a command, and reports its error. Returns the exit code: the help says what each means. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    try {
      return reportError(error, args);
    } catch {
      // An unexpected error, or one that cannot even be read.
      return reportInternalError(args.includes('--json'));
    }
  }
}

/** Runs a command as this process, which also reports what the command does not wait for. */
export async function runProcess(args: string[]): Promise<void> {
  process.stdout.on('error', endOutput);
  process.stderr.on('error', () => {}); // There is nowhere to report it.
  process.on('uncaughtException', () => {
    const code = reportInternalError(args.includes('--json'));
    // After what is still to be written.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
  });
  process.exitCode = await runCommand(args);
}

/** Output cannot be written: the disk is full, or the reader of a pipe stopped early (`| head`). */
function endOutput({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  writeSync(process.stderr.fd, `Cannot write the output (${code}).\n`);
  process.exit(70);
}

async function run([command, ...rest]: string[]): Promise<number> {
  if (isCommand(command)) return runNamed(command, rest);
  switch (command) {
    case undefined:
      return printHelp();
    case 'help':
    case '--help':
    case '-h': {
      const [about] = rest;
      if (about === undefined || isCommand(about)) return printHelp(about);
      throw unknownCommand(about);
    }
    case '--version':
    case '-v':
      print(readVersion());
      return 0;
    default:
      throw unknownCommand(command);
  }
}

async function runNamed(command: CommandName, rest: string[]): Promise<number> {
  const args = parseArguments(command, rest);
  if (args.help) return printHelp(command);
  switch (command) {
    case 'sign':
      await runSign(args);
      return 0;
    case 'verify':
      await runVerify(args);
      return 0;
    case 'inspect':
      return (await runInspect(args)) ? 0 : 1;
    case 'vendors':
      runVendors(args.json ?? false);
      return 0;
    case 'demo':
      return (await runDemo(args.json ?? false)) ? 0 : 1;
  }
}

function printHelp(command?: CommandName): number {
  for (const line of helpFor(command).split('\n')) print(line);
  return 0;
}

function readVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(file);
  return version;
}

/** Never shows what was given: it may be a token. */
function unknownCommand(given: string): UsageError {
  const commands = 'The commands are sign, verify, inspect, vendors and demo.';
  if (given.startsWith('-')) return new UsageError(`The command must come first. ${commands}`);
  const meant = nearest(given, Object.keys(COMMANDS));
  return new UsageError(
    `Unknown command. ${meant === undefined ? commands : `Did you mean ${meant}?`}`,
  );
}

/** Reports an expected error. Returns the exit code. */
function reportError(error: unknown, args: readonly string[]): number {
  const json = args.includes('--json');
  if (isChatTokenError(error)) {
    reportRejection(error, json);
    return 1;
  }
  if (error instanceof RejectedToken) {
    reportRejection(error.error, json, error.findings);
    return 1;
  }
  if (error instanceof UsageError) {
    reportMessage('USAGE', error.message, json);
    const [command] = args;
    const help = isCommand(command) ? `${command} --help` : '--help';
    if (!json) printError(`Run chat-token ${help} for usage.`);
    return 2;
  }
  throw error;
}

/** The error itself is not shown: its message and its stack may contain a secret, a token or a user. */
function reportInternalError(json: boolean): number {
  const message =
    'Unexpected error. If the vendor is your own, check its functions. Otherwise please report this.';
  reportMessage('ERR_INTERNAL', message, json);
  return 70;
}

function reportMessage(code: string, message: string, json: boolean): void {
  if (json) printJson({ error: { code, message } });
  else printError(message);
}

function reportRejection(
  error: ChatTokenError,
  json: boolean,
  findings?: readonly Finding[],
): void {
  const { code, message, hint, issues } = error;
  if (json) {
    printJson({ error: { code, message, hint, issues }, findings });
    return;
  }
  printError(styled('bad', code), `  ${forCommandLine(message)}`);
  for (const issue of issues?.slice(0, 10) ?? []) printError(`  ${issue.path}  ${issue.message}`);
  if (hint !== undefined) printError(styled('quiet', 'hint'), `  ${forCommandLine(hint)}`);
  for (const line of findingLines(findings ?? [])) printError(...line);
}

/** Replaces the names of the library's options, and its code, with those of the command line. */
function forCommandLine(message: string): string {
  return message
    .replace(/'7d' or `.*?`/, '7d')
    .replace('allowShortSecret: true', '--allow-short-secret')
    .replace('keyId', '--key-id')
    .replace('expiresIn', '--expires-in');
}
