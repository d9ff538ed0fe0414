import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmailAsId, advisePhoneAsId } from '../../inspect/ids.ts';
import {
  adviseAppUser,
  adviseSmoochHeader,
  appUserFindings,
  recognizeAppUser,
  smoochFindings,
} from '../smooch/checks.ts';
import { SMOOCH_V1, SMOOCH_V2 } from '../smooch/sources.ts';
import { khoros } from './index.ts';

const FINDINGS = {
  PRODUCT_SUNSHINE_V2: [
    'error',
    'These are claims of version 2 of Sunshine Conversations (scope user, external_id), as in Zendesk messaging',
    'For Khoros Brand Messenger (Legacy), sign those of version 1: scope appUser, and userId in place of external_id.',
    SMOOCH_V2,
  ],
  .../* @__PURE__ */ smoochFindings({
    vendor: khoros,
    scope: 'appUser',
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
  .../* @__PURE__ */ appUserFindings(khoros.docs),
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
  const recognized = recognizeAppUser(header, claims);
  if (recognized !== undefined || claims['userId'] === undefined) return recognized;
  const isMobile = claims['givenName'] !== undefined || claims['platform'] !== undefined;
  return isMobile
    ? { certainty: 'possible', why: 'it has userId and givenName or platform' }
    : undefined;
}

function adviseProduct(claims: Members): readonly Finding[] {
  return claims['external_id'] === undefined ? [] : [find('PRODUCT_SUNSHINE_V2', 'external_id')];
}

function advise(claims: Members): readonly Finding[] {
  const { userId } = claims;
  return [
    ...adviseAppUser(find, claims),
    ...adviseEmailAsId(khoros.docs, 'userId', userId),
    ...advisePhoneAsId(khoros.docs, 'userId', userId),
  ];
}
