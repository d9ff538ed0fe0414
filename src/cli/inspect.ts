import { type ChatTokenReport, type Finding, inspectChatToken } from 'chat-token/inspect';
import { unwrap } from '../inspect/unwrap.ts';
import { findVendor } from './find.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readInput,
  readSecretVariable,
  type Style,
  styled,
  toJson,
  UsageError,
  wrapped,
} from './io.ts';

/** The options and the argument of `chat-token inspect`. */
export interface InspectArguments extends KeyArguments {
  readonly token?: string | undefined;
}

/** Runs `chat-token inspect`: explains a token. Returns whether it has no errors. */
export async function runInspect(args: InspectArguments): Promise<boolean> {
  const { token = '-', 'secret-env': variable, 'key-id': keyId } = args;
  const hasVendor = args.vendor !== undefined || args.config !== undefined;
  const vendor = hasVendor ? await findVendor(args) : undefined;
  if (vendor?.token.kind === 'hmac') {
    throw new UsageError(
      `A hash for ${vendor.title} contains nothing to explain: use chat-token verify with --user.`,
    );
  }
  const secret =
    variable === undefined && keyId === undefined ? undefined : readSecretVariable(variable);
  const input = (token === '-' ? await readInput('token', token) : token).trim();
  // People paste a token with its header, quotes or JSON around it. That is accepted here.
  const report = await inspectChatToken(unwrap(input).text ?? input, { vendor, secret, keyId });
  if (args.json) printJson(report);
  else printReport(report);
  return report.ok;
}

function printReport(report: ChatTokenReport): void {
  const { ok, header, claims, times, vendor, signature, findings } = report;
  row('verdict', [ok ? styled('good', 'no errors found') : styled('bad', 'rejected')]);
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
const SEVERITIES = { error: 'bad', warning: 'doubtful', info: 'quiet' } as const;

/** Formats findings for a person: severity, code and path, then the message, the hint and the source. */
export function findingLines(
  findings: readonly Finding[],
  style: (style: Style, content: string) => string,
): string[] {
  return findings.flatMap(({ severity, code, path, message, hint, source }) => [
    '',
    `${style(SEVERITIES[severity], severity.padEnd(9))}${style('title', code)}${path === '' ? '' : `  ${path}`}`,
    ...wrapped(message, 9).map((line) => `         ${line}`),
    ...wrapped(hint, 9).map((line) => `         ${line}`),
    `         ${style('quiet', source)}`,
  ]);
}

/** Returns the findings that explain why a token was rejected: the errors, or else the warnings. */
export function explainingFindings(findings: readonly Finding[]): readonly Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? errors : findings.filter(({ severity }) => severity === 'warning');
}
