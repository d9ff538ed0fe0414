import { type ChatTokenReport, type Finding, inspectChatToken } from 'chat-token/inspect';
import type { Arguments } from './arguments.ts';
import { findVendor } from './find.ts';
import { hasSecret, readJson, readSecret, readToken, withoutHash } from './input.ts';
import {
  jsonLines,
  type Line,
  print,
  printJson,
  printRow,
  type Styled,
  styled,
  UsageError,
  wrapped,
} from './io.ts';

/** Runs `chat-token inspect`: explains a token. Returns whether it has no errors. */
export async function runInspect(args: Arguments): Promise<boolean> {
  const { 'key-id': keyId } = args;
  const hasVendor = args.vendor !== undefined || args.config !== undefined;
  const vendor = hasVendor ? await findVendor(args) : undefined;
  const isHash = vendor?.token.kind === 'hmac';
  if (args.user !== undefined && !isHash) {
    throw new UsageError(
      vendor === undefined
        ? '--user needs --vendor: a hash does not show its vendor.'
        : `Leave out --user: a JWT for ${vendor.title} contains the user.`,
    );
  }
  const secret = hasSecret(args) || keyId !== undefined ? await readSecret(args) : undefined;
  const token = await readToken(args.token);
  const user = args.user === undefined ? undefined : await readJson('user', args.user);
  const sent = user === undefined ? {} : { user: Object(withoutHash(user, token)) };
  const report = withoutCopied(await inspectChatToken(token, { vendor, secret, keyId, ...sent }));
  if (args.json) printJson(report);
  else printReport(report);
  return report.ok;
}

/** What a token may be copied with in a shell: its header, quotes, white space, JSON. */
const COPIED = ['TOKEN_IS_BEARER_HEADER', 'TOKEN_QUOTED', 'TOKEN_WHITESPACE', 'TOKEN_IS_OBJECT'];

/** Leaves out what a token was copied with, if there is a token. */
function withoutCopied(report: ChatTokenReport): ChatTokenReport {
  const isRead = report.header !== null || report.claims !== null || report.kind === 'hash';
  if (!isRead) return report;
  const findings = report.findings.filter(({ code }) => !COPIED.includes(code));
  return { ...report, ok: !findings.some(({ severity }) => severity === 'error'), findings };
}

function printReport(report: ChatTokenReport): void {
  const { kind, ok, header, claims, times, vendor, signature, findings } = report;
  print(label('verdict'), ok ? styled('good', 'no errors found') : styled('bad', 'rejected'));
  const who = vendor === null ? 'unknown' : `${vendor.title}: ${vendor.why}`;
  printRow('vendor', wrapped(who, INDENT), INDENT);
  print(label('signature'), styled(SIGNATURES[signature], signature));
  for (const name of ['iat', 'nbf', 'exp'] as const) {
    const time = times[name];
    if (time === undefined) continue;
    printRow(name, [time.iso === null ? time.words : `${time.words} (${time.iso})`], INDENT);
  }
  if (kind === 'jwt') {
    printRow('header', header === null ? ['cannot be read'] : jsonLines(header), INDENT);
    printRow('claims', claims === null ? ['cannot be read'] : jsonLines(claims), INDENT);
  } else printRow('fields', claims === null ? ['unknown'] : jsonLines(claims), INDENT);
  for (const line of findingLines(findings)) print(...line);
}

const INDENT = 11;

function label(name: string): Styled {
  return styled('quiet', name.padEnd(INDENT));
}

const SIGNATURES = { valid: 'good', invalid: 'bad', unchecked: 'quiet' } as const;
const SEVERITIES = { error: 'bad', warning: 'doubtful', info: 'quiet' } as const;

/** Formats findings for a person: severity, code and path, then the message, the hint and the source. */
export function findingLines(findings: readonly Finding[]): Line[] {
  return findings.flatMap(({ severity, code, path, message, hint, source }): Line[] => [
    [],
    [
      styled(SEVERITIES[severity], severity.padEnd(9)),
      styled('title', code),
      path === '' ? '' : `  ${path}`,
    ],
    ...[...wrapped(message, 9), ...wrapped(hint, 9)].map((line) => [`         ${line}`]),
    ['         ', styled('quiet', source)],
  ]);
}

/** Returns the findings that explain why a token was rejected: the errors, or else the warnings. */
export function explainingFindings(findings: readonly Finding[]): readonly Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? errors : findings.filter(({ severity }) => severity === 'warning');
}
