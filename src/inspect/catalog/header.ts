import { type FindingTable, finder } from '../findings.ts';

const ALG = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.1';
const TYP = 'https://www.rfc-editor.org/rfc/rfc7519#section-5.1';
const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';
const CRIT = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11';
const NONE = 'https://www.rfc-editor.org/rfc/rfc8725#section-3.2';
/** Filled in: the vendor's documentation. */
const DOCS = '{docs}';

/** What can be wrong with the header of any token. */
export const HEADER: FindingTable<
  | 'ALG_NONE'
  | 'ALG_UNSUPPORTED'
  | 'CRIT_UNSUPPORTED'
  | 'TYP_NOT_STRING'
  | 'KID_NOT_STRING'
  | 'KID_DAMAGED'
  | 'KID_MISSING'
  | 'KID_UNUSED'
  | 'KID_IN_PAYLOAD'
  | 'KEY_ID_CLAIM_MISSING'
  | 'KID_IN_HEADER'
> = {
  ALG_NONE: [
    'error',
    'The header says that the token is not signed',
    'Sign it with HS256. No one may accept a token with this algorithm.',
    NONE,
  ],
  ALG_UNSUPPORTED: [
    'error',
    'The header does not name HS256, the only algorithm that these vendors accept',
    "Set the algorithm to exactly 'HS256'.",
    ALG,
  ],
  CRIT_UNSUPPORTED: [
    'error',
    'The header demands an extension, and these vendors document none',
    'Leave crit out.',
    CRIT,
  ],
  TYP_NOT_STRING: [
    'error',
    'The typ must be a string, got {kind}',
    "Set typ to 'JWT', or leave it out.",
    TYP,
  ],
  KID_NOT_STRING: [
    'error',
    'The kid must be a string, got {kind}',
    'Pass the key id as the vendor shows it.',
    KID,
  ],
  KID_DAMAGED: [
    'error',
    'The kid {problem}',
    'Sign with the key id exactly as the vendor shows it, and check how it is loaded.',
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
  KEY_ID_CLAIM_MISSING: [
    'error',
    'The payload has no {claim}, so the vendor does not know which key to use',
    'Sign with keyId, or put the id of the key into the claim {claim}.',
    DOCS,
  ],
  KID_IN_HEADER: [
    'warning',
    'The header has a kid, but this vendor reads the key id from the claim {claim}',
    'Put the id of the key into the claim {claim}, and leave kid out.',
    DOCS,
  ],
};

/** Makes a finding of this table. */
export const headerFinding: ReturnType<typeof finder<keyof typeof HEADER>> =
  /* @__PURE__ */ finder(HEADER);
