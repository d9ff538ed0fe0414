import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import {
  adviseEmail as adviseAddress,
  adviseEmailAsId,
  advisePhoneAsId,
} from '../../inspect/ids.ts';
import { idProblem } from '../../schema/values.ts';
import { kindOf } from '../../utils/objects.ts';
import {
  adviseSmoochHeader,
  adviseUser,
  recognizeUser,
  smoochFindings,
  userFindings,
} from '../smooch/checks.ts';
import { SMOOCH_API, SMOOCH_V2 } from '../smooch/sources.ts';
import { zendesk } from './index.ts';

const HELP = 'https://support.zendesk.com/hc/en-us/articles/';
const FOR_MESSAGING =
  'For messaging, sign only scope, external_id and optionally name, email and email_verified, with a Messaging key.';

const FINDINGS = {
  PRODUCT_SUPPORT_SSO: [
    'error',
    'This is the payload of Zendesk Support sign-on (SSO), which messaging rejects with 401',
    FOR_MESSAGING,
    zendesk.docs,
  ],
  PRODUCT_SUPPORT_SSO_OR_HELP_CENTER: [
    'error',
    'This is the payload of Zendesk Support sign-on (SSO), or of a restricted help center in the Web Widget (Classic), which messaging rejects with 401',
    FOR_MESSAGING,
    `${HELP}4408843923610`,
  ],
  PRODUCT_CHAT_CLASSIC: [
    'error',
    'This is the payload of Zendesk Chat or the Web Widget (Classic), which messaging rejects',
    FOR_MESSAGING,
    `${HELP}4408838925082`,
  ],
  PRODUCT_SUNSHINE_V1: [
    'error',
    'These are claims of version 1 of Sunshine Conversations (scope appUser, userId)',
    'For messaging, sign those of version 2: scope user, and external_id in place of userId.',
    SMOOCH_V2,
  ],
  .../* @__PURE__ */ smoochFindings({
    vendor: zendesk,
    scope: 'user',
    scopeMissing: 'scope is missing, which Zendesk rejects with 401',
    scopesSource: SMOOCH_API,
    keyHint:
      'Use a key from Admin Center > Account > Security > End user authentication > Messaging.',
    kidForm: 'that Admin Center shows (app_ and 24 hexadecimal digits)',
    kidSource: zendesk.docs,
    kidHint:
      'Check that it is the id of the key, not the app id, the name of the key or the secret.',
    typPages: 'The documentation',
    typSource: SMOOCH_API,
  }),
  .../* @__PURE__ */ userFindings(zendesk.docs),
  EXTERNAL_ID_CHARACTERS: [
    'info',
    'external_id contains characters other than letters, digits, _ and -; the documentation says "alphanumeric"',
    'If the user cannot log in, use an id of only letters, digits, _ and -.',
    zendesk.docs,
  ],
  EMAIL_VERIFIED_NOT_BOOLEAN: [
    'error',
    'email_verified must be true or false, got {kind}',
    'Sign it as a boolean, without quotes.',
    zendesk.docs,
  ],
  EMAIL_VERIFIED_ALONE: [
    'warning',
    'The token has email_verified but no email, so there is nothing to verify',
    'Sign email too, or leave email_verified out.',
    zendesk.docs,
  ],
  EMAIL_EMPTY_VERIFIED: [
    'error',
    'email is blank, but email_verified says that it is verified: two such users conflict',
    'Leave out email and email_verified.',
    zendesk.docs,
  ],
  EMAIL_UNVERIFIED: [
    'warning',
    'Without email_verified: true, email creates no verified identity and identifies no user',
    "Sign email_verified: true if you know that the address is the user's.",
    zendesk.docs,
  ],
  EMAIL_MAY_CONFLICT: [
    'info',
    'If a user with another external_id already has this address, Zendesk rejects the token (409)',
    'If the token is right but the user cannot log in, look for that other user, or sign without email.',
    `${HELP}7554200230170`,
  ],
  EMAIL_TOO_LONG: [
    'warning',
    'The address has more than 128 characters, the most that an identity may have',
    "Leave it out, or use another of the user's addresses.",
    SMOOCH_API,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Zendesk messaging rejects or silently ignores, and tokens for other Zendesk products. */
export const zendeskChecks: VendorChecks = {
  vendor: zendesk,
  findings: FINDINGS,
  recognize,
  adviseProduct,
  adviseHeader: (header) => adviseSmoochHeader(find, header),
  advise,
};

function recognize(header: Members, claims: Members): Recognition | undefined {
  const recognized = recognizeUser(header, claims);
  if (recognized !== undefined) return recognized;
  // Sign-in with OpenID Connect has this claim too.
  if (claims['email_verified'] !== undefined) {
    return { certainty: 'possible', why: 'it has email_verified' };
  }
  if (isSignOn(claims)) {
    const why = 'it has jti, name and email, like tokens for other Zendesk products';
    return { certainty: 'possible', why };
  }
  if (!isChatClassic(claims) || !isShortLived(claims)) return undefined;
  const why = 'it has only iat, name and email, like tokens for Zendesk Chat';
  return { certainty: 'possible', why };
}

/** What only a token for Support sign-on has. */
const SIGN_ON_CLAIMS = [
  'organization',
  'organization_id',
  'tags',
  'remote_photo_url',
  'locale_id',
  'role',
  'user_fields',
];

function isSignOn(claims: Members): boolean {
  if (claims['scope'] !== undefined || claims['email'] === undefined) return false;
  return claims['jti'] !== undefined && claims['name'] !== undefined;
}

const CHAT_CLASSIC_CLAIMS = ['name', 'email', 'external_id', 'iat', 'exp'];

/** Returns whether the claims are only what the visitor authentication of Zendesk Chat lists. */
function isChatClassic(claims: Members): boolean {
  const names = Object.keys(claims);
  return (
    ['name', 'email', 'iat'].every((name) => names.includes(name)) &&
    names.every((name) => CHAT_CLASSIC_CLAIMS.includes(name))
  );
}

/** Zendesk Chat accepts at most 7 minutes. Convrs and Deskpro also have tokens with only name and email. */
function isShortLived({ iat, exp }: Members): boolean {
  if (exp === undefined) return true;
  return typeof exp === 'number' && typeof iat === 'number' && exp - iat <= 420;
}

function adviseProduct(claims: Members): readonly Finding[] {
  if (isSignOn(claims)) {
    const isSupport = SIGN_ON_CLAIMS.some((name) => claims[name] !== undefined);
    return [find(isSupport ? 'PRODUCT_SUPPORT_SSO' : 'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER')];
  }
  if (isChatClassic(claims)) return [find('PRODUCT_CHAT_CLASSIC')];
  if (claims['scope'] === 'appUser') return [find('PRODUCT_SUNSHINE_V1', 'scope')];
  if (claims['userId'] !== undefined) return [find('PRODUCT_SUNSHINE_V1', 'userId')];
  return [];
}

function advise(claims: Members): readonly Finding[] {
  const { external_id: id } = claims;
  return [
    ...adviseUser(find, claims),
    ...adviseEmailAsId(zendesk.docs, 'external_id', id),
    ...advisePhoneAsId(zendesk.docs, 'external_id', id),
    ...(hasUnusualCharacters(id) ? [find('EXTERNAL_ID_CHARACTERS', 'external_id')] : []),
    ...adviseEmail(claims),
  ];
}

/** Zendesk documents "alphanumeric", but shows ids with an underscore and a hyphen. */
function hasUnusualCharacters(id: unknown): boolean {
  return typeof id === 'string' && id.trim() !== '' && !/^[\w.@:+-]+$/.test(id);
}

function adviseEmail({ email, email_verified: verified, external_id }: Members): Finding[] {
  const findings: Finding[] = [];
  const invalid = adviseAddress(zendesk.docs, 'email', email);
  if (verified !== undefined && typeof verified !== 'boolean') {
    const kind = kindOf(verified);
    findings.push(find('EMAIL_VERIFIED_NOT_BOOLEAN', 'email_verified', { kind }));
  } else if (email === undefined) {
    if (verified === true) findings.push(find('EMAIL_VERIFIED_ALONE', 'email_verified'));
  } else if (invalid.length > 0) {
    const isBlank = idProblem(String(email)) === idProblem('');
    return verified && isBlank ? [find('EMAIL_EMPTY_VERIFIED', 'email')] : [...invalid];
  } else if (verified !== true) {
    findings.push(find('EMAIL_UNVERIFIED', 'email_verified'));
  } else if (external_id !== undefined) {
    findings.push(find('EMAIL_MAY_CONFLICT', 'email'));
  }
  if (typeof email === 'string' && email.length > 128) {
    findings.push(find('EMAIL_TOO_LONG', 'email'));
  }
  return findings;
}
