import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseUserId } from '../../inspect/ids.ts';
import { stream } from './index.ts';

const { docs } = stream;
const SDK = 'https://www.npmjs.com/package/stream-chat';

const FINDINGS = {
  TOKEN_FOR_SERVERS: [
    'error',
    'server is in the token: server: true makes a token for servers, with access to all data of the app',
    'Never send it to a page or an app. Sign only user_id for a user. If such a token was public, replace the API secret.',
    SDK,
  ],
  USER_ID_MISSING: [
    'error',
    'user_id is missing, so connectUser rejects the token',
    'Sign the id of the user in your system as user_id, spelled exactly like this.',
    SDK,
  ],
  IAT_NEEDED_TO_REVOKE: [
    'info',
    'iat is missing or not a number, so the token carries no date for "revoke tokens issued before"',
    "Sign iat too. Stream's own signer leaves it out by default.",
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Stream Chat rejects, and its tokens for servers. */
export const streamChecks: VendorChecks = {
  vendor: stream,
  findings: FINDINGS,
  recognize,
  advise,
};

/** Claims of a token for a user. */
const OWN = ['user_id', 'iat', 'exp', 'nbf'];

/**
 * Intercom and Chatbase have `user_id` too. A token with only that and times fits each of them, and most are
 * for Intercom. Without `iat`, it looks as Stream's own signer makes it.
 */
function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['server'] === true) return { certainty: 'certain', why: 'it has server: true' };
  if (claims['user_id'] === undefined) return undefined;
  if (!Object.keys(claims).every((name) => OWN.includes(name))) return undefined;
  return claims['iat'] === undefined
    ? { certainty: 'likely', why: "it has only user_id, as Stream's own signer makes it" }
    : { certainty: 'weak', why: 'it has user_id' };
}

function advise({ server, user_id, iat, exp }: Members): readonly Finding[] {
  return [
    ...(server === undefined ? [] : [find('TOKEN_FOR_SERVERS', 'server')]),
    // A token for servers has no user.
    ...(user_id === undefined && server === undefined ? [find('USER_ID_MISSING', 'user_id')] : []),
    ...adviseUserId(docs, 'user_id', user_id),
    // Claims that are not signed yet have no times.
    ...(exp !== undefined && typeof iat !== 'number' ? [find('IAT_NEEDED_TO_REVOKE', 'iat')] : []),
  ];
}
