import { type FindingTable, finder } from '../findings.ts';

const JWT = 'https://www.rfc-editor.org/rfc/rfc7519';
/** Filled in: the vendor's documentation. */
const DOCS = '{docs}';

/** What can be wrong with the claims of any token. */
export const CLAIMS: FindingTable<
  | 'CLAIMS_NOT_OBJECT'
  | 'CLAIM_INVALID'
  | 'VENDOR_UNKNOWN'
  | 'VENDOR_OTHER'
  | 'TOKEN_OF_LOGIN_SERVICE'
  | 'CLAIM_MISPLACED'
  | 'CLAIM_UNREAD'
  | 'CLAIM_NAMED_BY_ADDRESS'
  | 'ATTRIBUTE_NAMED_BY_ADDRESS'
  | 'ID_NOT_STRING'
  | 'ID_INEXACT'
  | 'ID_PLACEHOLDER'
  | 'ID_SHARED'
  | 'ID_IS_EMAIL'
  | 'ID_IS_PHONE'
  | 'EMAIL_NOT_ADDRESS'
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
    'error',
    'The token looks made for {vendor}: {reason}',
    'Check that the right vendor is passed, and the right claims are signed.',
    DOCS,
  ],
  TOKEN_OF_LOGIN_SERVICE: [
    'error',
    'This looks like the token of a login service, not one for the chat: it has {names}',
    "Verify it on your server, then sign a token of your own for the chat, with the vendor's secret. The login service's token needs no change.",
    DOCS,
  ],
  CLAIM_MISPLACED: [
    'error',
    'Claims are {place}, but belong at the top level of the payload: {names}',
    'Move them there, and leave out what was around them.',
    DOCS,
  ],
  CLAIM_UNREAD: [
    'warning',
    'Claims are {place}, where the vendor does not read them: {names}',
    'Move them to the top level of the payload.',
    DOCS,
  ],
  CLAIM_NAMED_BY_ADDRESS: [
    'error',
    "A claim has an address for a name, as in .NET's ClaimTypes. The address ends with {last}",
    '{fix}: vendors know claims by their short names.',
    DOCS,
  ],
  ATTRIBUTE_NAMED_BY_ADDRESS: [
    'warning',
    "An attribute has an address for a name, as in .NET's ClaimTypes. The address ends with {last}",
    '{fix}: vendors know claims by their short names.',
    DOCS,
  ],
  ID_NOT_STRING: [
    'error',
    '{claim} must be a string, got {kind}',
    '{fix}: ids are strings for every one of these vendors.',
    DOCS,
  ],
  ID_INEXACT: [
    'error',
    'The id is a number that is too large to be exact: its last digits are already lost',
    'Take the id as a string (or a BigInt) from its source: the database driver, or the JSON before it is parsed.',
    DOCS,
  ],
  ID_PLACEHOLDER: [
    'error',
    'The id is the string that a missing value becomes, such as "undefined"',
    'Check where the id comes from: all users with this id share one chat history.',
    DOCS,
  ],
  ID_SHARED: [
    'warning',
    'The id looks like one that several users have, such as "anonymous", "default" or "0"',
    'Everyone with this id shares one chat history. Pass an id that only this user has, and sign no token for visitors who are not logged in.',
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
  EMAIL_NOT_ADDRESS: [
    'warning',
    'email is empty, or is not an e-mail address',
    'Leave email out if the user has no address.',
    DOCS,
  ],
  SENSITIVE_DATA: [
    'warning',
    'This looks like a password, a key or a card number, and {who}',
    'Leave it out: a token is signed, not encrypted.',
    DOCS,
  ],
};

/** Makes a finding of this table. */
export const claimsFinding: ReturnType<typeof finder<keyof typeof CLAIMS>> =
  /* @__PURE__ */ finder(CLAIMS);
