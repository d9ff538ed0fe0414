import type { ChatVendor } from '../contract/vendor.ts';
import type { Finding } from '../inspect/findings.ts';
import type { ChatTokenError } from '../utils/errors.ts';
import type { Difference } from './expected.ts';
import type { Lifetime } from './lifetime.ts';
import type { Verdict } from './verdict.ts';

/** How values are shown: test runners have ways of their own, with colours. */
export interface Printer {
  /** A value that should be there. */
  printExpected(value: unknown): string;
  /** A value that is there. */
  printReceived(value: unknown): string;
}

/** Says what is wrong with a token. Holds claims, for a test must show them, and no token or key. */
export function reportVerdict(
  { title, name }: ChatVendor<unknown, object>,
  { refusal, differences, isTestKey }: Verdict<object>,
  printer: Printer,
): string {
  if (refusal === undefined) {
    return lines(
      `The token for ${title} has other claims:`,
      ...reportDifferences(differences, printer),
    );
  }
  const doubtsKey = refusal.code === 'ERR_SIGNATURE_INVALID' || refusal.code === 'ERR_KEY_UNKNOWN';
  return lines(
    `This is no token for ${title}: ${refusal.code}`,
    ...reportRefusal(refusal),
    isTestKey &&
      doubtsKey &&
      `  It was verified with testKey(${name}): for another key, pass { secret } or { keys }.`,
    differences.length > 0 && '\nIts claims differ, too:',
    ...reportDifferences(differences, printer),
  );
}

function reportRefusal({ message, hint, issues = [] }: ChatTokenError): (string | false)[] {
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

/** Lists what was found in a token. */
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

/** Says how long a token lives. */
export function reportLifetime({ expected, received }: Lifetime, printer: Printer): string {
  return lines(
    'The token lives for another time, from iat to exp, in seconds:',
    `    expected: ${printer.printExpected(expected)}`,
    `    received: ${printer.printReceived(received)}`,
  );
}

function lines(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}
