import {
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from '../../inspect/findings.ts';
import { adviseId } from '../../inspect/ids.ts';
import { adviseSensitive } from '../../inspect/sensitive.ts';
import { bare } from '../../utils/objects.ts';
import { deskpro } from './contract.ts';

const OLDER = 'support.deskpro.com, guide signing-the-messenger-widget-with-a-jwt-token';

const found = /* @__PURE__ */ findingsOf(deskpro.docs);

/** What Deskpro refuses or needs not be told, and its older messenger. */
export const deskproAdvice: VendorAdvice = /* @__PURE__ */ bare({
  vendor: deskpro,
  inPlaceOfContract: ['PRODUCT_DESKPRO_OLDER'],
  recognize,
  adviseProduct,
  advise,
});

const OWN_CLAIMS = [
  'deskpro_id',
  'person_id',
  'usergroup_ids',
  'first_name',
  'last_name',
  'organization_id',
  'language_id',
  'emails',
  'labels',
  'fields',
  'timezone',
];

function recognize(_header: Members, claims: Members): string | undefined {
  const name = OWN_CLAIMS.find((own) => claims[own] !== undefined);
  return name === undefined ? undefined : `it has ${name}`;
}

function adviseProduct(claims: Members): readonly Finding[] {
  if (claims['person_id'] === undefined) return [];
  return [
    findingsOf(OLDER)(
      'warning',
      'PRODUCT_DESKPRO_OLDER',
      'person_id',
      "person_id is a claim of Deskpro's older messenger; the new one documents none of that name",
      'For the new messenger sign deskpro_id, or email.',
    ),
  ];
}

function advise(claims: Members): readonly Finding[] {
  const { deskpro_id, email, usergroup_ids } = claims;
  return [
    ...['deskpro_id', 'organization_id', 'language_id'].flatMap((name) =>
      adviseId(found, name, claims[name]),
    ),
    ...adviseGroups(usergroup_ids),
    ...adviseSensitive(found, 'fields', claims['fields'], 'the payload must hold no secrets'),
    ...(deskpro_id !== undefined && email !== undefined
      ? [
          found(
            'warning',
            'IDENTIFIERS_BOTH',
            'deskpro_id',
            'deskpro_id and email are both there: if they name different users, Deskpro refuses the token',
            'Sign one of them, or make sure that both are of the same user.',
          ),
        ]
      : []),
    ...(deskpro_id === undefined && email === undefined
      ? [
          found(
            'info',
            'IDENTIFIER_MISSING',
            '',
            'There is neither deskpro_id nor email; whom Deskpro takes the visitor for is not documented',
            'Sign one of them.',
          ),
        ]
      : []),
  ];
}

/** More groups say nothing more. */
const MOST_GROUPS = 50;

function adviseGroups(groups: unknown): readonly Finding[] {
  if (!Array.isArray(groups)) return [];
  const ids: readonly unknown[] = groups;
  return ids.slice(0, MOST_GROUPS).flatMap((id, index) => {
    const path = `usergroup_ids[${index}]`;
    // As a number it is wrong twice.
    if (id !== '1' && id !== '2') return adviseId(found, path, id);
    return [
      found(
        'warning',
        'GROUP_AUTOMATIC',
        path,
        'Groups 1 (everyone) and 2 (every user with a token) need not be named',
        'Name only other groups.',
      ),
    ];
  });
}
