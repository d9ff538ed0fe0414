import { decode } from 'jose/base64url';
import { ChatTokenError, type ChatTokenErrorCode } from './errors.ts';
import { isPlainObject, type OwnProperties, ownProperties } from './objects.ts';

/** The header of a token that was verified. Other members are ignored, and not handed on. */
export interface ChatTokenHeader {
  /** The algorithm. */
  readonly alg: 'HS256';
  /** The media type, usually `JWT`. */
  readonly typ?: string;
  /** The id of the key that signed. */
  readonly kid?: string;
}

/** Base64url without padding, in its one canonical form: unused bits at the end are zero. */
export function isBase64url(part: string): boolean {
  if (!/^[\w-]+$/.test(part)) return false;
  if (part.length % 4 === 2) return /[AQgw]$/.test(part);
  return part.length % 4 === 3 ? /[AEIMQUYcgkosw048]$/.test(part) : part.length % 4 === 0;
}

/** Checks size and form before anything is decoded, and reads the header. */
export function readHeader(token: unknown, maxTokenLength: number): ChatTokenHeader {
  if (typeof token !== 'string') {
    const doubt = typeof token === 'object' ? ' (is an await missing?)' : '';
    throw malformed(`it is of type ${typeof token}, not a string${doubt}`);
  }
  if (token.length > maxTokenLength) {
    throw refused(
      'ERR_TOKEN_TOO_LARGE',
      `The token has more than ${maxTokenLength} characters`,
      'If tokens of this vendor are that long, raise maxTokenLength.',
    );
  }
  const parts = token.split('.', 4);
  if (parts.length !== 3) throw malformed('it has not three parts with dots between them');
  if (parts.some((part) => part === '')) throw malformed('one of its parts is empty');
  if (!parts.every(isBase64url)) throw malformed('it is not all canonical base64url');

  const { alg, typ, kid, crit } = readJson(decode(token.slice(0, token.indexOf('.'))), 'header');
  if (alg !== 'HS256') {
    throw refused(
      'ERR_ALGORITHM_REJECTED',
      'The token is not signed with HS256',
      'These vendors take no other algorithm.',
    );
  }
  if (crit !== undefined)
    throw malformed('its header demands an extension (crit), and there is none');
  if (!isTextOrAbsent(typ)) throw malformed("its header's typ is not a string");
  if (!isTextOrAbsent(kid)) throw malformed("its header's kid is not a string");
  return { alg, ...(typ === undefined ? {} : { typ }), ...(kid === undefined ? {} : { kid }) };
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Reads the claims of a token without a key: what they say is not proved. */
export function readUnverified(token: unknown): OwnProperties {
  readHeader(token, Infinity);
  const text = String(token);
  return readJson(decode(text.slice(text.indexOf('.') + 1, text.lastIndexOf('.'))), 'payload');
}

/** Reads a part of a token that must be a JSON object. */
export function readJson(bytes: Uint8Array, part: 'header' | 'payload'): OwnProperties {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // The parser's own message quotes what it read.
    throw malformed(`its ${part} is not JSON in UTF-8`);
  }
  if (!isPlainObject(value)) throw malformed(`its ${part} is not a JSON object`);
  return ownProperties(value);
}

function malformed(why: string): ChatTokenError {
  return refused(
    'ERR_TOKEN_MALFORMED',
    `This is not a signed token: ${why}`,
    'Pass the token alone: three base64url parts, no "Bearer", no quotes, no white space.',
  );
}

/** The error for a token that is refused. */
export function refused(code: ChatTokenErrorCode, message: string, hint: string): ChatTokenError {
  return new ChatTokenError(code, message, { hint });
}
