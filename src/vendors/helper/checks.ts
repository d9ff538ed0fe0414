import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail } from '../../inspect/ids.ts';
import { helper } from './index.ts';

const { docs } = helper;

const FINDINGS = {
  EMAIL_MISSING: [
    'error',
    'email is missing, so Helper would start an anonymous session',
    'Sign the email address of the user.',
    docs,
  ],
  METADATA_IGNORED: [
    'error',
    "metadata is a name in Helper's documentation, but its SDK reads only customerMetadata",
    'Sign it as customerMetadata.',
    docs,
  ],
  CUSTOMER_METADATA_DROPPED: [
    'warning',
    'The SDK sends customerMetadata, but the server drops it',
    'Do not rely on it. It is not part of the hash either.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Helper does not read. A hash cannot be recognized: it shows no vendor. */
export const helperChecks: VendorChecks = { vendor: helper, findings: FINDINGS, advise };

function advise({ email, metadata, customerMetadata }: Members): readonly Finding[] {
  return [
    ...(email === undefined ? [find('EMAIL_MISSING', 'email')] : []),
    ...adviseEmail(docs, 'email', email),
    ...(metadata === undefined ? [] : [find('METADATA_IGNORED', 'metadata')]),
    ...(customerMetadata === undefined
      ? []
      : [find('CUSTOMER_METADATA_DROPPED', 'customerMetadata')]),
  ];
}
