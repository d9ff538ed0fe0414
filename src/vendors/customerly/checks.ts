import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { customerly } from './index.ts';

const { docs } = customerly;

const FINDINGS = {
  EMAIL_MISSING: [
    'error',
    'email is missing, and Customerly takes a hash of it',
    'Sign the email address of the user. user_id alone is not enough.',
    docs,
  ],
  APP_ID_IN_FIELDS: [
    'error',
    'app_id is the same for all users, and not one of the fields',
    'Leave it out, and pass it to customerly.load in the page.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What is missing or belongs to the page, and ids that do not identify one user. A hash shows no vendor. */
export const customerlyChecks: VendorChecks = { vendor: customerly, findings: FINDINGS, advise };

function advise({ user_id, email, app_id }: Members): readonly Finding[] {
  return [
    ...(email === undefined ? [find('EMAIL_MISSING', 'email')] : []),
    ...(app_id === undefined ? [] : [find('APP_ID_IN_FIELDS', 'app_id')]),
    ...adviseUserId(docs, 'user_id', user_id),
    ...adviseEmail(docs, 'email', email),
  ];
}
