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

/** Makes a finding of this table. */
export const claimsFinding: ReturnType<typeof finder<keyof typeof CLAIMS>> =
  /* @__PURE__ */ finder(CLAIMS);
