import { parseArgs } from 'node:util';
import { nearest } from '../utils/spelling.ts';
import { COMMANDS, type CommandName, OPTIONS } from './help.ts';
import { UsageError } from './io.ts';

/** The options of a command, and the token if it is an argument. */
export interface Arguments {
  readonly vendor?: string | undefined;
  readonly config?: string | undefined;
  readonly 'secret-env'?: string | undefined;
  readonly 'secret-file'?: string | undefined;
  readonly 'key-id'?: string | undefined;
  readonly user?: string | undefined;
  readonly 'expires-in'?: string | undefined;
  readonly 'allow-short-secret'?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly help?: boolean | undefined;
  readonly token?: string | undefined;
}

/** Parses the arguments behind a command. Errors name options and never show their values. */
export function parseArguments(command: CommandName, args: string[]): Arguments {
  const { takesToken } = COMMANDS[command];
  const options: readonly string[] = COMMANDS[command].options;
  const { values, positionals } = parse(args, options);
  const unknown = Object.keys(values).find((name) => !options.includes(name));
  if (unknown !== undefined) throw unknownOption(unknown, options);
  if (positionals.length > (takesToken ? 1 : 0)) {
    throw new UsageError(
      takesToken
        ? 'Too many arguments: pass one token.'
        : `Too many arguments: chat-token ${command} takes only options.`,
    );
  }
  return { ...values, token: positionals[0] };
}

function parse(args: string[], options: readonly string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw parseError(error, options);
  }
}

/** Turns an error of parseArgs into one that names the option and never shows its value. */
function parseError(error: unknown, options: readonly string[]): UsageError {
  // No longer than our own options. A longer name may be a secret.
  const [, name = ''] = /^[^']*'(?:-\w, )?-{1,2}(\w[\w-]{0,19})[ ']/.exec(String(error)) ?? [];
  if (name === '') return new UsageError('Unknown option.');
  if (!options.includes(name)) return unknownOption(name, options);
  const takesValue = Object.entries(OPTIONS).some(
    ([key, { type }]) => key === name && type === 'string',
  );
  return new UsageError(`--${name} ${takesValue ? 'needs a value' : 'takes no value'}.`);
}

function unknownOption(name: string, options: readonly string[]): UsageError {
  const meant = nearest(name, options);
  if (meant === undefined && !Object.hasOwn(OPTIONS, name) && /secret|password|^key$/i.test(name)) {
    return new UsageError(
      'Do not pass the secret as an argument: the list of processes and the history of the shell show it. ' +
        'Use --secret-env with the name of an environment variable, or --secret-file with a file.',
    );
  }
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  return new UsageError(`Unknown option ${name.length === 1 ? '-' : '--'}${name}.${hint}`);
}
