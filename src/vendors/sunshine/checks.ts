import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import {
  adviseAppUser,
  adviseSmoochHeader,
  adviseUser,
  appUserFindings,
  lessCertain,
  recognizeAppUser,
  recognizeUser,
  smoochFindings,
  userFindings,
} from '../smooch/checks.ts';
import { SMOOCH_API, SMOOCH_DOCS, SMOOCH_V1, SMOOCH_V2 } from '../smooch/sources.ts';
import { sunshine, sunshineV1 } from './index.ts';

const KEY_HINT = 'Use an app key: its id begins with app_, or has only hexadecimal digits.';
const KID_FORM = 'in the documentation (app_ and 24 hexadecimal digits, or only the digits)';
const KID_HINT = 'Check that it is the id of the key, not the app id or the integration id.';

const FINDINGS = {
  PRODUCT_SUNSHINE_V1: [
    'error',
    'These are claims of version 1 of Sunshine Conversations (scope appUser, userId)',
    'For version 2, sign scope user, and external_id in place of userId. For an old SDK, use sunshineV1.',
    SMOOCH_V2,
  ],
  PRODUCT_ZENDESK_MESSAGING: [
    'warning',
    'This is a claim of Zendesk messaging; for Sunshine Conversations it is not documented',
    'Sign only scope and external_id. If the messenger is that of Zendesk, use zendesk.',
    'https://support.zendesk.com/hc/en-us/articles/4411666638746',
  ],
  .../* @__PURE__ */ smoochFindings({
    vendor: sunshine,
    scope: 'user',
    scopeMissing: 'scope is missing',
    scopesSource: SMOOCH_API,
    keyHint: KEY_HINT,
    kidForm: KID_FORM,
    kidSource: SMOOCH_API,
    kidHint: KID_HINT,
    typPages: 'The documentation',
    typSource: SMOOCH_API,
  }),
  .../* @__PURE__ */ userFindings(SMOOCH_V2),
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Sunshine Conversations rejects, and tokens for its earlier version and for Zendesk messaging. */
export const sunshineChecks: VendorChecks = {
  vendor: sunshine,
  findings: FINDINGS,
  recognize: (header, claims) => lessCertain(recognizeUser(header, claims)),
  adviseProduct,
  adviseHeader: (header) => adviseSmoochHeader(find, header),
  advise: (claims) => adviseUser(find, claims),
};

function adviseProduct(claims: Members): readonly Finding[] {
  const isV1 = claims['scope'] === 'appUser';
  const v1 = claims['userId'] === undefined ? 'scope' : 'userId';
  const zendesk = ['email_verified', 'email', 'name'].find((name) => claims[name] !== undefined);
  return [
    ...(isV1 || v1 === 'userId' ? [find('PRODUCT_SUNSHINE_V1', v1)] : []),
    ...(zendesk === undefined ? [] : [find('PRODUCT_ZENDESK_MESSAGING', zendesk)]),
  ];
}

const FINDINGS_V1 = {
  PRODUCT_SUNSHINE_V2: [
    'error',
    'These are claims of version 2 of Sunshine Conversations (scope user, external_id)',
    'For version 1, sign scope appUser, and userId in place of external_id. For a newer SDK, use sunshine.',
    SMOOCH_V1,
  ],
  PRODUCT_KHOROS: [
    'warning',
    'This is a claim of Khoros Brand Messenger (Legacy); for Sunshine Conversations it is not documented',
    'Sign only scope and userId. If the messenger is that of Khoros, use khoros.',
    'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-ios-legacy',
  ],
  .../* @__PURE__ */ smoochFindings({
    vendor: { name: 'sunshineV1', docs: SMOOCH_V1 },
    scope: 'appUser',
    scopeMissing: 'scope is missing',
    scopesSource: SMOOCH_DOCS,
    keyHint: KEY_HINT,
    kidForm: KID_FORM,
    kidSource: SMOOCH_V1,
    kidHint: KID_HINT,
    typPages: 'The documentation',
    typSource: SMOOCH_V1,
  }),
  .../* @__PURE__ */ appUserFindings(SMOOCH_V1),
} satisfies FindingTable;

const findV1 = /* @__PURE__ */ finder(FINDINGS_V1);

/** What version 1 of Sunshine Conversations rejects, and tokens for version 2 and for Khoros. */
export const sunshineV1Checks: VendorChecks = {
  vendor: sunshineV1,
  findings: FINDINGS_V1,
  recognize: (header, claims) => lessCertain(recognizeAppUser(header, claims)),
  adviseProduct: adviseProductV1,
  adviseHeader: (header) => adviseSmoochHeader(findV1, header),
  advise: (claims) => adviseAppUser(findV1, claims),
};

function adviseProductV1(claims: Members): readonly Finding[] {
  const isV2 = claims['external_id'] !== undefined;
  const khoros = ['platform', 'givenName'].find((name) => claims[name] !== undefined);
  return [
    ...(isV2 ? [findV1('PRODUCT_SUNSHINE_V2', 'external_id')] : []),
    ...(khoros === undefined ? [] : [findV1('PRODUCT_KHOROS', khoros)]),
  ];
}
