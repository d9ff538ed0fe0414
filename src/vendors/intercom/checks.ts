import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { otherUnit } from '../../inspect/jwt/times.ts';
import { adviseSensitiveAttributes } from '../../inspect/sensitive.ts';
import { intercom, intercomHash } from './index.ts';

const { docs } = intercom;

const CREATED_AT_IN_OTHER_UNIT = [
  'warning',
  'created_at is in {unit}, not in seconds since 1970',
  'Sign whole seconds since 1970, such as Math.floor(createdAt.getTime() / 1000) in JavaScript.',
  'https://developers.intercom.com/installing-intercom/web/methods',
] as const;

const FINDINGS = {
  USER_ID_MISSING: [
    'error',
    'user_id is missing, so Intercom rejects the token',
    'Sign the id of the user in your system as user_id. An email address does not replace it.',
    docs,
  ],
  CREATED_AT_IN_OTHER_UNIT,
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

/**
 * Chatbase has `user_id` too, and no claim has to tell the two apart. Most tokens with it are for Intercom, so
 * this is likely, and the sign of Chatbase is weak. A token with `stripe_accounts` is for Chatbase.
 */
function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['user_id'] === undefined || claims['stripe_accounts'] !== undefined) return undefined;
  const why =
    claims['created_at'] === undefined
      ? 'it has user_id, which is most common in tokens for Intercom'
      : 'it has user_id and created_at';
  return { certainty: 'likely', why };
}

/** What the page passes next to the attributes. */
const NEXT_TO_CLAIMS = ['intercom_user_jwt', 'user_hash'];

function advise(claims: Members): readonly Finding[] {
  const { user_id, email, created_at } = claims;
  const unit = unitOf(created_at);
  return [
    ...(user_id === undefined ? [find('USER_ID_MISSING', 'user_id')] : []),
    ...NEXT_TO_CLAIMS.filter((name) => claims[name] !== undefined).map((name) =>
      find('TOKEN_IN_CLAIMS', name),
    ),
    ...adviseUserId(docs, 'user_id', user_id),
    ...adviseEmail(docs, 'email', email),
    ...adviseSensitiveAttributes(docs, claims, ['user_id', ...NEXT_TO_CLAIMS]),
    ...(unit === undefined ? [] : [find('CREATED_AT_IN_OTHER_UNIT', 'created_at', { unit })]),
  ];
}

const FINDINGS_HASH = {
  CREATED_AT_IN_OTHER_UNIT,
  JWT_IN_FIELDS: [
    'error',
    'intercom_user_jwt is a JWT, and this is the older method with a hash',
    'Leave it out. To send a JWT, sign with intercom.',
    docs,
  ],
} satisfies FindingTable;

const findHash = /* @__PURE__ */ finder(FINDINGS_HASH);

/** Fields of the other method, and attributes that do not work as expected. A hash shows no vendor. */
export const intercomHashChecks: VendorChecks = {
  vendor: intercomHash,
  findings: FINDINGS_HASH,
  advise: adviseHash,
};

function adviseHash(fields: Members): readonly Finding[] {
  const { user_id, email, created_at, intercom_user_jwt } = fields;
  const unit = unitOf(created_at);
  return [
    ...(intercom_user_jwt === undefined ? [] : [findHash('JWT_IN_FIELDS', 'intercom_user_jwt')]),
    ...adviseUserId(intercomHash.docs, 'user_id', user_id),
    ...adviseEmail(intercomHash.docs, 'email', email),
    ...adviseSensitiveAttributes(
      intercomHash.docs,
      fields,
      ['user_id', ...NEXT_TO_CLAIMS],
      READERS,
    ),
    ...(unit === undefined ? [] : [findHash('CREATED_AT_IN_OTHER_UNIT', 'created_at', { unit })]),
  ];
}

/** Who can read the fields that go with a hash. */
const READERS = 'anyone who uses the browser can read it';

function unitOf(createdAt: unknown): string | undefined {
  return typeof createdAt === 'number' ? otherUnit(createdAt)?.unit : undefined;
}
