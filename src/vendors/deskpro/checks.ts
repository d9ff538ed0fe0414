import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId, adviseSharedId } from '../../inspect/ids.ts';
import { adviseSensitive } from '../../inspect/sensitive.ts';
import { deskpro } from './index.ts';

const { docs } = deskpro;

const FINDINGS = {
  PRODUCT_DESKPRO_OLDER: [
    'error',
    "person_id is a claim of Deskpro's older messenger; the new one does not document it",
    'For the new messenger, sign deskpro_id or email in place of person_id.',
    'support.deskpro.com, guide signing-the-messenger-widget-with-a-jwt-token',
  ],
  IDENTIFIERS_BOTH: [
    'warning',
    'The token has deskpro_id and email: if they identify different users, Deskpro rejects it',
    'Sign one of them, or make sure that both identify the same user.',
    docs,
  ],
  IDENTIFIER_MISSING: [
    'info',
    'There is neither deskpro_id nor email; how Deskpro then identifies the visitor is not documented',
    'Sign one of them.',
    docs,
  ],
  GROUP_AUTOMATIC: [
    'warning',
    'Groups 1 (everyone) and 2 (every user with a token) do not have to be listed',
    'List only other groups.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Deskpro rejects or does not need, and tokens for its older messenger. */
export const deskproChecks: VendorChecks = {
  vendor: deskpro,
  findings: FINDINGS,
  recognize,
  adviseProduct,
  advise,
};

const OWN_CLAIMS = ['deskpro_id', 'person_id', 'usergroup_ids'];

/** Other vendors' tokens may have these as attributes of the user. */
const COMMON_CLAIMS = [
  'first_name',
  'last_name',
  'organization_id',
  'language_id',
  'emails',
  'labels',
  'fields',
  'timezone',
];

function recognize(_header: Members, claims: Members): Recognition | undefined {
  const own = OWN_CLAIMS.find((name) => claims[name] !== undefined);
  if (own !== undefined) return { certainty: 'likely', why: `it has ${own}` };
  const common = COMMON_CLAIMS.find((name) => claims[name] !== undefined);
  return common === undefined ? undefined : { certainty: 'weak', why: `it has ${common}` };
}

function adviseProduct(claims: Members): readonly Finding[] {
  return claims['person_id'] === undefined ? [] : [find('PRODUCT_DESKPRO_OLDER', 'person_id')];
}

function advise(claims: Members): readonly Finding[] {
  const { deskpro_id, email } = claims;
  const hasId = deskpro_id !== undefined;
  const hasEmail = email !== undefined;
  return [
    ...['deskpro_id', 'organization_id', 'language_id'].flatMap((name) =>
      adviseId(docs, name, claims[name]),
    ),
    ...adviseSharedId(docs, 'deskpro_id', deskpro_id),
    ...adviseEmail(docs, 'email', email),
    ...adviseGroups(claims['usergroup_ids']),
    ...adviseSensitive(docs, 'fields', claims['fields'], 'the payload must not contain secrets'),
    ...(hasId && hasEmail ? [find('IDENTIFIERS_BOTH', 'deskpro_id')] : []),
    ...(hasId || hasEmail ? [] : [find('IDENTIFIER_MISSING', 'deskpro_id')]),
  ];
}

/** More findings about groups would not help. */
const MAX_GROUPS = 50;

function adviseGroups(groups: unknown): readonly Finding[] {
  if (!Array.isArray(groups)) return [];
  const ids: readonly unknown[] = groups;
  return ids.slice(0, MAX_GROUPS).flatMap((id, index) => {
    const path = `usergroup_ids[${index}]`;
    const isAutomatic = id === '1' || id === '2' || id === 1 || id === 2;
    return [...adviseId(docs, path, id), ...(isAutomatic ? [find('GROUP_AUTOMATIC', path)] : [])];
  });
}
