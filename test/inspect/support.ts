import { createHmac } from 'node:crypto';
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import {
  type ChatTokenReport,
  type InspectChatTokenOptions,
  inspectChatToken,
} from 'chat-token/inspect';
import { forge, KEY_ID, NOW, NOW_SECONDS, SECRET } from '../support/support.ts';

export const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
export const HEADER = { alg: 'HS256', typ: 'JWT' };
export const HEADER_WITH_KID = { ...HEADER, kid: KEY_ID };

/** What is inspected, and how. */
export interface Case {
  readonly token: unknown;
  readonly options?: InspectChatTokenOptions;
}

/** A token of Zendesk messaging that is as it should be, changed. */
export function ofZendesk(
  claims: object,
  header: object = HEADER_WITH_KID,
  options: InspectChatTokenOptions = {},
): Case {
  const token = forge(header, { scope: 'user', external_id: 'u_1', ...TIMES, ...claims });
  return { token, options: { vendor: zendesk, ...options } };
}

/** The same for Khoros. */
export function ofKhoros(claims: object, header: object = HEADER_WITH_KID): Case {
  const token = forge(header, { scope: 'appUser', userId: 'u_1', ...TIMES, ...claims });
  return { token, options: { vendor: khoros } };
}

/** The same for Convrs. */
export function ofConvrs(claims: object, header: object = HEADER): Case {
  const token = forge(header, { userId: 'u_1', ...TIMES, ...claims });
  return { token, options: { vendor: convrs } };
}

/** The same for Deskpro. */
export function ofDeskpro(claims: object): Case {
  const token = forge(HEADER, { deskpro_id: '42', ...TIMES, ...claims });
  return { token, options: { vendor: deskpro } };
}

/** A token that any text or bytes signed, by any hash. */
export function signed(secret: string | Uint8Array, hash = 'sha256', alg = 'HS256'): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { scope: 'user', external_id: 'u_1', ...TIMES };
  const input = `${encode({ ...HEADER_WITH_KID, alg })}.${encode(claims)}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

export function inspect({ token, options }: Case): Promise<ChatTokenReport> {
  return inspectChatToken(token, { now: NOW, ...options });
}

export const GOOD = signed(SECRET);
