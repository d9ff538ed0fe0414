import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseUserId } from '../../inspect/ids.ts';
import { sprinklr } from './index.ts';

const { docs } = sprinklr;

const FINDINGS = {
  ID_OF_MOBILE: [
    'error',
    "The user's id is named userId, as in Sprinklr's mobile SDK and in its page about the hash, but sprChatSettings takes id",
    'Sign it as id. For the mobile SDK, pass the signed id as userId.',
    'https://www.sprinklr.com/help/articles/configure-live-chat-messenger/configure-live-chat-messenger/68393139c669244e901deab7',
  ],
  HASH_WITH_TIME: [
    'error',
    'hashCreationTime belongs to the hash that expires, and this is the one without a time',
    "Leave it out. Sprinklr's pages contradict each other about its unit.",
    docs,
  ],
  SEPARATOR_IN_FIELD: [
    'info',
    '{field} contains _, which separates the fields in what is hashed, so other fields can give the same hash',
    'Use ids without _ for all users: then two users never have the same hash.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** Fields of Sprinklr's other methods, and fields that run together. A hash shows no vendor. */
export const sprinklrChecks: VendorChecks = { vendor: sprinklr, findings: FINDINGS, advise };

/** The fields that are hashed. */
const HASHED = ['id', 'firstName', 'lastName', 'profileImageUrl', 'phoneNo', 'email'];

function advise(fields: Members): readonly Finding[] {
  const { id, userId, hashCreationTime, email } = fields;
  return [
    ...(userId === undefined ? [] : [find('ID_OF_MOBILE', 'userId')]),
    ...(hashCreationTime === undefined ? [] : [find('HASH_WITH_TIME', 'hashCreationTime')]),
    ...adviseUserId(docs, 'id', id),
    ...adviseEmail(docs, 'email', email),
    ...HASHED.filter((field) => hasSeparator(fields[field])).map((field) =>
      find('SEPARATOR_IN_FIELD', field, { field }),
    ),
  ];
}

function hasSeparator(value: unknown): boolean {
  return typeof value === 'string' && value.includes('_');
}
