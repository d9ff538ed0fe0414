import { type FindingTable, finder } from '../findings.ts';

const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';
const VERIFY = 'https://www.rfc-editor.org/rfc/rfc7515#section-5.2';
const FORM = 'https://www.rfc-editor.org/rfc/rfc7515#section-3.1';
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';

/** What can be wrong with a signature, and with the key that should have made it. */
export const SIGNATURE: FindingTable<
  | 'SIGNATURE_INVALID'
  | 'KID_UNKNOWN'
  | 'KEY_EXPIRED'
  | 'KID_OF_OTHER_KEY'
  | 'KID_IS_SECRET'
  | 'SIGNATURE_LENGTH'
  | 'SIGNATURE_DAMAGED'
  | 'SIGNATURE_OF_OTHER_ALG'
  | 'SIGNATURE_IN_HEX'
  | 'SIGNATURE_OF_HEX'
  | 'SIGNATURE_ENCODED_TWICE'
  | 'SIGNATURE_OF_OTHER_TEXT'
  | 'SIGNATURE_OF_SECRET'
  | 'SIGNATURE_WITHOUT_HMAC'
  | 'SECRET_IS_SAMPLE'
  | 'SECRET_EMPTY'
  | 'SECRET_IS_KEY_ID'
  | 'SECRET_NOT_DECODED'
  | 'SECRET_BASE64_DECODED'
  | 'SECRET_BASE64_ENCODED'
  | 'SECRET_HEX_DECODED'
  | 'SECRET_HEX_ENCODED'
  | 'SECRET_WITH_NEWLINE'
  | 'SECRET_WITH_SPACE'
  | 'SECRET_WITH_NAME'
  | 'SECRET_QUOTED'
  | 'SECRET_TRIMMED'
  | 'SECRET_REPAIRED'
  | 'SECRET_CUT'
  | 'SECRET_IN_OTHER_CHARSET'
  | 'SECRET_DAMAGED'
  | 'SECRET_SHORT'
  | 'KEY_ID_DAMAGED'
  | 'KEYS_SWAPPED'
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
  KID_IS_SECRET: [
    'error',
    'The kid is the secret, so everyone who sees the token can sign in as any user',
    'Delete this key at the vendor now and create a new one. Then sign with the key id as keyId and the secret as secret: they may be swapped.',
    KID,
  ],
  SIGNATURE_LENGTH: [
    'error',
    'The signature has {length} bytes, but HS256 signatures have 32',
    'Was the token cut off, or signed with another algorithm than its header says?',
    HMAC,
  ],
  SIGNATURE_DAMAGED: [
    'error',
    'The secret is right, but characters of the signature were lost or changed after signing',
    'Compare the token with the one that was signed: the end may be cut off.',
    VERIFY,
  ],
  SIGNATURE_OF_OTHER_ALG: [
    'error',
    'The token is signed with HS{bits}, not with HS256',
    'Sign with HS256.',
    VERIFY,
  ],
  SIGNATURE_IN_HEX: [
    'error',
    'The signature is written in hexadecimal digits',
    'Encode the bytes of the HMAC in base64url, not in hexadecimal.',
    FORM,
  ],
  SIGNATURE_OF_HEX: [
    'error',
    'The signature encodes the hexadecimal digits of the HMAC, not its bytes',
    'Encode the bytes of the HMAC in base64url. Many HMAC functions return hexadecimal unless told otherwise.',
    FORM,
  ],
  SIGNATURE_ENCODED_TWICE: [
    'error',
    'The signature is encoded in base64 twice',
    'Encode the bytes of the HMAC in base64url, once.',
    FORM,
  ],
  SIGNATURE_OF_OTHER_TEXT: [
    'error',
    'The HMAC was computed over {what}',
    'Compute it over the first two parts of the token, with the dot between them and nothing else.',
    FORM,
  ],
  SIGNATURE_OF_SECRET: [
    'error',
    'The HMAC was computed with key and message swapped',
    'The secret is the key. The first two parts of the token are the message.',
    HMAC,
  ],
  SIGNATURE_WITHOUT_HMAC: [
    'error',
    'The signature is a {hash} hash, not an HMAC',
    'Use HMAC with SHA-256, with the secret as its key. A hash without HMAC can be forged.',
    HMAC,
  ],
  SECRET_IS_SAMPLE: [
    'error',
    'The token is signed with a sample or a placeholder instead of a secret: anyone can sign such a token',
    "Sign with the secret that the vendor's console shows. Is the environment variable set?",
    HMAC,
  ],
  SECRET_EMPTY: [
    'error',
    'The token is signed with an empty key: anyone can sign such a token',
    "Sign with the secret that the vendor's console shows. Is the environment variable set?",
    HMAC,
  ],
  SECRET_IS_KEY_ID: [
    'error',
    'The token is signed with the key id instead of the secret: anyone who sees the kid can sign such a token',
    'Sign with the secret. The key id goes into the header as kid.',
    KID,
  ],
  SECRET_NOT_DECODED: [
    'error',
    'The token is signed with the text of the secret, but the key is what that encodes in {encoding}',
    'Decode the secret before signing. chat-token does so.',
    HMAC,
  ],
  SECRET_BASE64_DECODED: [
    'error',
    'The token is signed with the secret decoded from base64',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_BASE64_ENCODED: [
    'error',
    'The token is signed with the secret encoded as base64',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_HEX_DECODED: [
    'error',
    'The token is signed with the secret decoded from hexadecimal',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_HEX_ENCODED: [
    'error',
    'The token is signed with the secret encoded as hexadecimal',
    'Use the secret as a string. These vendors decode nothing.',
    VERIFY,
  ],
  SECRET_WITH_NEWLINE: [
    'error',
    'The token is signed with the secret and a line break before or after it',
    'Trim the secret where it is loaded for signing.',
    VERIFY,
  ],
  SECRET_WITH_SPACE: [
    'error',
    'The token is signed with the secret and white space or a byte order mark before or after it',
    'Trim the secret where it is loaded for signing.',
    VERIFY,
  ],
  SECRET_WITH_NAME: [
    'error',
    'The token is signed with the secret and the name of its variable (NAME=) before it',
    'Load only what comes after the equals sign.',
    VERIFY,
  ],
  SECRET_QUOTED: [
    'error',
    'The token is signed with the secret in quotation marks',
    'Remove them where the secret is loaded for signing: they became part of the key.',
    VERIFY,
  ],
  SECRET_TRIMMED: [
    'error',
    'The token is signed with the secret without the white space around it',
    'Use the same string for signing and inspecting. The one without white space is probably right.',
    VERIFY,
  ],
  SECRET_REPAIRED: [
    'error',
    'The token is signed with the secret without {damage}',
    'Use the same string for signing and inspecting: the one that the vendor shows.',
    VERIFY,
  ],
  SECRET_CUT: [
    'error',
    'The token is signed with a part of the secret',
    'Put the secret in single quotes where it is set: shells and env files end it at $, # or a space.',
    VERIFY,
  ],
  SECRET_IN_OTHER_CHARSET: [
    'error',
    'The token is signed with the secret encoded as UTF-16, not as UTF-8',
    'Turn the secret into bytes as UTF-8.',
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
  KEY_ID_DAMAGED: [
    'warning',
    'The keyId given here {problem}',
    "Load it again as the vendor's console shows it.",
    KID,
  ],
  KEYS_SWAPPED: [
    'warning',
    'secret and keyId given here look swapped, and were read the other way round',
    'Compare how they are passed for signing: a token that was signed like this shows the secret.',
    KID,
  ],
};

/** Makes a finding of this table. */
export const signatureFinding: ReturnType<typeof finder<keyof typeof SIGNATURE>> =
  /* @__PURE__ */ finder(SIGNATURE);
