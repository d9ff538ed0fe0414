import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { reamaze } from './index.ts';

const { docs } = reamaze;

const FINDINGS = {
  ID_WITH_COLON: [
    'error',
    'id has a colon, which separates id and email in what is hashed: two users could have the same hash',
    'Use an id without a colon.',
    docs,
  ],
  PHONE_NOT_E164: [
    'warning',
    'phone is not in the E.164 format',
    'Pass it as + and digits, with the country code: +14155550123.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** Ids that do not identify one user, and the format of phone. A hash shows no vendor. */
export const reamazeChecks: VendorChecks = { vendor: reamaze, findings: FINDINGS, advise };

function advise({ id, email, phone }: Members): readonly Finding[] {
  const hasColon = typeof id === 'string' && id.includes(':');
  const isE164 = typeof phone !== 'string' || /^\+[1-9]\d{1,14}$/.test(phone);
  return [
    ...(hasColon ? [find('ID_WITH_COLON', 'id')] : []),
    ...adviseUserId(docs, 'id', id),
    ...adviseEmail(docs, 'email', email),
    ...(isE164 ? [] : [find('PHONE_NOT_E164', 'phone')]),
  ];
}
