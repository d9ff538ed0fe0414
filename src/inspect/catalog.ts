import { type FindingTable, finder } from './findings.ts';

const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';
const COMPACT = 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1';
const PARTS = `${JWT}#section-7.2`;
const ALG = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.1';
const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';
const CRIT = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11';
const NONE = 'https://www.rfc-editor.org/rfc/rfc8725#section-3.2';
const VERIFY = 'https://www.rfc-editor.org/rfc/rfc7515#section-5.2';
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';
const DATE = `${JWT}#section-2`;
const EXP = `${JWT}#section-4.1.4`;
const NBF = `${JWT}#section-4.1.5`;
const IAT = `${JWT}#section-4.1.6`;
/** Filled in: the vendor's documentation. */
const DOCS = '{docs}';

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

/** What can be wrong with the header of any token. */
export const HEADER: FindingTable<
  | 'ALG_NONE'
  | 'ALG_UNSUPPORTED'
  | 'CRIT_UNSUPPORTED'
  | 'KID_NOT_STRING'
  | 'KID_MISSING'
  | 'KID_UNUSED'
  | 'KID_IN_PAYLOAD'
> = {
  ALG_NONE: [
    'error',
    'The header says that the token is not signed',
    'Sign it with HS256. No one may accept a token with this algorithm.',
    NONE,
  ],
  ALG_UNSUPPORTED: [
    'error',
    'The token is not signed with HS256, the only algorithm that these vendors accept',
    "Set the algorithm to exactly 'HS256'.",
    ALG,
  ],
  CRIT_UNSUPPORTED: [
    'error',
    'The header demands an extension, and these vendors document none',
    'Leave crit out.',
    CRIT,
  ],
  KID_NOT_STRING: [
    'error',
    'The kid must be a string, got {kind}',
    'Pass the key id as the vendor shows it.',
    KID,
  ],
  KID_MISSING: [
    'error',
    'The header has no kid, so the vendor does not know which key to use',
    'Sign with keyId. In jsonwebtoken the option is keyid, or header.kid (not headers).',
    DOCS,
  ],
  KID_UNUSED: [
    'info',
    'The header has a kid, but this vendor documents none',
    'Leave it out, or check whether the token is for another vendor.',
    DOCS,
  ],
  KID_IN_PAYLOAD: [
    'error',
    'kid is in the payload, but belongs in the header',
    'Remove it from the claims. {fix}',
    DOCS,
  ],
};

/** What can be wrong with the times of any token. */
export const TIMES: FindingTable<
  | 'TIME_NOT_NUMBER'
  | 'TIME_IN_MILLISECONDS'
  | 'TIME_FRACTIONAL'
  | 'EXP_IN_1970'
  | 'TOKEN_EXPIRED'
  | 'EXP_MISSING'
  | 'EXP_BEYOND_MAX'
  | 'EXP_FAR_AWAY'
  | 'TOKEN_NOT_YET_VALID'
  | 'IAT_IN_FUTURE'
> = {
  TIME_NOT_NUMBER: [
    'error',
    '{name} must be a number of seconds since 1970, got {kind}',
    'Write it as a JSON number, without quotes: Math.floor(Date.now() / 1000) + 3600.',
    DATE,
  ],
  TIME_IN_MILLISECONDS: [
    'warning',
    '{name} is so far in the future that it must be in milliseconds',
    'Divide by 1000: these times are in seconds.',
    DATE,
  ],
  TIME_FRACTIONAL: [
    'warning',
    '{name} has a fraction of a second',
    'Round it down: the vendors document whole seconds.',
    DATE,
  ],
  EXP_IN_1970: [
    'error',
    'exp is in the 1970s: it looks like a duration, or was cut off',
    'exp is a time, not a duration: add the seconds to the current time.',
    EXP,
  ],
  TOKEN_EXPIRED: [
    'error',
    'The token has expired',
    'Sign a new one each time the widget asks. If it is new, compare the clocks.',
    EXP,
  ],
  EXP_MISSING: [
    'warning',
    'The token never expires: anyone who gets it can be this user forever',
    'Set exp, an hour ahead or less, in seconds.',
    EXP,
  ],
  EXP_BEYOND_MAX: [
    'error',
    'The token is valid for longer than the vendor accepts',
    'Let it expire after at most {max} seconds.',
    DOCS,
  ],
  EXP_FAR_AWAY: [
    'warning',
    'The token is valid for more than a month',
    'Let it expire after an hour or less, and give the widget a fresh one.',
    EXP,
  ],
  TOKEN_NOT_YET_VALID: [
    'error',
    'The token is not valid yet',
    'Leave nbf out, or compare the clocks.',
    NBF,
  ],
  IAT_IN_FUTURE: [
    'warning',
    'The token was issued in the future',
    'Compare the clocks, and check that iat is in seconds and in UTC.',
    IAT,
  ],
};

/** What can be wrong with a signature, and with the key that should have made it. */
export const SIGNATURE: FindingTable<
  | 'SIGNATURE_INVALID'
  | 'KID_UNKNOWN'
  | 'KEY_EXPIRED'
  | 'KID_OF_OTHER_KEY'
  | 'SIGNATURE_OF_OTHER_ALG'
  | 'SECRET_BASE64_DECODED'
  | 'SECRET_HEX_DECODED'
  | 'SECRET_WITH_NEWLINE'
  | 'SECRET_TRIMMED'
  | 'SECRET_QUOTED'
  | 'SECRET_BASE64_ENCODED'
  | 'SECRET_DAMAGED'
  | 'SECRET_SHORT'
