import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId } from '../../inspect/ids.ts';
import { pylon } from './index.ts';

const { docs } = pylon;

const FINDINGS = {
  APP_ID_IN_FIELDS: [
    'error',
    'app_id belongs to the page, not to the user',
    'Leave it out. The page sets it in window.pylon.chat_settings, and pylonWidget keeps it.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What belongs to the page, and invalid addresses. A hash shows no vendor. */
export const pylonChecks: VendorChecks = { vendor: pylon, findings: FINDINGS, advise };

function advise({ app_id, account_external_id, email }: Members): readonly Finding[] {
  return [
    ...(app_id === undefined ? [] : [find('APP_ID_IN_FIELDS', 'app_id')]),
    ...adviseEmail(docs, 'email', email),
    ...adviseId(docs, 'account_external_id', account_external_id),
  ];
}
