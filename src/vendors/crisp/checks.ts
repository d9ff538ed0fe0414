import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { isEmail } from '../../inspect/ids.ts';
import { crisp } from './index.ts';

const FINDINGS = {
  EMAIL_INVALID: [
    'warning',
    "email does not look like an email address, and Crisp's SDK rejects an invalid one unless it is in safe mode",
    'Pass the address without a name and without angle brackets.',
    'https://www.npmjs.com/package/crisp-sdk-web',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Crisp's SDK rejects. A hash cannot be recognized: it shows no vendor. */
export const crispChecks: VendorChecks = { vendor: crisp, findings: FINDINGS, advise };

function advise({ email }: Members): readonly Finding[] {
  return typeof email !== 'string' || isEmail(email) ? [] : [find('EMAIL_INVALID', 'email')];
}
