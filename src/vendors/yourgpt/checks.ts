import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId, adviseUserId } from '../../inspect/ids.ts';
import { yourgpt } from './index.ts';

const { docs } = yourgpt;

const FINDINGS = {
  ID_NAMED_EXTERNAL: [
    'error',
    "external_user_id is a name in YourGPT's documentation, but the field is ext_user_id",
    'Sign the id as ext_user_id.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** Another name of the id, and ids that do not identify one user. A hash shows no vendor. */
export const yourgptChecks: VendorChecks = { vendor: yourgpt, findings: FINDINGS, advise };

function advise({ external_user_id, ext_user_id, email, phone }: Members): readonly Finding[] {
  return [
    ...(external_user_id === undefined ? [] : [find('ID_NAMED_EXTERNAL', 'external_user_id')]),
    ...adviseUserId(docs, 'ext_user_id', ext_user_id),
    ...adviseEmail(docs, 'email', email),
    ...adviseId(docs, 'phone', phone),
  ];
}
