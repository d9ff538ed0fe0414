import { type FindingTable, finder } from '../findings.ts';

const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';
const COMPACT = 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1';
const PARTS = `${JWT}#section-7.2`;

/** What can be wrong with the form of any token. */
export const FORM: FindingTable<
  | 'TOKEN_NOT_STRING'
  | 'TOKEN_EMPTY'
  | 'TOKEN_TOO_LARGE'
  | 'TOKEN_WHITESPACE'
  | 'TOKEN_LINE_BREAKS'
  | 'TOKEN_IS_BEARER_HEADER'
  | 'TOKEN_QUOTED'
  | 'TOKEN_IS_BYTES'
  | 'TOKEN_IN_TEXT'
  | 'TOKEN_IS_URL'
  | 'TOKEN_ENCODED'
  | 'TOKENS_SEVERAL'
  | 'TOKEN_IS_OBJECT'
  | 'TOKEN_IS_ERROR_ANSWER'
  | 'TOKEN_IS_PROMISE'
  | 'TOKEN_IS_HTTP_ANSWER'
  | 'TOKEN_IS_HASH'
  | 'TOKEN_IS_SECRET'
  | 'NOT_A_TOKEN'
  | 'TOKEN_CUT_OFF'
  | 'TOKEN_DAMAGED'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_ENCRYPTED'
  | 'TOKEN_UNSIGNED'
  | 'TOKEN_NOT_BASE64URL'
  | 'TOKEN_TOO_DEEP'
  | 'JSON_NOT_UTF8'
  | 'JSON_WRAPPED'
  | 'HEADER_NOT_JSON'
  | 'PAYLOAD_NOT_JSON'
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
    'error',
    'There is white space, or an invisible character, around the token',
    'Trim it: files and command output end with a line break.',
    COMPACT,
  ],
  TOKEN_LINE_BREAKS: [
    'error',
    'There are line breaks, white space or invisible characters in the token',
    'Remove them. Many tools break base64 after 76 characters: base64 -w0 does not.',
    COMPACT,
  ],
  TOKEN_IS_BEARER_HEADER: [
    'error',
    'There is an Authorization header, or a part of it, before the token',
    'Pass only what comes after the scheme, such as "Bearer ".',
    COMPACT,
  ],
  TOKEN_QUOTED: [
    'error',
    'The token is in quotation marks',
    'Remove them, or parse the JSON that it came in.',
    COMPACT,
  ],
  TOKEN_IS_BYTES: [
    'error',
    "This is a token as Python prints bytes: b'…'",
    'Decode the bytes: token.decode(). PyJWT 2 returns a string.',
    COMPACT,
  ],
  TOKEN_IN_TEXT: [
    'error',
    'There is something around the token, such as its name or the rest of a cookie',
    'Pass the token alone, from its first character to its last.',
    COMPACT,
  ],
  TOKEN_IS_URL: [
    'error',
    'This is a link with a token in it, not a token',
    'Pass only the token. Addresses end up in logs and in the history: return tokens in the body of a response.',
    COMPACT,
  ],
  TOKEN_ENCODED: [
    'error',
    'The token is encoded once more, in {encoding}',
    'Decode it once, or do not encode it: it has no characters that need it.',
    COMPACT,
  ],
  TOKENS_SEVERAL: [
    'error',
    'There are {count} tokens, and only one can be passed',
    'Pass one of them. Only the first is explained here.',
    COMPACT,
  ],
  TOKEN_IS_OBJECT: [
    'error',
    'This is {kind} {content}, not a token',
    'Pass the token itself, which is a string: {fix}',
    COMPACT,
  ],
  TOKEN_IS_ERROR_ANSWER: [
    'error',
    'This is an error that an endpoint returned in place of a token{what}',
    'Check the status of the response before you read a token from it. The error codes of this package are in its documentation.',
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
    'To explain it, pass the vendor that takes it, and the fields that were sent with it as user.',
    COMPACT,
  ],
  TOKEN_IS_SECRET: [
    'error',
    'This is the secret, not a token',
    'Pass what signing returned. If the secret has reached a browser, replace it.',
    COMPACT,
  ],
  NOT_A_TOKEN: [
    'error',
    'This is {what}, not a token',
    'Pass what signing returned. It has three parts, header.payload.signature, and starts with eyJ.',
    COMPACT,
  ],
  TOKEN_CUT_OFF: [
    'error',
    'The token is cut off. What is missing: {what}',
    'Copy or store all of it: a double click, a terminal or a database column may end too early.',
    COMPACT,
  ],
  TOKEN_DAMAGED: [
    'error',
    "The token's {part} is damaged: {reason}",
    'Copy the token again: a character was lost, added or changed. If it was signed like this, build it with a JWT library.',
    COMPACT,
  ],
  TOKEN_MALFORMED: [
    'error',
    'The token must have three dot-separated parts, got {count}',
    'Pass what signing returned: header.payload.signature. It starts with eyJ.',
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
    'The token contains characters that base64url does not have, such as +, / or =',
    'Use the encoding of JWTs: base64url without padding.',
    COMPACT,
  ],
  TOKEN_TOO_DEEP: [
    'error',
    "The token's {part} is nested more than {max} levels deep and was not read",
    'No vendor needs such claims: check what was signed.',
    PARTS,
  ],
  JSON_NOT_UTF8: [
    'error',
    "The token's {part} is JSON in {encoding}, and must be in UTF-8",
    'Encode the JSON as UTF-8, without a byte order mark, before base64url. JWT libraries do both.',
    PARTS,
  ],
  JSON_WRAPPED: [
    'error',
    "The token's {part} must be a JSON object, got {what}",
    'Sign the object itself: encode it once.',
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
};

/** Makes a finding of this table. */
export const formFinding: ReturnType<typeof finder<keyof typeof FORM>> =
  /* @__PURE__ */ finder(FORM);
