import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmail, adviseId, adviseSharedId } from '../../inspect/ids.ts';
import { zendeskChat } from './index.ts';

const { docs } = zendeskChat;
const FOR_CHAT =
  'For Chat, sign only name, email, external_id and the times, with the secret of visitor authentication.';

const FINDINGS = {
  PRODUCT_MESSAGING: [
    'error',
    'This is a claim of Zendesk messaging, which takes another token',
    `${FOR_CHAT} If the page has the messaging widget, use zendesk.`,
    'https://support.zendesk.com/hc/en-us/articles/4411666638746',
  ],
  PRODUCT_SIGN_ON_OR_HELP_CENTER: [
    'warning',
    'jti belongs to Zendesk Support sign-on (SSO), and to a restricted help center in the Web Widget (Classic)',
    FOR_CHAT,
    'https://support.zendesk.com/hc/en-us/articles/4408843923610',
  ],
  EXTERNAL_ID_MISSING: [
    'error',
    'external_id is missing, which the documentation lists as needed',
    'Sign the id of the user in your system as external_id, spelled exactly like this.',
    docs,
  ],
  EXTERNAL_ID_CHARACTERS: [
    'info',
    'external_id contains characters other than letters, digits, _ and -; the documentation says "alphanumeric"',
    'If the visitor is not authenticated, use an id of only letters, digits, _ and -.',
    docs,
  ],
  EMAIL_ACCENTED: [
    'warning',
    'email contains accented characters, which the documentation does not allow',
    "Sign another of the user's addresses. What Chat does with this one is not documented.",
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Zendesk Chat rejects or does not allow, and tokens for other Zendesk products. */
export const zendeskChatChecks: VendorChecks = {
  vendor: zendeskChat,
  findings: FINDINGS,
  recognize,
  adviseProduct,
  advise,
};

const CLAIMS = ['name', 'email', 'external_id', 'iat', 'exp'];

/** The longest lifetime, in seconds. */
const SEVEN_MINUTES = 420;

function recognize(header: Members, claims: Members): Recognition | undefined {
  const { external_id, jti, scope, name, email } = claims;
  const hasId = external_id !== undefined;
  if (isWhole(claims)) {
    // A token for messaging has external_id too, but also a scope, and a kid in its header.
    if (hasId && header['kid'] === undefined) {
      return { certainty: 'certain', why: 'it has only iat, name, email and external_id' };
    }
    if (!hasId) return { certainty: 'weak', why: 'it has only iat, name and email' };
  }
  if (scope !== undefined) return undefined;
  if (hasId) return { certainty: 'weak', why: 'it has external_id, but no scope' };
  const isSignOn = jti !== undefined && name !== undefined && email !== undefined;
  return isSignOn ? { certainty: 'weak', why: 'it has name and email' } : undefined;
}

/** Returns whether the claims are only those of Chat, with a lifetime that it accepts. */
function isWhole(claims: Members): boolean {
  const names = Object.keys(claims);
  const { iat, exp } = claims;
  if (!names.every((name) => CLAIMS.includes(name))) return false;
  if (!['name', 'email', 'iat'].every((name) => names.includes(name))) return false;
  if (exp === undefined) return true;
  return typeof exp === 'number' && typeof iat === 'number' && exp - iat <= SEVEN_MINUTES;
}

function adviseProduct(claims: Members): readonly Finding[] {
  const messaging = ['scope', 'email_verified'].find((name) => claims[name] !== undefined);
  if (messaging !== undefined) return [find('PRODUCT_MESSAGING', messaging)];
  return claims['jti'] === undefined ? [] : [find('PRODUCT_SIGN_ON_OR_HELP_CENTER', 'jti')];
}

function advise(claims: Members): readonly Finding[] {
  const { external_id: id, email } = claims;
  return [
    ...(id === undefined ? [find('EXTERNAL_ID_MISSING', 'external_id')] : []),
    ...adviseId(docs, 'external_id', id),
    ...adviseSharedId(docs, 'external_id', id),
    ...(hasUnusualCharacters(id) ? [find('EXTERNAL_ID_CHARACTERS', 'external_id')] : []),
    ...adviseEmail(docs, 'email', email),
    ...(isAccented(email) ? [find('EMAIL_ACCENTED', 'email')] : []),
  ];
}

/** Zendesk documents "alphanumeric", but shows an id with a hyphen. */
function hasUnusualCharacters(id: unknown): boolean {
  return typeof id === 'string' && id.trim() !== '' && !/^[\w-]+$/.test(id);
}

/** Decomposed, an accented letter is a letter and a mark. */
function isAccented(email: unknown): boolean {
  return typeof email === 'string' && /\p{M}/u.test(email.normalize('NFD'));
}
