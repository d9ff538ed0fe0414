import type { SignedInput } from '../../keys/hmac.ts';
import { bytesOfBinary, decodeBinary, textOfUtf8, utf8 } from '../../utils/encoding.ts';
import { ChatTokenError, type ChatTokenErrorCode } from '../../utils/errors.ts';
import { LONGEST_TOKEN } from '../../utils/limits.ts';
import { isPlainObject, type OwnProperties, ownProperties } from '../../utils/objects.ts';

/** The header of a token that was verified. Other members are ignored, and not handed on. */
export interface ChatTokenHeader {
  /** The algorithm. */
  readonly alg: 'HS256';
  /** The media type, usually `JWT`. */
  readonly typ?: string;
  /** The id of the key that signed. */
  readonly kid?: string;
}

/** A token whose form and header are as they must be; nothing of it is proved. */
export interface TokenParts {
  readonly header: ChatTokenHeader;
  /** That of the header, or undefined: it is not looked for on Object.prototype. */
  readonly kid: string | undefined;
  /** Its bytes, as characters. */
  readonly payload: string;
  /** Needs a TextEncoder, which a page that only reads a token may lack (jsdom). */
  readonly signed: () => SignedInput;
}

/** Checks size and form before anything is decoded, and reads the header. */
export function readToken(token: unknown, maxTokenLength: number): TokenParts {
  if (typeof token !== 'string') {
    const doubt = typeof token === 'object' ? ' (is an await missing?)' : '';
    throw malformed(`it is of type ${typeof token}, not a string${doubt}`);
  }
  if (token.length > maxTokenLength) {
    throw refused(
      'ERR_TOKEN_TOO_LARGE',
      `The token has more than ${maxTokenLength} characters`,
      'Look at what is in it. If tokens of this vendor are that long, verifying takes maxTokenLength.',
    );
  }
  const parts = token.split('.', 4);
  if (parts.length !== 3) throw malformed('it has not three parts with dots between them');
  if (parts.some((part) => part === '')) throw malformed('one of its parts is empty');
  const headerEnd = token.indexOf('.');
  const inputEnd = token.lastIndexOf('.');
  const headerJson = decodeBinary(token.slice(0, headerEnd));
  const payload = decodeBinary(token.slice(headerEnd + 1, inputEnd));
  const signature = decodeBinary(token.slice(inputEnd + 1));
  if (headerJson === undefined || payload === undefined || signature === undefined) {
    throw malformed('it is not all canonical base64url');
  }
  const { alg, typ, kid, crit } = readJson(headerJson, 'header');
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
  return {
    header: { alg, ...(typ === undefined ? {} : { typ }), ...(kid === undefined ? {} : { kid }) },
    kid,
    payload,
    signed: () => ({
      input: utf8(token.slice(0, inputEnd)),
      signature: bytesOfBinary(signature),
    }),
  };
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Reads the claims of a token without a key: what they say is not proved. */
export function readUnverified(token: unknown): OwnProperties {
  return readJson(readToken(token, LONGEST_TOKEN).payload, 'payload');
}

/** Reads a part of a token, its bytes as characters, that must be a JSON object in UTF-8. */
export function readJson(binary: string, part: 'header' | 'payload'): OwnProperties {
  let value: unknown;
  try {
    value = JSON.parse(/[\x80-\xff]/.test(binary) ? textOfUtf8(bytesOfBinary(binary)) : binary);
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
