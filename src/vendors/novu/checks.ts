import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseUserId } from '../../inspect/ids.ts';
import { novu } from './index.ts';

const { docs } = novu;

const FINDINGS = {
  FIELD_OF_OTHER_HASH: [
    'error',
    "{field} belongs to another of Novu's hashes, and this is subscriberHash",
    'Leave it out. This package makes no agentHash and no contextHash.',
    docs,
  ],
  ID_NAMED_SUBSCRIBER: [
    'error',
    "subscriber is how Novu's SDK names the id, but this package takes subscriberId",
    'Sign subscriberId alone, and pass it to the SDK as subscriber.',
    'https://www.npmjs.com/package/@novu/js',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What belongs to Novu's other hashes and names. A hash cannot be recognized: it shows no vendor. */
export const novuChecks: VendorChecks = { vendor: novu, findings: FINDINGS, advise };

const OTHERS = ['context', 'contextHash', 'agentHash'];

function advise(fields: Members): readonly Finding[] {
  const { subscriberId, subscriber } = fields;
  return [
    ...OTHERS.filter((field) => fields[field] !== undefined).map((field) =>
      find('FIELD_OF_OTHER_HASH', field, { field }),
    ),
    ...(subscriber === undefined ? [] : [find('ID_NAMED_SUBSCRIBER', 'subscriber')]),
    ...adviseUserId(docs, 'subscriberId', subscriberId),
  ];
}
