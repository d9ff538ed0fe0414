import { type FindingTable, finder, type VendorChecks } from '../../inspect/findings.ts';
import { acmeChat } from './index.ts';

const FINDINGS = {
  MEMBER_NO_MISSING: [
    'error',
    'member_no is missing, so Acme rejects the token',
    "Sign the member's number as member_no.",
    acmeChat.docs,
  ],
} satisfies FindingTable;

const find = finder(FINDINGS);

/** What Acme Chat rejects. */
export const acmeChatChecks: VendorChecks = {
  vendor: acmeChat,
  findings: FINDINGS,
  recognize: (_header, { product }) =>
    product === 'acme' ? { certainty: 'certain', why: 'its product is acme' } : undefined,
  advise: ({ member_no }) =>
    member_no === undefined ? [find('MEMBER_NO_MISSING', 'member_no')] : [],
};
