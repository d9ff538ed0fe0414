import { decodeBase64url, isBase64url, parseJson } from '../../utils/encoding.ts';
import { ChatTokenError, type ChatTokenErrorCode } from '../../utils/errors.ts';
import { MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import { copyPlain, type OwnProperties } from '../../utils/objects.ts';
import type { ChatTokenHeader } from './options.ts';

/** A token whose size, form and header are right. Its signature and claims are not checked yet. */
export interface CompactToken {
  readonly text: string;
  readonly header: ChatTokenHeader;
}

/** Checks what jose leaves to its callers: size, canonical base64url, and the header. */
export function parseToken(token: unknown, maxLength: number): CompactToken {
  const [header] = splitToken(token, maxLength);
  const { alg, typ, kid, crit } = readObject(parseJson(decodeBase64url(header)), 'header');
  if (alg !== 'HS256') {
    throw tokenError(
      'ERR_ALGORITHM_REJECTED',
      'The token is not signed with HS256',
      'These vendors accept no other algorithm.',
    );
  }
  if (crit !== undefined) throw malformed('its header demands an extension (crit)');
  if (!isOptionalString(typ)) throw malformed("its header's typ is not a string");
  if (!isOptionalString(kid)) throw malformed("its header's kid is not a string");
  return {
    text: String(token),
    header: {
      alg,
      ...(typ === undefined ? {} : { typ }),
      ...(kid === undefined ? {} : { kid }),
    },
  };
}

function isOptionalString(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Reads the claims of a token without a key. Nothing proves them. */
export function readUnverifiedClaims(
  token: unknown,
  maxLength: number = MAX_TOKEN_LENGTH,
): OwnProperties {
  const [, payload] = splitToken(token, maxLength);
  return readClaims(decodeBase64url(payload));
}

/** Reads the claims out of the bytes of a payload. */
export function readClaims(payload: Uint8Array | undefined): OwnProperties {
  return readObject(parseJson(payload), 'payload');
}

function splitToken(token: unknown, maxLength: number): readonly [string, string, string] {
  if (typeof token !== 'string') {
    const hint = typeof token === 'object' ? ' (is an await missing?)' : '';
    throw malformed(`expected a string, got type ${typeof token}${hint}`);
  }
  if (token.length > maxLength) {
    throw tokenError(
      'ERR_TOKEN_TOO_LARGE',
      `The token has more than ${maxLength} characters`,
      "If this vendor's tokens are that long, set maxTokenLength.",
    );
  }
  const [header, payload, signature, ...more] = token.split('.', 4);
  if (!header || !payload || !signature || more.length > 0) {
    throw malformed(
      'expected three dot-separated parts',
      /^[0-9a-f]{64}$/i.test(token)
        ? 'Is it an identity hash? Pass its vendor and the user.'
        : undefined,
    );
  }
  if (![header, payload, signature].every(isBase64url)) {
    throw malformed('its parts are not canonical base64url');
  }
  return [header, payload, signature];
}

function readObject(json: unknown, part: 'header' | 'payload'): OwnProperties {
  const object = copyPlain(json);
  if (object === undefined) throw malformed(`its ${part} is not a JSON object in UTF-8`);
  return object;
}

/** Makes the error for a string that is not a signed token. */
export function malformed(
  reason: string,
  hint = 'Pass the token alone, without "Bearer", quotes or white space.',
): ChatTokenError {
  return tokenError('ERR_TOKEN_MALFORMED', `Not a signed token: ${reason}`, hint);
}

/** Makes the error for a token that is rejected. */
export function tokenError(
  code: ChatTokenErrorCode,
  message: string,
  hint: string,
): ChatTokenError {
  return new ChatTokenError(code, message, { hint });
}
