import {
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from '../../inspect/findings.ts';
import { bare, kindOf } from '../../utils/objects.ts';
import {
  adviseSmoochHeader,
  adviseSmoochId,
  adviseSmoochScope,
  type SmoochFacts,
} from '../smooch/advice.ts';
import { SMOOCH_API, SMOOCH_V2 } from '../smooch/sources.ts';
import { zendesk } from './contract.ts';

const HELP = 'https://support.zendesk.com/hc/en-us/articles/';
const CHAT_CLASSIC = `${HELP}4408838925082`;
const HELP_CENTER_CLASSIC = `${HELP}4408843923610`;
const EMAIL_CONFLICT = `${HELP}7554200230170`;

const FACTS: SmoochFacts = {
  vendor: zendesk,
  scope: 'user',
  scopeMissing: 'scope is missing, which Zendesk answers with 401',
  scopesSource: SMOOCH_API,
  id: 'external_id',
  idMissing: 'EXTERNAL_ID_MISSING',
  idSource: SMOOCH_V2,
  keyHint: 'Take a key of Admin Center > Account > Security > End user authentication > Messaging.',
  kidForm: 'that Admin Center shows (app_ and 24 hexadecimal digits)',
  kidSource: zendesk.docs,
  kidHint:
    'Make sure that it is the id of the key, and not the app id, the name of the key or the secret.',
  typPages: 'the documents',
  typSource: SMOOCH_API,
};

/** What Zendesk messaging refuses or ignores without a word, and its relatives. */
export const zendeskAdvice: VendorAdvice = /* @__PURE__ */ bare({
  vendor: zendesk,
  recognize,
  adviseProduct,
  adviseHeader: (header) => adviseSmoochHeader(FACTS, header),
  advise,
});

function recognize(_header: Members, claims: Members): string | undefined {
  if (claims['scope'] === 'user') return 'its scope is user';
  const own = ['external_id', 'email_verified', 'externalId'].find(
    (name) => claims[name] !== undefined,
  );
  if (own !== undefined) return `it has ${own}`;
  if (isSignOn(claims)) return 'it has jti, name and email, as tokens of other Zendesk products do';
  if (isChatClassic(claims) && isShortLived(claims))
    return 'it has iat, name and email alone, as tokens of Zendesk Chat do';
  return undefined;
}

/** What only the token of Support sign-on has. */
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

/** Nothing but what the visitor authentication of Zendesk Chat lists. */
function isChatClassic(claims: Members): boolean {
  const names = Object.keys(claims);
  return (
    ['name', 'email', 'iat'].every((name) => names.includes(name)) &&
    names.every((name) => CHAT_CLASSIC_CLAIMS.includes(name))
  );
}

/** Zendesk Chat takes 7 minutes at most; name and email alone Convrs and Deskpro have, too. */
function isShortLived({ iat, exp }: Members): boolean {
  return exp === undefined || Number(exp) - Number(iat) <= 420;
}

function adviseProduct(claims: Members): readonly Finding[] {
  const hint =
    'For messaging sign scope, external_id and, if you like, name, email and email_verified, with a key of Messaging.';
  if (isSignOn(claims)) {
    if (SIGN_ON_CLAIMS.some((name) => claims[name] !== undefined)) {
      return [
        findingsOf(zendesk.docs)(
          'error',
          'PRODUCT_SUPPORT_SSO',
          '',
          'This is the payload of Zendesk Support sign-on (SSO), which messaging answers with 401',
          hint,
        ),
      ];
    }
    return [
      findingsOf(HELP_CENTER_CLASSIC)(
        'error',
        'PRODUCT_SUPPORT_SSO_OR_HELP_CENTER',
        '',
        'This is the payload of Zendesk Support sign-on (SSO), or of a restricted help centre in the Web Widget (Classic), which messaging answers with 401',
        hint,
      ),
    ];
  }
  if (isChatClassic(claims)) {
    return [
      findingsOf(CHAT_CLASSIC)(
        'error',
        'PRODUCT_CHAT_CLASSIC',
        '',
        'This is the payload of Zendesk Chat or the Web Widget (Classic), which messaging refuses',
        hint,
      ),
    ];
  }
  if (claims['scope'] === 'appUser' || claims['userId'] !== undefined) {
    return [
      findingsOf(SMOOCH_V2)(
        'error',
        'PRODUCT_SUNSHINE_V1',
        claims['scope'] === 'appUser' ? 'scope' : 'userId',
        'These are claims of version 1 of Sunshine Conversations (scope appUser, userId)',
        'For messaging sign scope user and external_id: version 2.',
      ),
    ];
  }
  return [];
}

function advise(claims: Members): readonly Finding[] {
  return [
    ...adviseSmoochScope(FACTS, claims),
    ...adviseSmoochId(FACTS, claims),
    ...adviseCharacters(claims),
    ...adviseEmail(claims),
  ];
}

/** Zendesk writes "alphanumeric", and shows ids with an underscore and a hyphen. */
function adviseCharacters({ external_id: id }: Members): readonly Finding[] {
  if (typeof id !== 'string' || id.trim() === '' || /^[\w.@:+-]+$/.test(id)) return [];
  return [
    findingsOf(zendesk.docs)(
      'info',
      'EXTERNAL_ID_CHARACTERS',
      'external_id',
      'external_id holds other signs than letters, digits, _ and -; the documentation says "alphanumeric"',
      'If the log-in fails, take an id of letters, digits, _ and - alone.',
    ),
  ];
}

/** As long as the value of an identity may be. */
const LONGEST_EMAIL = 128;

function adviseEmail({ email, email_verified, external_id }: Members): readonly Finding[] {
  const found = findingsOf(zendesk.docs);
  const findings: Finding[] = [];
  if (email_verified !== undefined && typeof email_verified !== 'boolean') {
    findings.push(
      found(
        'error',
        'EMAIL_VERIFIED_NOT_BOOLEAN',
        'email_verified',
        `email_verified is ${kindOf(email_verified)}, and must be true or false`,
        'Sign it as a boolean, without quotes.',
      ),
    );
  } else if (email === undefined) {
    if (email_verified === true) {
      findings.push(
        found(
          'warning',
          'EMAIL_VERIFIED_ALONE',
          'email_verified',
          'email_verified stands without email, so there is nothing that it could verify',
          'Sign email beside it, or leave it out.',
        ),
      );
    }
  } else if (email_verified !== true) {
    findings.push(
      found(
        'warning',
        'EMAIL_UNVERIFIED',
        'email_verified',
        'email without email_verified: true creates no verified identity, and identifies nobody',
        "Sign email_verified: true, if you know that the address is the user's.",
      ),
    );
  } else if (external_id !== undefined) {
    findings.push(
      findingsOf(EMAIL_CONFLICT)(
        'info',
        'EMAIL_MAY_CONFLICT',
        'email',
        'If the address belongs to a user with another external_id already, Zendesk refuses the token (409)',
        'Where a log-in fails though the token is right, look for that user, or sign without email.',
      ),
    );
  }
  if (typeof email === 'string' && email.length > LONGEST_EMAIL) {
    findings.push(
      findingsOf(SMOOCH_API)(
        'warning',
        'EMAIL_TOO_LONG',
        'email',
        `The address has more than ${LONGEST_EMAIL} characters, more than an identity may have`,
        'Leave it out, or take another address of the user.',
      ),
    );
  }
  return findings;
}
