import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import {
  adviseEmail,
  adviseEmailAsId,
  adviseId,
  advisePhoneAsId,
  adviseSharedId,
} from '../../inspect/ids.ts';
import { adviseSensitive, MAX_FINDINGS } from '../../inspect/sensitive.ts';
import { otherUnit } from '../../inspect/times.ts';
import { intercom } from './index.ts';

const { docs } = intercom;

const FINDINGS = {
  USER_ID_MISSING: [
    'error',
    'user_id is missing, so Intercom rejects the token',
    'Sign the id of the user in your system as user_id. An email address does not replace it.',
    docs,
  ],
  CREATED_AT_IN_OTHER_UNIT: [
    'warning',
    'created_at is in {unit}, not in seconds since 1970',
    'Sign whole seconds since 1970, such as Math.floor(createdAt.getTime() / 1000) in JavaScript.',
    'https://developers.intercom.com/installing-intercom/web/methods',
  ],
  TOKEN_IN_CLAIMS: [
    'error',
    'The claims contain what belongs next to the token: intercom_user_jwt or user_hash',
    'Sign only attributes of the user, and pass the token to the Messenger as intercom_user_jwt.',
    'https://github.com/jumperexchange/jumper-exchange/pull/2414',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Intercom rejects, and attributes that do not work as expected. */
export const intercomChecks: VendorChecks = {
  vendor: intercom,
  findings: FINDINGS,
  recognize,
  advise,
};

function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['user_id'] === undefined) return undefined;
  return { certainty: 'likely', why: 'it has user_id' };
}

/** Claims that are not attributes. */
const NOT_ATTRIBUTES = ['user_id', 'iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti'];

/** Who may read what is signed. */
const WHO = 'anyone who uses the browser can read the payload';

function advise(claims: Members): readonly Finding[] {
  const { user_id, email, created_at } = claims;
  const unit = typeof created_at === 'number' ? otherUnit(created_at)?.unit : undefined;
  const inClaims = ['intercom_user_jwt', 'user_hash'].filter((name) => claims[name] !== undefined);
  const attributes = Object.keys(claims).filter(
    (name) => !NOT_ATTRIBUTES.includes(name) && !inClaims.includes(name),
  );
  return [
    ...(user_id === undefined ? [find('USER_ID_MISSING', 'user_id')] : []),
    ...inClaims.map((name) => find('TOKEN_IN_CLAIMS', name)),
    ...adviseId(docs, 'user_id', user_id),
    ...adviseSharedId(docs, 'user_id', user_id),
    ...adviseEmail(docs, 'email', email),
    ...attributes
      .flatMap((name) => adviseSensitive(docs, name, claims[name], WHO))
      .slice(0, MAX_FINDINGS),
    ...adviseEmailAsId(docs, 'user_id', user_id),
    ...advisePhoneAsId(docs, 'user_id', user_id),
    ...(unit === undefined ? [] : [find('CREATED_AT_IN_OTHER_UNIT', 'created_at', { unit })]),
  ];
}
