import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseId, adviseSharedId, adviseUserId, isUuid } from '../../inspect/ids.ts';
import { formatPath } from '../../utils/issues.ts';
import { infobip } from './index.ts';

const { docs } = infobip;
const SAMPLES =
  'https://www.infobip.com/docs/live-chat/users-and-authentication/token-generator-examples';
const MOBILE = 'https://github.com/infobip/mobile-messaging-react-native-plugin';

const FINDINGS = {
  PRODUCT_MOBILE_MESSAGING: [
    'error',
    'This is a token for user data of Infobip Mobile Messaging, another product with another secret',
    'Sign stp, sub and sid with a secret key of the Live Chat widget.',
    MOBILE,
  ],
  JTI_INVALID: [
    'error',
    'jti must be a string of 1 to 50 characters',
    'Sign a new UUID as jti in each token.',
    docs,
  ],
  JTI_NOT_UNIQUE: [
    'warning',
    'jti is the same as {name}, and Infobip rejects a token whose jti was used before',
    'Sign a new UUID as jti in each token.',
    SAMPLES,
  ],
  EXPIRES_IN_15_SECONDS: [
    'warning',
    'Without exp, the token is void 15 seconds after iat',
    'Set exp, a minute ahead or less, in seconds.',
    'https://github.com/infobip/mobile-messaging-sdk-ios',
  ],
  LIFETIME_LONG: [
    'info',
    "The token is valid for longer than a minute, the most that Infobip's samples have",
    'Let it expire after a minute or less: the session goes on after the token has expired.',
    MOBILE,
  ],
  SUB_NOT_OF_KIND: [
    'warning',
    'By stp, sub is {kind}, but it does not look like one',
    'Sign what stp names as sub, or the right stp: email, msisdn or externalPersonId.',
    docs,
  ],
  SID_MISSING: [
    'warning',
    'sid is missing: all samples of Infobip sign one, and whether it is required is not documented',
    'Sign an id of the session of at most 50 characters. The API ends the session by it.',
    SAMPLES,
  ],
  WIDGET_ID_UNUSUAL: [
    'warning',
    'iss is not a UUID, as the ids of widgets are',
    "Sign the id that the page passes to liveChat('init', …) as iss.",
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Infobip Live Chat rejects or may not expect, and the token of Infobip Mobile Messaging. */
export const infobipChecks: VendorChecks = {
  vendor: infobip,
  configure: ({ iss }) => (typeof iss === 'string' ? infobip({ widgetId: iss }) : undefined),
  findings: FINDINGS,
  recognize: (_header, claims) => recognizeByClaim(claims, ['ski', 'stp', API_KEY]),
  adviseProduct: (claims) =>
    claims[API_KEY] === undefined ? [] : [find('PRODUCT_MOBILE_MESSAGING', formatPath([API_KEY]))],
  advise,
};

/** The claim of Mobile Messaging that no other product has. */
const API_KEY = 'infobip-api-key';

function advise(claims: Members): readonly Finding[] {
  const { stp, sub, sid, jti, iss, iat, exp } = claims;
  // Claims without times are those of a user, not of a token.
  const isToken = iat !== undefined || exp !== undefined;
  const lifetime = typeof iat === 'number' && typeof exp === 'number' ? exp - iat : 0;
  return [
    ...(stp === 'externalPersonId'
      ? adviseUserId(docs, 'sub', sub)
      : [...adviseId(docs, 'sub', sub), ...adviseSharedId(docs, 'sub', sub)]),
    ...adviseKind(stp, sub),
    ...adviseTokenId(jti, claims),
    ...(isToken && (exp ?? undefined) === undefined ? [find('EXPIRES_IN_15_SECONDS', 'exp')] : []),
    ...(isToken && sid === undefined ? [find('SID_MISSING', 'sid')] : []),
    ...(typeof iss === 'string' && !isUuid(iss) ? [find('WIDGET_ID_UNUSUAL', 'iss')] : []),
    ...(lifetime > 60 ? [find('LIFETIME_LONG', 'exp')] : []),
  ];
}

function adviseTokenId(jti: unknown, claims: Members): readonly Finding[] {
  if (jti === undefined) return [];
  if (typeof jti !== 'string' || jti === '' || [...jti].length > 50) {
    return [find('JTI_INVALID', 'jti')];
  }
  const name = ['sub', 'iss', 'ski'].find((other) => claims[other] === jti);
  return name === undefined ? [] : [find('JTI_NOT_UNIQUE', 'jti', { name })];
}

function adviseKind(stp: unknown, sub: unknown): readonly Finding[] {
  if (typeof sub !== 'string') return [];
  if (stp === 'email' && !sub.includes('@')) {
    return [find('SUB_NOT_OF_KIND', 'sub', { kind: 'an email address' })];
  }
  if (stp === 'msisdn' && !/^\+?\d{5,15}$/.test(sub)) {
    return [find('SUB_NOT_OF_KIND', 'sub', { kind: 'a phone number in digits' })];
  }
  return [];
}
