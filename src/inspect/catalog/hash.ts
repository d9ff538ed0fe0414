import { type FindingTable, finder } from '../findings.ts';

const HMAC = 'https://www.rfc-editor.org/rfc/rfc2104#section-2';

/** What can be wrong with an identity hash. What can be wrong with its secret is in `signature.ts`. */
export const HASH: FindingTable<
  | 'HASH_INVALID'
  | 'HASH_MALFORMED'
  | 'HASH_IS_JWT'
  | 'HASH_IS_IDENTIFIER'
  | 'HASH_IN_FIELDS'
  | 'HASH_OTHER_ENCODING'
  | 'HASH_OF_OTHER_FIELD'
  | 'HASH_OF_OTHER_CASE'
  | 'HASH_OF_OTHER_SPACE'
  | 'HASH_OF_OTHER_UNICODE'
  | 'HASH_OF_OTHER_TEXT'
  | 'HASH_OF_NOTHING'
  | 'HASH_KEY_SWAPPED'
  | 'HASH_OTHER_ALGORITHM'
  | 'HASH_WITHOUT_KEY'
  | 'HASH_TIME_IN_SECONDS'
  | 'HASH_TIME_IN_MILLISECONDS'
  | 'HASH_TIME_OTHER'
  | 'HASH_EXPIRED'
  | 'HASH_NOT_YET_VALID'
  | 'HASH_USER_MISSING'
  | 'HASH_IS_STATIC'
  | 'HASH_COVERS_LITTLE'
> = {
  HASH_INVALID: [
    'error',
    'None of the given keys made this hash for these fields',
    'Compare both with the code that signed. Is it another user, or the secret of another widget or environment?',
    HMAC,
  ],
  HASH_MALFORMED: [
    'error',
    'This is not an identity hash: {vendor} expects {form}',
    'Pass the hash as it was sent to the page.',
    '{docs}',
  ],
  HASH_IS_JWT: [
    'error',
    'This is a JWT, but {vendor} takes an identity hash here',
    'Sign with the vendor object for the hash, or give the JWT to the setting that takes one.',
    '{docs}',
  ],
  HASH_IS_IDENTIFIER: [
    'error',
    'This is {field} itself, not its hash',
    'Send the HMAC of it. signChatLogin returns all settings.',
    '{docs}',
  ],
  HASH_IN_FIELDS: [
    'error',
    '{name} is made when the fields are signed, and cannot be one of them',
    'Leave it out. signChatLogin returns the fields with their hash as settings.',
    '{docs}',
  ],
  HASH_OTHER_ENCODING: [
    'error',
    'The hash is written {form}, but {vendor} compares it as {expected}',
    'Change how the code that signs encodes the HMAC.',
    '{docs}',
  ],
  HASH_OF_OTHER_FIELD: [
    'error',
    'The hash was made of {field}, which is not what {vendor} hashes for these fields',
    "See the vendor's page for the field that counts if there are several.",
    '{docs}',
  ],
  HASH_OF_OTHER_CASE: [
    'error',
    'The hash was made of the same text in other letter case ({how})',
    'Sign the text exactly as it is sent, and send it exactly as it was signed.',
    '{docs}',
  ],
  HASH_OF_OTHER_SPACE: [
    'error',
    'The hash was made of the same text with other white space around it ({how})',
    'Sign the text exactly as it is sent, without a line break at its end.',
    '{docs}',
  ],
  HASH_OF_OTHER_UNICODE: [
    'error',
    'The hash was made of the same text in another Unicode form ({how})',
    'Sign the text exactly as it is sent: "é" can be one character or two, with other bytes.',
    'https://unicode.org/reports/tr15/',
  ],
  HASH_OF_OTHER_TEXT: [
    'error',
    'The hash was made of {what}',
    "Hash only what the vendor's page names, and nothing else.",
    '{docs}',
  ],
  HASH_OF_NOTHING: [
    'error',
    'The hash was made of {what}, so it is the same for all users',
    'Check where the identifier comes from: it was missing when the hash was made.',
    HMAC,
  ],
  HASH_KEY_SWAPPED: [
    'error',
    'The hash was made with key and message swapped',
    'The secret is the key, and the identifier is the message.',
    HMAC,
  ],
  HASH_OTHER_ALGORITHM: [
    'error',
    'The hash was made with {algorithm}',
    'Use HMAC with SHA-256.',
    '{docs}',
  ],
  HASH_WITHOUT_KEY: [
    'error',
    'The hash is a plain {algorithm}, not an HMAC',
    'Use HMAC with SHA-256, with the secret as its key.',
    HMAC,
  ],
  HASH_TIME_IN_SECONDS: [
    'error',
    '{field} counts in seconds, but {vendor} expects milliseconds',
    'Use Date.now(), for the hash and for the field.',
    '{docs}',
  ],
  HASH_TIME_IN_MILLISECONDS: [
    'error',
    '{field} counts in milliseconds, but {vendor} expects seconds',
    'Use Math.floor(Date.now() / 1000), for the hash and for the field.',
    '{docs}',
  ],
  HASH_TIME_OTHER: [
    'error',
    'The hash was made with the time in {how}, not with {field} as it is sent',
    'Take the time once, and use the same number for the hash and for the field.',
    '{docs}',
  ],
  HASH_EXPIRED: [
    'error',
    'The hash is too old: {vendor} accepts it for {seconds} seconds',
    'Sign a new one for each page load, and do not cache the page.',
    '{docs}',
  ],
  HASH_NOT_YET_VALID: [
    'error',
    'The time of the hash is more than {seconds} seconds in the future',
    'Compare the clock of the server that signs with the real time.',
    '{docs}',
  ],
  HASH_USER_MISSING: [
    'info',
    'The hash was not checked: the fields that were sent with it are not known',
    'Pass them as user.',
    HMAC,
  ],
  HASH_IS_STATIC: [
    'info',
    'A hash never expires and proves only the text that it is made of',
    'Protect it like a password, and sign only for the user of your own session: an endpoint that signs what the page sends lets anyone sign in as any user.',
    HMAC,
  ],
  HASH_COVERS_LITTLE: [
    'info',
    'A hash proves only the text that it is made of, not the other fields',
    'Sign only for the user of your own session: an endpoint that signs what the page sends lets anyone sign in as any user.',
    HMAC,
  ],
};

/** Makes a finding about an identity hash. */
export const hashFinding: ReturnType<typeof finder<keyof typeof HASH>> =
  /* @__PURE__ */ finder(HASH);
