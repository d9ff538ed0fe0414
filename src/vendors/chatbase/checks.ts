import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { adviseSensitive, adviseSensitiveAttributes } from '../../inspect/sensitive.ts';
import { chatbase, chatbaseHash } from './index.ts';

const { docs } = chatbase;
const IOS = 'https://www.chatbase.co/docs/ios-sdk/user-identity';

const FINDINGS = {
  USER_ID_MISSING: [
    'error',
    'user_id and sub are both missing, and Chatbase requires one of them',
    'Sign the id of the user in your system as user_id. An email address does not replace it.',
    IOS,
  ],
  IDS_DIFFER: [
    'warning',
    'user_id and sub differ, and it is not documented which of them counts',
    'Sign only user_id.',
    IOS,
  ],
  TOKEN_IN_CLAIMS: [
    'error',
    'The claims contain what belongs next to the token, or replaces it: token or user_hash',
    'Sign only attributes of the user. user_hash is for the other method of identity verification.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Chatbase rejects, and claims whose effect is not documented. */
export const chatbaseChecks: VendorChecks = {
  vendor: chatbase,
  findings: FINDINGS,
  recognize,
  advise,
};

/**
 * `user_id` alone cannot tell a token for Chatbase from one for Intercom, which is more common: its checks
 * give the sign more weight. `sub` is in tokens of every kind.
 */
function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['stripe_accounts'] !== undefined) {
    return { certainty: 'likely', why: 'it has stripe_accounts' };
  }
  if (claims['user_id'] === undefined) return undefined;
  return { certainty: 'weak', why: 'it has user_id' };
}

/** What the page passes next to the attributes. */
const NEXT_TO_CLAIMS = ['token', 'user_hash'];

function advise(claims: Members): readonly Finding[] {
  const { user_id, sub, email } = claims;
  const isMissing = user_id === undefined && sub === undefined;
  const isDouble = user_id !== undefined && sub !== undefined && user_id !== sub;
  return [
    ...(isMissing ? [find('USER_ID_MISSING')] : []),
    ...(isDouble ? [find('IDS_DIFFER', 'sub')] : []),
    ...NEXT_TO_CLAIMS.filter((name) => claims[name] !== undefined).map((name) =>
      find('TOKEN_IN_CLAIMS', name),
    ),
    ...adviseUserId(docs, 'user_id', user_id),
    ...adviseUserId(docs, 'sub', sub),
    ...adviseEmail(docs, 'email', email),
    ...adviseSensitiveAttributes(docs, claims, ['user_id', ...NEXT_TO_CLAIMS]),
  ];
}

const FINDINGS_HASH = {
  METADATA_TOO_LONG: [
    'warning',
    'user_metadata has {length} characters, and Chatbase cuts it at 1000',
    'Pass only what the agent needs to know.',
    docs,
  ],
  FIELD_OF_JWT: [
    'error',
    '{field} belongs to the JWT, and this is the method with a hash',
    'Put what the agent needs to know into user_metadata, or sign a JWT with chatbase.',
    docs,
  ],
} satisfies FindingTable;

const findHash = /* @__PURE__ */ finder(FINDINGS_HASH);

/** Fields of the other method, and what Chatbase cuts. A hash cannot be recognized: it shows no vendor. */
export const chatbaseHashChecks: VendorChecks = {
  vendor: chatbaseHash,
  findings: FINDINGS_HASH,
  advise: adviseHash,
};

/** What only a JWT can have next to the id. */
const OF_JWT = ['token', 'sub', 'email', 'name', 'stripe_accounts'];

function adviseHash(fields: Members): readonly Finding[] {
  const { user_id, user_metadata } = fields;
  const length = jsonLength(user_metadata);
  return [
    ...OF_JWT.filter((field) => fields[field] !== undefined).map((field) =>
      findHash('FIELD_OF_JWT', field, { field }),
    ),
    ...adviseUserId(docs, 'user_id', user_id),
    ...(length > MAX_METADATA
      ? [findHash('METADATA_TOO_LONG', 'user_metadata', { length: String(length) })]
      : []),
    ...adviseSensitive(docs, 'user_metadata', user_metadata, READERS),
  ];
}

/** Who can read the fields that go with a hash. */
const READERS = 'anyone who uses the browser can read it';

/** Counted in its JSON: how Chatbase counts is not documented. */
const MAX_METADATA = 1000;

function jsonLength(value: unknown): number {
  try {
    return (JSON.stringify(value) ?? '').length;
  } catch {
    return 0; // A bigint, which the contract rejects.
  }
}
