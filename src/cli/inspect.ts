import { type ChatTokenReport, type Finding, inspectChatToken } from 'chat-token/inspect';
import { unwrap } from '../inspect/unwrap.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readInput,
  readSecretVariable,
  type Style,
  styled,
  styledError,
  toJson,
  wrapped,
} from './io.ts';
import { findVendor } from './vendors.ts';

/** The options that inspecting takes from the command line. */
export interface InspectArguments extends KeyArguments {
  readonly token?: string | undefined;
}

/** `chat-token inspect`: a token in, all that there is to say of it out. */
export async function runInspect(args: InspectArguments): Promise<boolean> {
  const { vendor: name, token = '-', 'secret-env': variable, 'key-id': keyId } = args;
  const vendor = name === undefined ? undefined : findVendor(name);
  const secret =
    variable === undefined && keyId === undefined ? undefined : readSecretVariable(variable);
  const input = (token === '-' ? await readInput('token', token) : token).trim();
  // Here a header, quotes and JSON are ways to hand a token over, and no mistake.
  const report = await inspectChatToken(unwrap(input).text ?? input, { vendor, secret, keyId });
  if (args.json) printJson(report);
  else printReport(report);
  return report.ok;
}

function printReport(report: ChatTokenReport): void {
  const { ok, header, claims, times, vendor, signature, findings } = report;
  const verdict = ok
    ? styled('good', 'nothing that is known to be refused')
    : styled('bad', 'refused');
  row('verdict', [verdict]);
  row('vendor', wrapped(vendor === null ? 'unknown' : `${vendor.title}: ${vendor.why}`, INDENT));
  row('signature', [styled(SIGNATURES[signature], signature)]);
  for (const name of ['iat', 'nbf', 'exp'] as const) {
    const time = times[name];
    if (time !== undefined)
      row(name, [time.iso === null ? time.words : `${time.words} (${time.iso})`]);
  }
  row('header', header === null ? ['cannot be read'] : toJson(header).split('\n'));
  row('claims', claims === null ? ['cannot be read'] : toJson(claims).split('\n'));
  for (const line of findingLines(findings, styled)) print(line);
}

const INDENT = 11;

function row(label: string, [first = '', ...others]: string[]): void {
  print(`${styled('quiet', label.padEnd(INDENT))}${first}`);
  for (const line of others) print(`${' '.repeat(INDENT)}${line}`);
}

const SIGNATURES = { valid: 'good', invalid: 'bad', unchecked: 'quiet' } as const;
const LEVELS = { error: 'bad', warning: 'doubtful', info: 'quiet' } as const;

/** Findings for a person: level, code and path, then what is wrong, what to do, and where it stands. */
export function findingLines(
  findings: readonly Finding[],
  style: (style: Style, content: string) => string,
): string[] {
  return findings.flatMap(({ severity, code, path, message, hint, source }) => [
    '',
    `${style(LEVELS[severity], severity.padEnd(9))}${style('title', code)}${path === '' ? '' : `  ${path}`}`,
    ...wrapped(message, 9).map((line) => `         ${line}`),
    ...wrapped(hint, 9).map((line) => `         ${line}`),
    `         ${style('quiet', source)}`,
  ]);
}

/** What a refused token has more to say than its error: the findings that are errors, else warnings. */
export function explaining(findings: readonly Finding[]): readonly Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? errors : findings.filter(({ severity }) => severity === 'warning');
}

/** Prints them below an error. */
export function complainingLines(findings: readonly Finding[]): string[] {
  return findingLines(findings, styledError);
}
