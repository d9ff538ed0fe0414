import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseUserId } from '../../inspect/ids.ts';
import { carrotQuest } from './index.ts';

const { docs } = carrotQuest;

const FINDINGS = {
  FIELD_OF_IDENTIFY: [
    'error',
    '{field} is not for auth, which takes only the id and its hash',
    'Leave it out, and pass it to identify after auth.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What goes to another call, and ids that do not identify one user. A hash shows no vendor. */
export const carrotQuestChecks: VendorChecks = { vendor: carrotQuest, findings: FINDINGS, advise };

/** What a user has in most systems. */
const PROFILE = ['name', 'email', 'phone'];

function advise(fields: Members): readonly Finding[] {
  return [
    ...PROFILE.filter((field) => fields[field] !== undefined).map((field) =>
      find('FIELD_OF_IDENTIFY', field, { field }),
    ),
    ...adviseUserId(docs, 'userId', fields['userId']),
  ];
}
