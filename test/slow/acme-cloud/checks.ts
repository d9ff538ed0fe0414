import { type FindingTable, finder, type VendorChecks } from '../../inspect/findings.ts';
import { acmeCloud } from './index.ts';

const FINDINGS = {
  SEAT_MISSING: [
    'error',
    'seat is missing, so Acme rejects the token',
    "Sign the member's number as seat.",
    acmeCloud.docs,
  ],
} satisfies FindingTable;

const find = finder(FINDINGS);

/** What Acme Cloud rejects. */
export const acmeCloudChecks: VendorChecks = {
  vendor: acmeCloud,
  findings: FINDINGS,
  recognize: (_header, { widget }) =>
    typeof widget === 'string' ? { certainty: 'certain', why: 'it has widget' } : undefined,
  advise: ({ seat }) => (seat === undefined ? [find('SEAT_MISSING', 'seat')] : []),
};
