import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseId, adviseSharedId } from '../../inspect/ids.ts';
import { kindOf } from '../../utils/objects.ts';
import { koreAi } from './index.ts';

const { docs } = koreAi;

const FINDINGS = {
  SUB_MISSING: [
    'error',
    'sub is missing, so the token identifies no user',
    "Sign the user's e-mail address or phone number as sub, or a random id with isAnonymous: true.",
    docs,
  ],
  CLIENT_ID_UNUSUAL: [
    'warning',
    'iss does not start with cs-, as the client ids of SDK apps do',
    'Sign the client id of the SDK app as iss. The id of the bot is another id.',
    docs,
  ],
  AUDIENCE_UNUSUAL: [
    'warning',
    'aud is not an address that Kore.ai documents: https://idproxy.kore.ai/authorize, or the same at kore.com',
    'Sign one of the two as aud.',
    docs,
  ],
  IS_ANONYMOUS_NOT_BOOLEAN: [
    'error',
    'isAnonymous must be true or false, got {kind}',
    'Sign it as a boolean, without quotes. A sample of Kore.ai signs a string.',
    'https://docs.kore.ai/xo/sdk/tutorials/web-sdk/',
  ],
  IDENTITY_MERGED: [
    'error',
    'identityToMerge joins the history of an anonymous identity to this user',
    'Leave it out. User data must never set it.',
    docs,
  ],
  JTI_USED_ONCE: [
    'info',
    'With jti, Kore.ai accepts the token only once, and for an hour at most',
    'Sign a new token for each connection, or leave jti out.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Kore.ai rejects, and claims that do not work as expected. */
export const koreAiChecks: VendorChecks = {
  vendor: koreAi,
  configure: ({ iss, aud }) =>
    typeof iss === 'string' && typeof aud === 'string'
      ? koreAi({ clientId: iss, audience: aud })
      : undefined,
  findings: FINDINGS,
  recognize,
  advise,
};

const CLIENT_ID = /^cs-/;

/** The two addresses that the documentation has. */
const AUDIENCE = /^https:\/\/idproxy\.kore\.(?:ai|com)\/authorize$/;

/** Claims that only Kore.ai has. */
const OWN_CLAIMS = ['kore_sub', 'kore_iss', 'kore_jti', 'isAnonymous', 'identityToMerge'];

function recognize(_header: Members, claims: Members): Recognition | undefined {
  const { aud, iss } = claims;
  if (typeof aud === 'string' && AUDIENCE.test(aud)) {
    return { certainty: 'certain', why: 'its aud is an address of Kore.ai' };
  }
  if (typeof iss === 'string' && CLIENT_ID.test(iss)) {
    return { certainty: 'likely', why: 'its iss starts with cs-' };
  }
  return recognizeByClaim(claims, OWN_CLAIMS);
}

function advise(claims: Members): readonly Finding[] {
  const { sub, kore_sub, iss, aud, isAnonymous, identityToMerge } = claims;
  const jti = ['jti', 'kore_jti'].find((name) => claims[name] !== undefined);
  const isText = !['boolean', 'undefined'].includes(typeof isAnonymous);
  return [
    ...(sub === undefined && kore_sub === undefined ? [find('SUB_MISSING', 'sub')] : []),
    ...adviseId(docs, 'sub', sub),
    ...adviseSharedId(docs, 'sub', sub),
    ...(typeof iss === 'string' && !CLIENT_ID.test(iss) ? [find('CLIENT_ID_UNUSUAL', 'iss')] : []),
    ...(typeof aud === 'string' && !AUDIENCE.test(aud) ? [find('AUDIENCE_UNUSUAL', 'aud')] : []),
    ...(isText
      ? [find('IS_ANONYMOUS_NOT_BOOLEAN', 'isAnonymous', { kind: kindOf(isAnonymous) })]
      : []),
    ...(identityToMerge === undefined ? [] : [find('IDENTITY_MERGED', 'identityToMerge')]),
    ...(jti === undefined ? [] : [find('JTI_USED_ONCE', jti)]),
  ];
}
