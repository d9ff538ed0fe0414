import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { adviseSensitive } from '../../inspect/sensitive.ts';
import { utf8Bytes } from '../../schema/values.ts';
import { libredesk } from './index.ts';

const { docs } = libredesk;

const FINDINGS = {
  INTERNAL_CLAIM: [
    'error',
    'user_id and is_visitor are internal claims: with user_id, Libredesk selects a contact by its internal id',
    'Never sign them. Sign the id of the user in your system as external_user_id.',
    docs,
  ],
  COUNTRY_CODE_DROPPED: [
    'warning',
    'phone_number_country_code has more than 10 bytes, so Libredesk silently drops it',
    'Sign the two letters of the country (ISO 3166-1 alpha-2), such as US.',
    docs,
  ],
  COUNTRY_CODE_FORMAT: [
    'warning',
    'phone_number_country_code is not two letters (ISO 3166-1 alpha-2); what Libredesk does with it is not documented',
    'Sign the two letters of the country, such as US, not its calling code.',
    docs,
  ],
  EMPTY_KEEPS_VALUE: [
    'info',
    'The claim is empty, which does not erase the value that Libredesk has stored',
    'Leave it out.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Libredesk rejects or silently ignores, and claims that select another contact. */
export const libredeskChecks: VendorChecks = {
  vendor: libredesk,
  findings: FINDINGS,
  recognize: (_header, claims) => recognizeByClaim(claims, OWN_CLAIMS),
  advise,
};

const OWN_CLAIMS = ['external_user_id', 'contact_custom_attributes', 'phone_number_country_code'];

function advise(claims: Members): readonly Finding[] {
  const { external_user_id: id, email, contact_custom_attributes: attributes } = claims;
  return [
    ...['user_id', 'is_visitor'].flatMap((name) =>
      claims[name] === undefined ? [] : [find('INTERNAL_CLAIM', name)],
    ),
    ...adviseUserId(docs, 'external_user_id', id),
    ...adviseEmail(docs, 'email', email),
    ...adviseSensitive(docs, 'contact_custom_attributes', attributes),
    ...adviseCountry(claims['phone_number_country_code']),
    ...['last_name', 'phone_number', 'phone_number_country_code'].flatMap((name) =>
      claims[name] === '' ? [find('EMPTY_KEEPS_VALUE', name)] : [],
    ),
  ];
}

const COUNTRY_CODE = /* @__PURE__ */ utf8Bytes(10);

function adviseCountry(code: unknown): readonly Finding[] {
  if (typeof code !== 'string' || code === '' || /^[a-z]{2}$/i.test(code)) return [];
  const isKept = COUNTRY_CODE.test(code);
  return [
    find(isKept ? 'COUNTRY_CODE_FORMAT' : 'COUNTRY_CODE_DROPPED', 'phone_number_country_code'),
  ];
}
