import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { googleCcai } from './index.ts';

const { docs } = googleCcai;
const AUTHENTICATE =
  'https://cloud.google.com/contact-center/ccai-platform/docs/web-sdk-v3-authenticate';

const FINDINGS = {
  PRODUCT_CUSTOM_DATA: [
    'error',
    'This is a token for custom data, which is signed with the same secret but identifies no user',
    'Sign identifier, name and email in one token, and custom_data in another.',
    'https://cloud.google.com/contact-center/ccai-platform/docs/web-sdk-v3-guide',
  ],
  IDENTIFIER_MISSING: [
    'error',
    "identifier is missing: the user becomes an anonymous account, and the web SDK does not work as expected; Google's pages disagree",
    'Sign the id of the user in your system as identifier, best a UUID.',
    AUTHENTICATE,
  ],
  COMPANY_MISSING: [
    'warning',
    'iss is missing: one page says that it is optional, and all samples sign the company name',
    'Sign the name of your company as iss.',
    AUTHENTICATE,
  ],
  PROFILE_INCOMPLETE: [
    'info',
    '{name} is missing: one page of Google requires it, another says that it is optional',
    'Sign it if the user has one.',
    AUTHENTICATE,
  ],
  PHONE_NOT_E164: [
    'warning',
    'phone is not in the E.164 format',
    'Sign a plus sign and up to 15 digits without spaces: +14155550123.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Google CCAI Platform advises against, and its token for custom data. */
export const googleCcaiChecks: VendorChecks = {
  vendor: googleCcai,
  configure: ({ iss }) => (typeof iss === 'string' ? googleCcai({ companyName: iss }) : undefined),
  findings: FINDINGS,
  recognize: (_header, claims) => recognizeByClaim(claims, ['identifier', 'custom_data']),
  adviseProduct: (claims) =>
    claims['custom_data'] === undefined ? [] : [find('PRODUCT_CUSTOM_DATA', 'custom_data')],
  advise,
};

function advise(claims: Members): readonly Finding[] {
  const { iss, identifier, email, phone } = claims;
  const missing = ['name', 'email'].filter((name) => claims[name] === undefined);
  return [
    ...(identifier === undefined ? [find('IDENTIFIER_MISSING', 'identifier')] : []),
    ...adviseUserId(docs, 'identifier', identifier),
    ...(iss === undefined ? [find('COMPANY_MISSING', 'iss')] : []),
    ...adviseEmail(docs, 'email', email),
    ...(isE164(phone) ? [] : [find('PHONE_NOT_E164', 'phone')]),
    ...missing.map((name) => find('PROFILE_INCOMPLETE', name, { name })),
  ];
}

/** Returns whether a phone number has the format, or is not a string at all. */
function isE164(phone: unknown): boolean {
  return typeof phone !== 'string' || /^\+[1-9]\d{1,14}$/.test(phone);
}
