import type { AnyChatVendor } from '../contract/vendor.ts';
import type { Finding } from '../inspect/findings.ts';
import type { ChatTokenError } from '../utils/errors.ts';
import type { Difference } from './expected.ts';
import type { Lifetime } from './lifetime.ts';
import type { Verdict } from './verdict.ts';

/** Shows values. Test runners have their own way, with colours. */
export interface Printer {
  /** Shows an expected value. */
  printExpected(value: unknown): string;
  /** Shows a received value. */
  printReceived(value: unknown): string;
}

/** Explains what is wrong with a token. Shows claims, because a test must, but no token and no key. */
export function reportVerdict(
  { title, name }: AnyChatVendor,
  { rejection, differences, isTestKey }: Verdict<object>,
  printer: Printer,
  what: 'token' | 'login' = 'token',
): string {
  if (rejection === undefined) {
    return lines(
      what === 'token'
        ? `The token for ${title} has different claims:`
        : `The login for ${title} is different:`,
      ...reportDifferences(differences, printer),
    );
  }
  const doubtsKey =
    rejection.code === 'ERR_SIGNATURE_INVALID' || rejection.code === 'ERR_KEY_UNKNOWN';
  return lines(
    `The ${what} is not valid for ${title}: ${rejection.code}`,
    ...reportRejection(rejection),
    isTestKey &&
      doubtsKey &&
      `  It was verified with testKey(${name}): for another key, pass { secret } or { keys }.`,
    differences.length > 0 && '\nIts claims differ too:',
    ...reportDifferences(differences, printer),
  );
}

function reportRejection({ message, hint, issues = [] }: ChatTokenError): (string | false)[] {
  return [
    `  ${message}`,
    ...(issues.length > 1 ? issues.map(({ path, message }) => `  - ${path} ${message}`) : []),
    hint !== undefined && `  ${hint}`,
  ];
}

function reportDifferences(list: readonly Difference[], printer: Printer): string[] {
  return list.flatMap(({ path, expected, received }) => [
    `  ${path || 'the claims'}`,
    `    expected: ${show(expected, (value) => printer.printExpected(value))}`,
    `    received: ${show(received, (value) => printer.printReceived(value))}`,
  ]);
}

function show(value: unknown, print: (value: unknown) => string): string {
  return value === undefined ? 'nothing' : print(value).replaceAll('\n', '\n    ');
}

/** Lists findings. */
export function reportFindings(findings: readonly Finding[]): string {
  return lines(
    `The token has ${findings.length === 1 ? 'a finding' : `${findings.length} findings`}:`,
    ...findings.flatMap(({ code, severity, path, message, hint }) => [
      `  ${severity} ${code}${path && ` at ${path}`}`,
      `    ${message}`,
      `    ${hint}`,
    ]),
  );
}

/** Explains how long a token is valid. */
export function reportLifetime({ expected, received }: Lifetime, printer: Printer): string {
  return lines(
    'The token is valid for a different time, from iat to exp, in seconds:',
    `    expected: ${printer.printExpected(expected)}`,
    `    received: ${printer.printReceived(received)}`,
  );
}

function lines(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}
