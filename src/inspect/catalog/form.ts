import { type FindingTable, finder } from '../findings.ts';

const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';
const COMPACT = 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1';
const PARTS = `${JWT}#section-7.2`;
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';

/** What can be wrong with the form of any token. */
export const FORM: FindingTable<
  | 'TOKEN_NOT_STRING'
  | 'TOKEN_EMPTY'
  | 'TOKEN_TOO_LARGE'
  | 'TOKEN_WHITESPACE'
  | 'TOKEN_IS_BEARER_HEADER'
  | 'TOKEN_QUOTED'
  | 'TOKEN_IS_OBJECT'
  | 'TOKEN_IS_PROMISE'
  | 'TOKEN_IS_HTTP_ANSWER'
  | 'TOKEN_IS_HASH'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_ENCRYPTED'
  | 'TOKEN_UNSIGNED'
  | 'TOKEN_NOT_BASE64URL'
  | 'TOKEN_TOO_DEEP'
  | 'HEADER_NOT_JSON'
  | 'PAYLOAD_NOT_JSON'
  | 'SIGNATURE_LENGTH'
> = {
  TOKEN_NOT_STRING: [
    'error',
    'The token must be a string, got {kind}',
    'Pass the token itself, which is a string.',
    COMPACT,
  ],
  TOKEN_EMPTY: [
    'error',
    'The token is empty, or the string that a missing value becomes, such as "undefined"',
    'Check where the token comes from: is a variable not set, or an await missing?',
    COMPACT,
  ],
  TOKEN_TOO_LARGE: [
    'error',
    'The token has more than {max} characters and was not read',
    'Chat tokens have some hundred to some thousand characters: is it another file?',
    COMPACT,
  ],
  TOKEN_WHITESPACE: [
    'warning',
    'There is white space around the token',
    'Trim it: files and command output end with a line break.',
    COMPACT,
  ],
  TOKEN_IS_BEARER_HEADER: [
    'error',
    'This is an Authorization header, not a token',
    'Pass only what comes after "Bearer ".',
    COMPACT,
  ],
  TOKEN_QUOTED: [
    'error',
    'The token is in quotation marks',
    'Remove them, or parse the JSON that it came in.',
    COMPACT,
  ],
  TOKEN_IS_OBJECT: [
    'error',
    'This is an object {content}, not a token',
    'Pass the token itself, which is a string: {fix}',
    COMPACT,
  ],
  TOKEN_IS_PROMISE: [
    'error',
    'The token is a promise, not a string',
    'Put await before the call that makes it.',
    COMPACT,
  ],
  TOKEN_IS_HTTP_ANSWER: [
    'error',
    'This is an HTTP response or a web page, not a token',
    'Read the token from the response: (await response.json()).token. A page instead of JSON may be a login or error page.',
    COMPACT,
  ],
  TOKEN_IS_HASH: [
    'error',
    'This looks like an identity hash, not a JWT: 64 hexadecimal digits',
    "Verify it with the vendor that takes it, and with the user's fields. It contains nothing to explain.",
    COMPACT,
  ],
  TOKEN_MALFORMED: [
    'error',
    'The token must have three dot-separated parts, got {count}',
    'Pass header.payload.signature in one piece: was it cut off?',
    COMPACT,
  ],
  TOKEN_ENCRYPTED: [
    'error',
    'The token has five parts: it is encrypted (JWE), not signed',
    'Sign it with HS256 instead. These vendors accept no encrypted token.',
    COMPACT,
  ],
  TOKEN_UNSIGNED: [
    'error',
    'The token has no signature',
    'Sign it with HS256 and the secret that the vendor issued.',
    COMPACT,
  ],
  TOKEN_NOT_BASE64URL: [
    'error',
    'The token contains characters that base64url does not have, such as +, /, = or white space',
    'Use the encoding of JWTs (base64url without padding), and copy the whole token.',
    COMPACT,
  ],
  TOKEN_TOO_DEEP: [
    'error',
    "The token's {part} is nested more than {max} levels deep and was not read",
    'No vendor needs such claims: check what was signed.',
    PARTS,
  ],
  HEADER_NOT_JSON: [
    'error',
    "The token's header is not a JSON object in UTF-8",
    'Is it a token at all? Tokens start with eyJ.',
    PARTS,
  ],
  PAYLOAD_NOT_JSON: [
    'error',
    "The token's payload is not a JSON object in UTF-8",
    'Sign an object with the claims, not a string, a list or something encrypted.',
    PARTS,
  ],
  SIGNATURE_LENGTH: [
    'error',
    'The signature has {length} bytes, but HS256 signatures have 32',
    'Was the token cut off, or signed with another algorithm than its header says?',
    HMAC,
  ],
};

/** Makes a finding of this table. */
export const formFinding: ReturnType<typeof finder<keyof typeof FORM>> =
  /* @__PURE__ */ finder(FORM);
