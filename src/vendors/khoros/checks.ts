import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmailAsId, adviseId, advisePhoneAsId, adviseSharedId } from '../../inspect/ids.ts';
import { adviseSmoochHeader, adviseSmoochScope, smoochFindings } from '../smooch/checks.ts';
import { SMOOCH_V1, SMOOCH_V2 } from '../smooch/sources.ts';
import { khoros } from './index.ts';

const SCOPE = 'appUser';

const FINDINGS = {
  PRODUCT_SUNSHINE_V2: [
    'error',
    'These are claims of version 2 of Sunshine Conversations (scope user, external_id), as in Zendesk messaging',
    'For Khoros Brand Messenger (Legacy), sign those of version 1: scope appUser, and userId in place of external_id.',
    SMOOCH_V2,
  ],
  .../* @__PURE__ */ smoochFindings({
    vendor: khoros,
    scope: SCOPE,
    scopeMissing: 'scope is missing',
    scopesSource: khoros.docs,
    keyHint: 'Use the App Key ID and the App Key Secret that Khoros Support gave you.',
    kidForm: "in Smooch's documentation (app_ and 24 hexadecimal digits, or only the digits)",
    kidSource: SMOOCH_V1,
    kidHint: 'Check that it is the App Key ID, not the app id or the integration id.',
    typPages: 'The documentation for iOS and Android',
    typSource:
      'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-ios-legacy',
  }),
  APP_USER_AS_CLAIM: [
    'error',
    'appUser is the name of a claim, but should be the value of scope',
    'Sign { scope: "appUser", userId }.',
    'sunshine-conversations-ios, issue 171',
  ],
  USER_ID_MISSING: [
    'error',
    'userId is missing, so the token identifies no user',
    'Sign the id of the user in your system as userId, spelled exactly like this.',
    khoros.docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Khoros, whose engine is Smooch, rejects or silently ignores. */
export const khorosChecks: VendorChecks = {
  vendor: khoros,
  findings: FINDINGS,
  recognize,
  adviseProduct,
  adviseHeader: (header) => adviseSmoochHeader(find, header),
  advise,
};

function recognize(header: Members, claims: Members): Recognition | undefined {
  if (claims['scope'] === SCOPE) return { certainty: 'certain', why: 'its scope is appUser' };
  if (claims['appUser'] !== undefined) {
    return { certainty: 'likely', why: 'it has a claim named appUser' };
  }
  if (claims['userId'] === undefined) return undefined;
  if (claims['scope'] !== undefined) return { certainty: 'likely', why: 'it has scope and userId' };
  if (header['kid'] !== undefined) {
    return { certainty: 'possible', why: 'it has userId, and its header has a kid' };
  }
  if (claims['kid'] !== undefined) return { certainty: 'possible', why: 'it has userId and kid' };
  const isMobile = claims['givenName'] !== undefined || claims['platform'] !== undefined;
  return isMobile
    ? { certainty: 'possible', why: 'it has userId and givenName or platform' }
    : undefined;
}

function adviseProduct(claims: Members): readonly Finding[] {
  return claims['external_id'] === undefined ? [] : [find('PRODUCT_SUNSHINE_V2', 'external_id')];
}

function advise(claims: Members): readonly Finding[] {
  const { appUser, userId } = claims;
  return [
    ...adviseSmoochScope(find, SCOPE, claims),
    ...(appUser === undefined ? [] : [find('APP_USER_AS_CLAIM', 'appUser')]),
    ...(userId === undefined ? [find('USER_ID_MISSING', 'userId')] : []),
    ...adviseId(SMOOCH_V1, 'userId', userId),
    ...adviseSharedId(SMOOCH_V1, 'userId', userId),
    ...adviseEmailAsId(khoros.docs, 'userId', userId),
    ...advisePhoneAsId(khoros.docs, 'userId', userId),
  ];
}
