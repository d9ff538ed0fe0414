/** What the tests of inspection share: tokens, good and changed, and what is found in them. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { convrs, deskpro, intercom, khoros, zendesk } from 'chat-token';
import {
  type ChatTokenReport,
  type Finding,
  type InspectChatTokenOptions,
  inspectChatToken,
} from 'chat-token/inspect';
import { expect } from 'vitest';
import { forge, KEY_ID, NOW, NOW_SECONDS, SECRET } from '../support/support.ts';

export const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
export const HEADER = { alg: 'HS256', typ: 'JWT' };
export const HEADER_WITH_KID = { ...HEADER, kid: KEY_ID };

/** What is inspected, and how. */
export interface Case {
  readonly token: unknown;
  readonly options?: InspectChatTokenOptions;
}

export const of = (token: unknown, options: InspectChatTokenOptions = {}): Case => ({
  token,
  options,
});

/** A good token for Zendesk messaging, changed. */
export function ofZendesk(claims: object, header: object = HEADER_WITH_KID): Case {
  const token = forge(header, { scope: 'user', external_id: 'u_1', ...TIMES, ...claims });
  return of(token, { vendor: zendesk });
}

/** The same for Khoros. */
export function ofKhoros(claims: object, header: object = HEADER_WITH_KID): Case {
  const token = forge(header, { scope: 'appUser', userId: 'u_1', ...TIMES, ...claims });
  return of(token, { vendor: khoros });
}

/** The same for Convrs. */
export function ofConvrs(claims: object, header: object = HEADER): Case {
  return of(forge(header, { userId: 'u_1', ...TIMES, ...claims }), { vendor: convrs });
}

/** The same for Deskpro. */
export function ofDeskpro(claims: object, header: object = HEADER): Case {
  return of(forge(header, { deskpro_id: '42', ...TIMES, ...claims }), { vendor: deskpro });
}

/** The same for Intercom. */
export function ofIntercom(claims: object, header: object = HEADER): Case {
  return of(forge(header, { user_id: 'u_1', ...TIMES, ...claims }), { vendor: intercom });
}

/** A token that any text or bytes signed, by any hash. */
export function signed(secret: string | Uint8Array, hash = 'sha256', alg = 'HS256'): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { scope: 'user', external_id: 'u_1', ...TIMES };
  const input = `${encode({ ...HEADER_WITH_KID, alg })}.${encode(claims)}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

/** Claims that the vendors know, or that are looked at for each of them. */
export const CLAIM_NAMES = [
  ...['scope', 'userId', 'external_id', 'deskpro_id', 'email', 'email_verified', 'userData'],
  ...['user_id', 'created_at', 'user_hash', 'identifier', 'identifier_hash', 'phone_number'],
  ...[
    'agentData',
    'usergroup_ids',
    'fields',
    'phone',
    'locale',
    'crmID',
    'exp',
    'iat',
    'nbf',
    'kid',
  ],
];

export const GOOD = signed(SECRET);

/** The lines of docs/findings.md by code. Vendors with the same engine have codes in common. */
export const DOCUMENTED: ReadonlyMap<string, readonly string[]> = readDocumented();

function readDocumented(): Map<string, string[]> {
  const page = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');
  const lines = new Map<string, string[]>();
  for (const line of page.split('\n')) {
    const [, code] = /^\| `([A-Z][A-Z0-9_]+)` \|/.exec(line) ?? [];
    if (code !== undefined) lines.set(code, [...(lines.get(code) ?? []), line]);
  }
  return lines;
}

/** Inspects a token; each finding must have its texts, as docs/findings.md lists them. */
export async function inspect({ token, options }: Case): Promise<ChatTokenReport> {
  const report = await inspectChatToken(token, { now: NOW, ...options });
  expect(report.ok).toBe(!report.findings.some(({ severity }) => severity === 'error'));
  report.findings.forEach(checkFinding);
  return report;
}

/** Each finding as `CODE`, or as `CODE at path`. */
export async function findingsOf(given: Case): Promise<string[]> {
  return named((await inspect(given)).findings);
}

/** Which vendor's token claims make, and why: `acme: it has acme_id`. */
export async function recognized(claims: object, header: object = HEADER): Promise<string> {
  const { vendor } = await inspect(of(forge(header, { iat: NOW_SECONDS, ...claims })));
  return vendor === null ? 'nobody' : `${vendor.name}: ${vendor.why}`;
}

export function named(findings: readonly Finding[]): string[] {
  return findings.map(({ code, path }) => (path === '' ? code : `${code} at ${path}`));
}

function checkFinding({ code, severity, message, hint, source }: Finding): void {
  for (const text of [message, hint, source]) expect(text).toMatch(/\S/);
  // `{{name}}` is an example in a message.
  for (const text of [message, hint, source]) {
    expect(text.replace('{{name}}', ''), code).not.toMatch(/\{\w+\}/);
  }
  const line = DOCUMENTED.get(code)?.find(
    (each) => each.includes(source) || each.endsWith("| the vendor's documentation |"),
  );
  expect(line, code).toContain(`| ${severity} |`);
}
