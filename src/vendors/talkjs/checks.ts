import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseUserId } from '../../inspect/ids.ts';
import { talkjs } from './index.ts';

const { docs } = talkjs;
const REST_API = 'https://talkjs.com/docs/Reference/REST_API/Getting_Started/Introduction/';

const FINDINGS = {
  TOKEN_FOR_REST_API: [
    'error',
    'This token is for the REST API (tokenType app), and gives admin access to the whole account',
    'Never send it to a page or an app. Sign tokenType: "user" for the chat; talkjs({ appId }).claims(user) adds it. If such a token or the secret key was public, replace the key: it is the admin key of the REST API.',
    REST_API,
  ],
  TOKEN_TYPE_MISSING: [
    'error',
    'tokenType is missing',
    'Sign tokenType: "user". talkjs({ appId }).claims(user) adds it.',
    docs,
  ],
  TOKEN_TYPE_WRONG: [
    'error',
    'tokenType is not exactly "user"',
    'Sign tokenType: "user". talkjs({ appId }).claims(user) adds it.',
    docs,
  ],
  APP_ID_MISSING: [
    'error',
    'iss is missing, so the token names no app',
    'Sign the app id from the Settings page of the dashboard as iss.',
    docs,
  ],
  SUB_MISSING: [
    'error',
    'sub is missing, so the token identifies no user',
    'Sign the id of the user in your system as sub, the same that the page passes to TalkJS.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What TalkJS rejects, and its tokens for the REST API. */
export const talkjsChecks: VendorChecks = {
  vendor: talkjs,
  configure: ({ iss }) => (typeof iss === 'string' ? talkjs({ appId: iss }) : undefined),
  findings: FINDINGS,
  recognize: (_header, claims) => recognizeByClaim(claims, ['tokenType']),
  advise,
};

function advise({ tokenType, iss, sub }: Members): readonly Finding[] {
  return [
    ...adviseTokenType(tokenType),
    ...(iss === undefined ? [find('APP_ID_MISSING', 'iss')] : []),
    // A token for the REST API has no user.
    ...(sub === undefined && tokenType !== 'app' ? [find('SUB_MISSING', 'sub')] : []),
    ...adviseUserId(docs, 'sub', sub),
  ];
}

function adviseTokenType(tokenType: unknown): readonly Finding[] {
  if (tokenType === 'user') return [];
  if (tokenType === 'app') return [find('TOKEN_FOR_REST_API', 'tokenType')];
  const isMissing = tokenType === undefined;
  return [find(isMissing ? 'TOKEN_TYPE_MISSING' : 'TOKEN_TYPE_WRONG', 'tokenType')];
}
