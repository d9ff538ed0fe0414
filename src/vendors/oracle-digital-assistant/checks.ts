import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseId, adviseSharedId, isUuid } from '../../inspect/ids.ts';
import { oracleDigitalAssistant } from './index.ts';

const { docs } = oracleDigitalAssistant;
const WEB =
  'https://docs.oracle.com/en/cloud/paas/digital-assistant/use-chatbot/basic-setup-oracle-web.html';

const FINDINGS = {
  CHANNEL_ID_MISSING: [
    'error',
    'channelId is missing: the SDK throws an error before it connects',
    'Sign the Channel ID as channelId. In the settings of the SDK, it is only for unauthenticated channels.',
    docs,
  ],
  USER_ID_MISSING: [
    'error',
    'userId is missing: the SDK throws an error before it connects',
    'Sign the id of the user in your system as userId. In the settings of the SDK, it is only for unauthenticated channels.',
    docs,
  ],
  CHANNEL_ID_UNUSUAL: [
    'warning',
    'channelId is not a UUID, as the ids of channels are',
    'Sign the Channel ID of the channel: Development > Channels > Users.',
    WEB,
  ],
  LIFETIME_SHORT: [
    'warning',
    'The token is valid for less than 30 minutes, the least that Oracle recommends',
    'Let it expire after 30 minutes or more, unless the maximum of the channel is shorter.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Oracle Digital Assistant rejects or advises against. */
export const oracleDigitalAssistantChecks: VendorChecks = {
  vendor: oracleDigitalAssistant,
  configure: ({ channelId }) =>
    typeof channelId === 'string' ? oracleDigitalAssistant({ channelId }) : undefined,
  findings: FINDINGS,
  recognize: (_header, claims) => recognizeByClaim(claims, ['channelId']),
  advise,
};

/** The shortest lifetime that Oracle recommends, in seconds. */
const SHORTEST_LIFETIME = 1800;

function advise(claims: Members): readonly Finding[] {
  const { channelId, userId, iat, exp } = claims;
  const isText = typeof channelId === 'string';
  const isShort =
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp > iat &&
    exp - iat < SHORTEST_LIFETIME;
  return [
    ...(channelId === undefined ? [find('CHANNEL_ID_MISSING', 'channelId')] : []),
    ...(userId === undefined ? [find('USER_ID_MISSING', 'userId')] : []),
    ...adviseId(docs, 'userId', userId),
    ...adviseSharedId(docs, 'userId', userId),
    ...(isText && !isUuid(channelId) ? [find('CHANNEL_ID_UNUSUAL', 'channelId')] : []),
    ...(isShort ? [find('LIFETIME_SHORT', 'exp')] : []),
  ];
}
