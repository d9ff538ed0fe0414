import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail } from '../../inspect/ids.ts';
import { helpScout } from './index.ts';

const IOS = 'https://github.com/helpscout/beacon-ios-sdk';

const FINDINGS = {
  ATTRIBUTES_TOO_MANY: [
    'warning',
    "There are more than 30 attributes, and Help Scout's SDKs for iOS and Android take at most 30",
    'Leave some out.',
    IOS,
  ],
  COMPANY_CUT: [
    'warning',
    "company has more than 60 characters, and Help Scout's iOS SDK cuts it",
    'Shorten it.',
    IOS,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** Limits of Help Scout's SDK. A hash cannot be recognized: it shows no vendor. */
export const helpScoutChecks: VendorChecks = { vendor: helpScout, findings: FINDINGS, advise };

function advise({ email, name: _name, signature: _signature, ...rest }: Members): Finding[] {
  const { company } = rest;
  return [
    ...adviseEmail(helpScout.docs, 'email', email),
    ...(Object.keys(rest).length > 30 ? [find('ATTRIBUTES_TOO_MANY')] : []),
    ...(typeof company === 'string' && company.length > 60 ? [find('COMPANY_CUT', 'company')] : []),
  ];
}
