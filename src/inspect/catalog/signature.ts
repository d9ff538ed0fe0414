import { type FindingTable, finder } from '../findings.ts';

const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';
const VERIFY = 'https://www.rfc-editor.org/rfc/rfc7515#section-5.2';
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';

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

/** Makes a finding of this table. */
export const signatureFinding: ReturnType<typeof finder<keyof typeof SIGNATURE>> =
  /* @__PURE__ */ finder(SIGNATURE);
