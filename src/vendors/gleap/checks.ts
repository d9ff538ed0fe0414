import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { gleap } from './index.ts';

const { docs } = gleap;

const FINDINGS = {
  USER_ID_MISSING: [
    'error',
    'userId is missing, and Gleap takes a hash of it',
    'Sign the id of the user in your system as userId. An email address does not replace it.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** Users without an id, and ids that do not identify one user. A hash shows no vendor. */
export const gleapChecks: VendorChecks = { vendor: gleap, findings: FINDINGS, advise };

function advise({ userId, email }: Members): readonly Finding[] {
  return [
    ...(userId === undefined ? [find('USER_ID_MISSING', 'userId')] : []),
    ...adviseUserId(docs, 'userId', userId),
    ...adviseEmail(docs, 'email', email),
  ];
}
