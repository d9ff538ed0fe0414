/** The commands and options of the command line, and the help that describes them. */

/** The options of all commands, as `parseArgs` takes them, with their descriptions. */
export const OPTIONS = {
  vendor: {
    type: 'string',
    usage: '--vendor V',
    text: 'a name from chat-token vendors, or a module',
  },
  config: {
    type: 'string',
    usage: '--config FILE',
    text: 'the configuration as JSON, if the vendor needs one',
  },
  'secret-env': {
    type: 'string',
    usage: '--secret-env NAME',
    text: 'the environment variable that contains the secret',
  },
  'secret-file': {
    type: 'string',
    usage: '--secret-file FILE',
    text: 'a file with the secret; its final line break is ignored',
  },
  'key-id': {
    type: 'string',
    usage: '--key-id ID',
    text: 'the id that the vendor gave the secret (kid)',
  },
  user: {
    type: 'string',
    usage: '--user FILE',
    text: 'the user as JSON; - is standard input',
  },
  'expires-in': {
    type: 'string',
    usage: '--expires-in T',
    text: 'seconds, or a number with s, m, h or d; usually 1h',
  },
  'allow-short-secret': {
    type: 'boolean',
    usage: '--allow-short-secret',
    text: 'accept a secret of fewer than 24 bytes',
  },
  json: { type: 'boolean', usage: '--json', text: 'print JSON, also for errors' },
  help: { type: 'boolean', short: 'h', usage: '-h, --help', text: 'print this help' },
} as const;

/** The name of an option, without `--`. */
export type OptionName = keyof typeof OPTIONS;

/** The name of a command. */
export type CommandName = 'sign' | 'verify' | 'inspect' | 'vendors' | 'demo';

/** A command, as its help describes it. */
interface Command {
  readonly summary: string;
  readonly usage: string;
  readonly about: string;
  readonly options: readonly OptionName[];
  /** Whether the token may be an argument. */
  readonly takesToken: boolean;
  readonly example: string;
  /** What the exit codes 0 and 1 mean. */
  readonly success: string;
  readonly failure?: string;
}

const KEY = ['secret-env', 'secret-file', 'key-id'] as const;
const COMMON = ['json', 'help'] as const;

/** The commands, in the order in which the help lists them. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  sign: {
    summary: 'sign a user (JSON), and print the token',
    usage: '--vendor V --secret-env NAME [--key-id ID] < user.json',
    about: 'Signs a user, which is read as JSON from standard input or from --user.',
    options: ['vendor', 'config', ...KEY, 'user', 'expires-in', 'allow-short-secret', ...COMMON],
    takesToken: false,
    example: 'chat-token sign --vendor intercom --secret-env INTERCOM_SECRET < user.json',
    success: 'the user was signed',
    failure: 'the user, the secret or an option is invalid',
  },
  verify: {
    summary: 'verify a token, and print its claims',
    usage: '--vendor V --secret-env NAME [options] < token.txt',
    about: 'Verifies a token, which is read from standard input. A hash needs --user too.',
    options: ['vendor', 'config', ...KEY, 'user', 'allow-short-secret', ...COMMON],
    takesToken: true,
    example: 'chat-token verify --vendor intercom --secret-env INTERCOM_SECRET < token.txt',
    success: 'the token is valid',
    failure: 'the token, the secret or an option is invalid',
  },
  inspect: {
    summary: 'explain what is wrong with a token',
    usage: '[options] < token.txt',
    about:
      'Explains a token, which is read from standard input. All options are optional.\n' +
      'To explain a hash, pass --vendor, and --user with the fields sent with it.',
    options: ['vendor', 'config', ...KEY, 'user', ...COMMON],
    takesToken: true,
    example: 'chat-token inspect --vendor intercom --secret-env INTERCOM_SECRET < token.txt',
    success: 'no finding is an error',
    failure: 'a finding is an error, or an option is invalid',
  },
  vendors: {
    summary: 'list the vendors and their claims',
    usage: '[options]',
    about: 'Lists the vendors with their tokens, claims and documentation.',
    options: COMMON,
    takesToken: false,
    example: 'chat-token vendors --json',
    success: 'success',
  },
  demo: {
    summary: 'sign and verify an example for each vendor',
    usage: '[options]',
    about: 'Signs an example for each vendor with a random key, and verifies the tokens.',
    options: COMMON,
    takesToken: false,
    example: 'chat-token demo',
    success: 'all tokens are valid',
    failure: 'a token is not valid',
  },
};

/** Returns whether a string is the name of a command. */
export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}

const EXIT_CODES = `  2   wrong usage, such as an unknown option or a variable that is not set
  70  the command itself failed, for example to write its output`;

/** Returns the help of a command, or of the command line as a whole. */
export function helpFor(name?: CommandName): string {
  return name === undefined ? overview() : commandHelp(name);
}

function overview(): string {
  const commands = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(9)}${summary}`,
  );
  return `chat-token signs, verifies and explains tokens for support chat widgets.

Usage: chat-token <command> [options]

Commands:
${commands.join('\n')}

Options:
  -h, --help     print this help; after a command, its own
  -v, --version  print the version

Example:
  chat-token inspect < token.txt

Exit codes:
  0   success
  1   rejected: the error code and a hint say why
${EXIT_CODES}`;
}

function commandHelp(name: CommandName): string {
  const { usage, about, options, example, success, failure } = COMMANDS[name];
  const width = Math.max(...options.map((option) => OPTIONS[option].usage.length)) + 2;
  const lines = options.map((option) => {
    const { usage: form, text } = OPTIONS[option];
    return `  ${form.padEnd(width)}${text}`;
  });
  return `Usage: chat-token ${name} ${usage}

${about}

Options:
${lines.join('\n')}

Example:
  ${example}

Exit codes:
  0   ${success}
${failure === undefined ? '' : `  1   ${failure}\n`}${EXIT_CODES}`;
}
