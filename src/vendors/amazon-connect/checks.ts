import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  recognizeByClaim,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseId, isEmail, isUuid } from '../../inspect/ids.ts';
import { adviseSensitive, MAX_FINDINGS } from '../../inspect/sensitive.ts';
import { isMembers } from '../../inspect/snapshot.ts';
import { formatPath } from '../../utils/issues.ts';
import { kindOf } from '../../utils/objects.ts';
import { amazonConnect } from './index.ts';

const { docs } = amazonConnect;

const FINDINGS = {
  WIDGET_ID_MISSING: [
    'error',
    'sub is missing: Amazon Connect finds the widget by it',
    "Sign the id of the widget as sub, not the user's id. The snippet of the widget contains it.",
    docs,
  ],
  WIDGET_ID_UNUSUAL: [
    'warning',
    'sub is not a UUID, as the ids in the snippets are: it may be the name of a variable, or the id of a user',
    'Sign the id that the snippet of the widget contains, and not the name of a variable in quotation marks.',
    docs,
  ],
  ATTRIBUTE_NOT_STRING: [
    'error',
    'The chat does not start, because an attribute must be a string, got {kind}',
    'Sign String(value).',
    'https://docs.aws.amazon.com/connect/latest/adminguide/pass-contact-attributes-chat.html',
  ],
  ATTRIBUTE_IS_EMAIL: [
    'info',
    'An attribute is an e-mail address, which anyone who uses the browser can read',
    'Leave personal data out, or let the flow look it up by customerId: a token is signed, not encrypted.',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Amazon Connect rejects, and attributes that do not work as expected. */
export const amazonConnectChecks: VendorChecks = {
  vendor: amazonConnect,
  configure: ({ sub }) => (typeof sub === 'string' ? amazonConnect({ widgetId: sub }) : undefined),
  findings: FINDINGS,
  recognize,
  advise,
};

/** The claims of the shortest token. */
const REQUIRED = ['sub', 'iat', 'exp'];

/** The longest lifetime in seconds. */
const MAX_SECONDS = 600;

function recognize(_header: Members, claims: Members): Recognition | undefined {
  const { sub, iat, exp } = claims;
  const own = recognizeByClaim(claims, ['segmentAttributes', 'relatedContactId']);
  if (own !== undefined) return own;
  if (typeof sub !== 'string') return undefined;
  if (isMembers(claims['attributes'])) {
    return { certainty: 'possible', why: 'it has sub and attributes' };
  }
  if (claims['customerId'] !== undefined) {
    return { certainty: 'possible', why: 'it has sub and customerId' };
  }
  const isShort = Object.keys(claims).every((name) => REQUIRED.includes(name));
  if (!isShort || typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  if (!isUuid(sub) || exp - iat > MAX_SECONDS) return undefined;
  return { certainty: 'weak', why: 'it has only a UUID as sub, and at most 10 minutes' };
}

function advise(claims: Members): readonly Finding[] {
  const { sub, attributes, customerId } = claims;
  return [
    ...(sub === undefined ? [find('WIDGET_ID_MISSING', 'sub')] : []),
    ...(typeof sub === 'string' && !isUuid(sub) ? [find('WIDGET_ID_UNUSUAL', 'sub')] : []),
    ...adviseAttributes(attributes),
    ...adviseSensitive(docs, 'attributes', attributes),
    ...adviseId(docs, 'customerId', customerId),
  ];
}

function adviseAttributes(attributes: unknown): readonly Finding[] {
  if (!isMembers(attributes)) return [];
  const findings = Object.keys(attributes).flatMap((name) => {
    const value = attributes[name];
    const path = formatPath(['attributes', name]);
    if (value !== undefined && typeof value !== 'string') {
      return [find('ATTRIBUTE_NOT_STRING', path, { kind: kindOf(value) })];
    }
    return value !== undefined && isEmail(value) ? [find('ATTRIBUTE_IS_EMAIL', path)] : [];
  });
  return findings.slice(0, MAX_FINDINGS);
}
