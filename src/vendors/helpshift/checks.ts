import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId, adviseSharedId, adviseUserId } from '../../inspect/ids.ts';
import { adviseSensitive, MAX_FINDINGS } from '../../inspect/sensitive.ts';
import { isMembers } from '../../inspect/snapshot.ts';
import { helpshift } from './index.ts';

const { docs } = helpshift;

const FINDINGS = {
  IDENTITIES_MISSING: [
    'error',
    'identities is missing, so Helpshift rejects the token (IDENTITIES_KEY_ABSENT)',
    'Sign the ids as a list: identities: [{ identifier: "uid", value: id }].',
    docs,
  ],
  IDENTITIES_NOT_LIST: [
    'error',
    'identities is not a list',
    'Sign a list, also for one id: identities: [{ identifier: "uid", value: id }].',
    docs,
  ],
  UID_AND_EMAIL_MISSING: [
    'warning',
    'No identity is a uid or an email: without full privacy, Helpshift rejects the login',
    'Add { identifier: "uid", value: id }. With full privacy, the user becomes an anonymous one.',
    docs,
  ],
  EMAIL_WITHOUT_UID: [
    'info',
    'The user has an email but no uid: with full privacy, the login creates an anonymous user',
    'Add { identifier: "uid", value: id } if you turn on full privacy.',
    docs,
  ],
  ID_WITH_SPACES: [
    'error',
    'The id starts or ends with white space; for its older API, Helpshift documents that such a user is anonymous',
    'Remove the white space, such as with id.trim().',
    'https://developers.helpshift.com/web-chat/users/',
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Helpshift rejects, and ids that make a user anonymous. */
export const helpshiftChecks: VendorChecks = {
  vendor: helpshift,
  findings: FINDINGS,
  recognize,
  advise,
};

/** Login services have a claim named `identities` too, with other members. */
function recognize(_header: Members, { identities }: Members): Recognition | undefined {
  // One identity without a list is a mistake.
  const items = isMembers(identities) ? [identities] : itemsOf(identities);
  const isOwn = items.some(
    ({ identifier, value }) => typeof identifier === 'string' && value !== undefined,
  );
  if (!isOwn) return undefined;
  return { certainty: 'certain', why: 'it has identities with identifier and value' };
}

function advise({ identities }: Members): readonly Finding[] {
  if (identities === undefined) return [find('IDENTITIES_MISSING', 'identities')];
  if (!Array.isArray(identities)) return [find('IDENTITIES_NOT_LIST', 'identities')];
  const items = itemsOf(identities);
  const has = (kind: string) => items.some(({ identifier }) => identifier === kind);
  const missing = has('email') ? 'EMAIL_WITHOUT_UID' : 'UID_AND_EMAIL_MISSING';
  return [
    ...items.flatMap((item, index) => adviseIdentity(item, `identities[${index}].value`)),
    ...adviseSensitive(docs, 'identities', identities),
    ...(has('uid') ? [] : [find(missing, 'identities')]),
  ].slice(0, MAX_FINDINGS);
}

function adviseIdentity({ identifier, value }: Members, path: string): readonly Finding[] {
  const hasSpaces = typeof value === 'string' && value !== value.trim() && value.trim() !== '';
  return [
    ...(hasSpaces ? [find('ID_WITH_SPACES', path)] : []),
    ...(identifier === 'uid'
      ? adviseUserId(docs, path, value)
      : [...adviseId(docs, path, value), ...adviseSharedId(docs, path, value)]),
    ...(identifier === 'email' ? adviseEmail(docs, path, value) : []),
  ];
}

/** Returns the objects of a list. In the place of anything else is an empty one. */
function itemsOf(list: unknown): readonly Members[] {
  if (!Array.isArray(list)) return [];
  const items: readonly unknown[] = list.slice(0, MAX_ITEMS);
  return items.map((item) => (isMembers(item) ? item : {}));
}

/** More are not allowed. */
const MAX_ITEMS = 30;
