import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { tawkLogin, tawkVisitor } from './index.ts';

const FINDINGS_VISITOR = {
  FIELD_OF_LOGIN: [
    'error',
    '{field} is a field of Tawk_API.login, and Tawk_API.visitor takes a hash of email',
    'Leave it out, or use tawkLogin for users with an id.',
    tawkLogin.docs,
  ],
} satisfies FindingTable;

const findVisitor = /* @__PURE__ */ finder(FINDINGS_VISITOR);

/** Fields of the other call. A hash cannot be recognized: it shows no vendor. */
export const tawkVisitorChecks: VendorChecks = {
  vendor: tawkVisitor,
  findings: FINDINGS_VISITOR,
  advise: ({ email, userId, phone }) => [
    ...Object.entries({ userId, phone })
      .filter(([, value]) => value !== undefined)
      .map(([field]) => findVisitor('FIELD_OF_LOGIN', field, { field })),
    ...adviseEmail(tawkVisitor.docs, 'email', email),
  ],
};

const FINDINGS_LOGIN = {
  USER_ID_MISSING: [
    'error',
    'userId is missing, and Tawk_API.login takes a hash of it',
    'Sign the id of the user in your system as userId. For visitors with only an email address, use tawkVisitor.',
    tawkLogin.docs,
  ],
} satisfies FindingTable;

const findLogin = /* @__PURE__ */ finder(FINDINGS_LOGIN);

/** Users of the other call, and ids that do not identify one user. */
export const tawkLoginChecks: VendorChecks = {
  vendor: tawkLogin,
  findings: FINDINGS_LOGIN,
  advise: adviseLogin,
};

function adviseLogin({ userId, email }: Members): readonly Finding[] {
  const { docs } = tawkLogin;
  return [
    ...(userId === undefined ? [findLogin('USER_ID_MISSING', 'userId')] : []),
    ...adviseUserId(docs, 'userId', userId),
    ...adviseEmail(docs, 'email', email),
  ];
}