> = {
  SIGNATURE_INVALID: [
    'error',
    'The signature does not match any of the given keys',
    'The token was changed, or signed with a different secret. Compare where both are loaded from.',
    VERIFY,
  ],
  KID_UNKNOWN: [
    'error',
    'The kid names none of the given keys, and none of them made the signature',
    'Compare the kid with the id that the vendor shows: another environment, or a deleted key?',
    KID,
  ],
  KEY_EXPIRED: [
    'error',
    'The signature was made with {key}, which has expired',
    'Sign with the key that replaced it.',
    VERIFY,
  ],
  KID_OF_OTHER_KEY: [
    'error',
    'The signature was made with {key}, but the kid names another key',
    'Take key id and secret from the same key: the vendor finds the secret by the kid.',
    KID,
  ],
  SIGNATURE_OF_OTHER_ALG: [
    'error',
    'The secret is right, but the token is signed with HS{bits}',
    'Sign with HS256.',
    VERIFY,
  ],
  SECRET_BASE64_DECODED: [
    'error',
    'The token is signed with the secret decoded from base64',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_HEX_DECODED: [
    'error',
    'The token is signed with the secret decoded from hexadecimal',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_WITH_NEWLINE: [
    'error',
    'The token is signed with the secret and a line break after it',
    'Trim the secret where it is loaded for signing.',
    VERIFY,
  ],
  SECRET_TRIMMED: [
    'error',
    'The token is signed with the secret without the white space around it',
    'Use the same string for signing and inspecting. The one without white space is probably right.',
    VERIFY,
  ],
  SECRET_QUOTED: [
    'error',
    'The token is signed with the secret in quotation marks',
    'Remove them where the secret is loaded for signing: they became part of the key.',
    VERIFY,
  ],
  SECRET_BASE64_ENCODED: [
    'error',
    'The token is signed with the secret encoded as base64',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_DAMAGED: [
    'warning',
    '{reason}: the vendor has a different secret',
    "Load it again as the vendor's console shows it.",
    HMAC,
  ],
  SECRET_SHORT: [
    'info',
    'The secret has fewer than 32 bytes, the minimum for HS256',
    'If the vendor issued it, it works. Some JWT libraries reject it.',
    HMAC,
  ],
};

/** What can be wrong with the claims of any token. */
export const CLAIMS: FindingTable<
  | 'CLAIMS_NOT_OBJECT'
  | 'CLAIM_INVALID'
  | 'VENDOR_UNKNOWN'
  | 'VENDOR_OTHER'
  | 'ID_NOT_STRING'
  | 'ID_PLACEHOLDER'
  | 'ID_IS_EMAIL'
  | 'ID_IS_PHONE'
  | 'SENSITIVE_DATA'
> = {
  CLAIMS_NOT_OBJECT: [
    'error',
    'The claims must be a plain object',
    'Pass an object literal with the claims.',
    DOCS,
  ],
  CLAIM_INVALID: [
    'error',
    'The claims break the contract: {problem}',
    "Compare with the vendor's list of claims.",
    DOCS,
  ],
  VENDOR_UNKNOWN: [
    'info',
    'The token does not show which vendor it is for, so only its form was checked',
    'Pass the vendor to check its contract too.',
    JWT,
  ],
  VENDOR_OTHER: [
    'warning',
    'The token looks made for {vendor}: {reason}',
    'Check that the right vendor is passed, and the right claims are signed.',
    DOCS,
  ],
  ID_NOT_STRING: [
    'error',
    'The id must be a string, got {kind}',
    'Pass String(id): ids are strings for every one of these vendors.',
    DOCS,
  ],
  ID_PLACEHOLDER: [
    'warning',
    'The id is the string that a missing value becomes, such as "undefined"',
    'Check where the id comes from: all users with this id share one chat history.',
    DOCS,
  ],
  ID_IS_EMAIL: [
    'warning',
    'The id is an e-mail address, which may change',
    'Use an id that never changes: the key in your database, or a UUID.',
    DOCS,
  ],
  ID_IS_PHONE: [
    'warning',
    'The id is a phone number, which may change',
    'Use an id that never changes: the key in your database, or a UUID.',
    DOCS,
  ],
  SENSITIVE_DATA: [
    'warning',
    'This looks like a password, a key or a card number, and {who}',
    'Leave it out: a token is signed, not encrypted.',
    DOCS,
  ],
};

export const formFinding: ReturnType<typeof finder<keyof typeof FORM>> =
  /* @__PURE__ */ finder(FORM);
export const headerFinding: ReturnType<typeof finder<keyof typeof HEADER>> =
  /* @__PURE__ */ finder(HEADER);
export const timeFinding: ReturnType<typeof finder<keyof typeof TIMES>> =
  /* @__PURE__ */ finder(TIMES);
export const signatureFinding: ReturnType<typeof finder<keyof typeof SIGNATURE>> =
  /* @__PURE__ */ finder(SIGNATURE);
export const claimsFinding: ReturnType<typeof finder<keyof typeof CLAIMS>> =
  /* @__PURE__ */ finder(CLAIMS);
