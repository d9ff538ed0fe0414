import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { plain } from './index.ts';

const { docs } = plain;

const FINDINGS = {
  OPTION_OF_INIT: [
    'error',
    '{field} is an option of Plain.init, not a field of the customer',
    'Leave it out: the page passes it to createPlainWidget.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What belongs to the page, and ids that do not identify one user. A hash shows no vendor. */
export const plainChecks: VendorChecks = { vendor: plain, findings: FINDINGS, advise };

function advise({ requireAuthentication, externalId, email }: Members): readonly Finding[] {
  const field = 'requireAuthentication';
  return [
    ...(requireAuthentication === undefined ? [] : [find('OPTION_OF_INIT', field, { field })]),
    ...adviseEmail(docs, 'email', email),
    ...adviseUserId(docs, 'externalId', externalId),
  ];
}
