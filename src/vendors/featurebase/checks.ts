import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId, adviseUserId } from '../../inspect/ids.ts';
import { adviseSensitiveAttributes, MAX_FINDINGS } from '../../inspect/sensitive.ts';
import { isMembers } from '../../inspect/snapshot.ts';
import { featurebase } from './index.ts';

const { docs } = featurebase;
const SYNCING = 'https://help.featurebase.app/articles/6151321-identifying-users-and-syncing-data';
const OLDER =
  'https://help.featurebase.app/articles/5257986-creating-and-signing-a-jwt-for-single-sign-on';

const FINDINGS = {
  IDENTIFIER_MISSING: [
    'error',
    'userId and email are both missing, and Featurebase requires one of them',
    'Sign the id of the user in your system as userId, and the email address if you have it.',
    docs,
  ],
  ROLE_SIGNED: [
    'error',
    'role assigns a user role of an enterprise plan, so user data must not set it',
    'Leave it out, and assign roles in Featurebase.',
    OLDER,
  ],
  CUSTOM_FIELDS_OLDER: [
    'error',
    'customFields is only on an older page; whether Featurebase still reads it is not documented',
    'Sign the attributes next to the other members.',
    docs,
  ],
  TOKEN_IN_CLAIMS: [
    'error',
    'The claims contain what the page passes: featurebaseJwt or userHash',
    'Sign only attributes of the user, and pass the token to the SDK as featurebaseJwt.',
    docs,
  ],
  COMPANY_ID_NAME: [
    'info',
    "The company has companyId and no id. Featurebase's pages disagree on the name",
    'If the company does not appear in Featurebase, sign id.',
    SYNCING,
  ],
  COMPANY_IDS_BOTH: [
    'info',
    'The company has both id and companyId; what Featurebase does with both is not documented',
    'Sign one of them: id, as in the list of all claims.',
    SYNCING,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Featurebase rejects, and where its pages disagree. */
export const featurebaseChecks: VendorChecks = {
  vendor: featurebase,
  findings: FINDINGS,
  recognize,
  advise,
};

/** `userId` alone cannot tell a token for Featurebase from one for Convrs: both signs are weak. */
function recognize(header: Members, claims: Members): Recognition | undefined {
  const own = ['companies', 'profilePicture'].find((name) => claims[name] !== undefined);
  if (own !== undefined) return { certainty: 'likely', why: `it has ${own}` };
  if (claims['userId'] === undefined || claims['scope'] !== undefined) return undefined;
  if (header['kid'] !== undefined) return undefined;
  return { certainty: 'weak', why: 'it has userId, but no scope and no kid' };
}

/** What the page passes next to the attributes. */
const NEXT_TO_CLAIMS = ['featurebaseJwt', 'userHash'];

function advise(claims: Members): readonly Finding[] {
  const { userId, email, role, customFields, companies } = claims;
  const isMissing = [userId, email].every((value) => value === undefined || value === '');
  return [
    ...(isMissing ? [find('IDENTIFIER_MISSING')] : []),
    ...(role === undefined ? [] : [find('ROLE_SIGNED', 'role')]),
    ...(isMembers(customFields) ? [find('CUSTOM_FIELDS_OLDER', 'customFields')] : []),
    ...NEXT_TO_CLAIMS.filter((name) => claims[name] !== undefined).map((name) =>
      find('TOKEN_IN_CLAIMS', name),
    ),
    ...adviseUserId(docs, 'userId', userId),
    ...adviseEmail(docs, 'email', email),
    ...(Array.isArray(companies) ? adviseCompanies(companies) : []),
    ...adviseSensitiveAttributes(docs, claims, ['userId', 'role', ...NEXT_TO_CLAIMS]),
  ];
}

function adviseCompanies(companies: readonly unknown[]): readonly Finding[] {
  return companies
    .flatMap((company, index) => {
      if (!isMembers(company)) return [];
      const { id, companyId, customFields } = company;
      const path = `companies[${index}]`;
      const code = id === undefined ? 'COMPANY_ID_NAME' : 'COMPANY_IDS_BOTH';
      return [
        ...adviseId(docs, `${path}.id`, id),
        ...adviseId(docs, `${path}.companyId`, companyId),
        ...(isMembers(customFields) ? [find('CUSTOM_FIELDS_OLDER', `${path}.customFields`)] : []),
        ...(companyId === undefined ? [] : [find(code, `${path}.companyId`)]),
      ];
    })
    .slice(0, MAX_FINDINGS);
}
