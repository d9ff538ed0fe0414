import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { chatwoot } from './index.ts';

const SDK = 'https://github.com/chatwoot/chatwoot/blob/develop/app/javascript/sdk/cookieHelpers.js';
const SERVER =
  'https://github.com/chatwoot/chatwoot/blob/develop/app/controllers/api/v1/widget/contacts_controller.rb';

const FINDINGS = {
  PROFILE_MISSING: [
    'error',
    'name, email and avatar_url are all missing or empty, so the SDK throws "User object should have one of the keys [avatar_url, email, name]"',
    'Pass at least one of them.',
    SDK,
  ],
  PHONE_NUMBER_ALONE: [
    'info',
    'If only phone_number changes, the SDK skips setUser and does not send it',
    'It is sent when identifier, name, email or avatar_url changes too.',
    SDK,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Chatwoot's SDK rejects or does not send. A hash cannot be recognized: it shows no vendor. */
export const chatwootChecks: VendorChecks = { vendor: chatwoot, findings: FINDINGS, advise };

function advise(fields: Members): readonly Finding[] {
  const { identifier, name, email, avatar_url, phone_number } = fields;
  const hasProfile = [name, email, avatar_url].some((value) => value !== undefined && value !== '');
  return [
    ...(hasProfile ? [] : [find('PROFILE_MISSING')]),
    // The server compares the id with a stored string: a number never equals it. Another identifier is another
    // contact, with another history.
    ...adviseUserId(SERVER, 'identifier', identifier),
    ...adviseEmail(SERVER, 'email', email),
    ...(phone_number === undefined ? [] : [find('PHONE_NUMBER_ALONE', 'phone_number')]),
  ];
}
