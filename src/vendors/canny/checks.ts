import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { canny } from './index.ts';

const { docs } = canny;

const FINDINGS = {
  CREATED_NOT_ISO: [
    'warning',
    'created is not a date in ISO 8601; what Canny does with it is not documented',
    'Sign a string such as 2026-01-01T00:00:00.000Z, which toISOString() returns.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Canny may not read as expected. */
export const cannyChecks: VendorChecks = {
  vendor: canny,
  findings: FINDINGS,
  recognize,
  advise,
};

function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['avatarURL'] !== undefined) return { certainty: 'likely', why: 'it has avatarURL' };
  const hasAll = ['id', 'email', 'name'].every((name) => claims[name] !== undefined);
  return hasAll ? { certainty: 'possible', why: 'it has id, email and name' } : undefined;
}

/** A date, or a date and time, in ISO 8601. */
const ISO_DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function advise(claims: Members): readonly Finding[] {
  const { id, email, created } = claims;
  const isOther = typeof created === 'string' && !ISO_DATE.test(created);
  return [
    ...adviseUserId(docs, 'id', id),
    ...adviseEmail(docs, 'email', email),
    ...(isOther ? [find('CREATED_NOT_ISO', 'created')] : []),
  ];
}
