import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { kustomer } from './index.ts';

const { docs } = kustomer;

const FINDINGS = {
  IDENTIFIER_MISSING: [
    'error',
    'There is neither externalId nor email, so the token identifies no user',
    'Sign the id of the user in your system as externalId, or the address as email.',
    docs,
  ],
  EXTERNAL_ID_UNUSED: [
    'warning',
    'The token has externalId and email: Kustomer identifies the user by email and does not use externalId',
    'Sign one of them.',
    'https://developer.kustomer.com/chat-sdk/v2.0-Web/docs/authenticate-chat-with-jwt-token',
  ],
  TYP_MISSING: [
    'warning',
    "The header has no typ JWT, but the READMEs of Kustomer's older SDKs (v1) demand it",
    'Set typ to JWT. Most libraries do so by default.',
    'https://github.com/kustomer/android-chat-sdk-samples',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Kustomer rejects or does not use. */
export const kustomerChecks: VendorChecks = {
  vendor: kustomer,
  findings: FINDINGS,
  recognize,
  adviseHeader: ({ typ }) => (typ === 'JWT' ? [] : [find('TYP_MISSING', 'header.typ')]),
  advise,
};

/** The claims that Kustomer documents. */
const OWN_CLAIMS = ['externalId', 'email', 'iat'];

/** A token with only `email` could be for several vendors. */
function recognize(_header: Members, claims: Members): Recognition | undefined {
  if (claims['externalId'] === undefined) return undefined;
  return Object.keys(claims).every((name) => OWN_CLAIMS.includes(name))
    ? { certainty: 'likely', why: 'it has externalId, and only claims of Kustomer' }
    : { certainty: 'possible', why: 'it has externalId' };
}

function advise({ externalId, email }: Members): readonly Finding[] {
  const hasId = externalId !== undefined;
  const hasEmail = email !== undefined;
  return [
    ...(hasId || hasEmail ? [] : [find('IDENTIFIER_MISSING')]),
    ...adviseUserId(docs, 'externalId', externalId),
    ...adviseEmail(docs, 'email', email),
    ...(hasId && hasEmail ? [find('EXTERNAL_ID_UNUSED', 'externalId')] : []),
  ];
}
