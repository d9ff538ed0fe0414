import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { isEmail } from '../../inspect/ids.ts';
import { front } from './index.ts';

const { docs } = front;

const FINDINGS = {
  OPTION_OF_INIT: [
    'error',
    "{field} is an option of FrontChat('init', …), not a field of the user",
    'Leave it out: the page passes it to createFrontWidget.',
    'https://dev.frontapp.com/docs/chat-sdk-reference',
  ],
  EMAIL_INVALID: [
    'warning',
    'email does not look like an email address, and Front needs a valid one',
    'Pass the address without a name and without angle brackets.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What belongs to the page, and addresses that Front does not take. A hash shows no vendor. */
export const frontChecks: VendorChecks = { vendor: front, findings: FINDINGS, advise };

const OPTIONS = ['chatId', 'useDefaultLauncher'];

function advise(fields: Members): readonly Finding[] {
  const { email } = fields;
  return [
    ...OPTIONS.filter((field) => fields[field] !== undefined).map((field) =>
      find('OPTION_OF_INIT', field, { field }),
    ),
    ...(typeof email !== 'string' || isEmail(email) ? [] : [find('EMAIL_INVALID', 'email')]),
  ];
}
