import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { isPlainObject } from '../../utils/objects.ts';
import { channelTalk } from './index.ts';

const { docs } = channelTalk;

const FINDINGS = {
  PLUGIN_KEY_IN_FIELDS: [
    'error',
    'pluginKey belongs to the page, not to the user',
    "Leave it out, and pass it to ChannelIO('boot', …) or to createChannelTalkWidget.",
    'https://www.npmjs.com/package/@channel.io/channel-web-sdk-loader',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What belongs to the page, and ids that do not identify one user. A hash shows no vendor. */
export const channelTalkChecks: VendorChecks = { vendor: channelTalk, findings: FINDINGS, advise };

function advise({ memberId, pluginKey, profile }: Members): readonly Finding[] {
  const email: unknown = isPlainObject(profile) ? Reflect.get(profile, 'email') : undefined;
  return [
    ...(pluginKey === undefined ? [] : [find('PLUGIN_KEY_IN_FIELDS', 'pluginKey')]),
    ...adviseUserId(docs, 'memberId', memberId),
    ...adviseEmail(docs, 'profile.email', email),
  ];
}
