import {
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from '../../inspect/findings.ts';
import { adviseEmailAsId, adviseId, advisePhoneAsId } from '../../inspect/ids.ts';
import { bare } from '../../utils/objects.ts';
import { khoros } from './contract.ts';

const SMOOCH = 'https://docs.smooch.io/guide/v1/authenticating-users';
const SMOOCH_JWT = 'https://docs.smooch.io/guide/jwt';
const ISSUE_171 = 'sunshine-conversations-ios, issue 171';

/** What Khoros, whose engine is Smooch, refuses or ignores without a word. */
export const khorosAdvice: VendorAdvice = /* @__PURE__ */ bare({
  vendor: khoros,
  recognize,
  adviseProduct,
  adviseHeader,
  advise,
});

function recognize(header: Members, claims: Members): string | undefined {
  if (claims['scope'] === 'appUser') return 'its scope is appUser';
  if (claims['appUser'] !== undefined) return 'it has a claim named appUser';
  if (claims['userId'] === undefined) return undefined;
  if (claims['scope'] !== undefined) return 'it has scope and userId';
  if (header['kid'] !== undefined) return 'it has userId, and its header has a kid';
  if (claims['kid'] !== undefined) return 'it has userId and kid';
  const isMobile = claims['givenName'] !== undefined || claims['platform'] !== undefined;
  return isMobile ? 'it has userId beside givenName or platform' : undefined;
}

function adviseProduct(claims: Members): readonly Finding[] {
  if (claims['external_id'] === undefined) return [];
  const found = findingsOf('https://docs.smooch.io/guide/authenticating-users');
  return [
    found(
      'error',
      'PRODUCT_SUNSHINE_V2',
      'external_id',
      'These are claims of version 2 of Sunshine Conversations (scope user, external_id), as Zendesk messaging has them',
      'For Khoros Brand Messenger (Legacy) sign scope appUser and userId: version 1.',
    ),
  ];
}

function adviseHeader({ kid, typ }: Members): readonly Finding[] {
  const findings: Finding[] = [];
  if (typeof kid === 'string' && /^(?:act|svc)_/.test(kid)) {
    findings.push(
      findingsOf(SMOOCH_JWT)(
        'error',
        'KID_OF_ACCOUNT_KEY',
        'header.kid',
        'The kid is that of an account key (act_… or svc_…), and tokens of users are signed with an app key',
        'Take the App Key ID and the App Key Secret that Khoros Support gave you.',
      ),
    );
  } else if (typeof kid === 'string' && kid !== '' && !/^(?:app_)?[0-9a-f]{20,24}$/.test(kid)) {
    findings.push(
      findingsOf(SMOOCH)(
        'info',
        'KID_UNUSUAL',
        'header.kid',
        "The kid does not look like the key ids of Smooch's documents (app_ and 24 hexadecimal digits, or these alone)",
        'Make sure that it is the App Key ID, and not the app id or the integration id.',
      ),
    );
  }
  if (typ !== 'JWT') {
    findings.push(
      findingsOf(
        'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-ios-legacy',
      )(
        'info',
        'TYP_MISSING',
        'header.typ',
        'The header has no typ JWT, which the pages for iOS and Android list; whether it is demanded is not documented',
        'Set typ to JWT, as most libraries do by themselves.',
      ),
    );
  }
  return findings;
}

function advise(claims: Members): readonly Finding[] {
  const { scope, userId, appUser } = claims;
  const docs = findingsOf(khoros.docs);
  return [
    ...adviseScope(scope),
    ...(appUser === undefined
      ? []
      : [
          findingsOf(ISSUE_171)(
            'error',
            'APP_USER_AS_CLAIM',
            'appUser',
            'appUser stands as the name of a claim, and is the value of scope',
            'Sign { scope: "appUser", userId }.',
          ),
        ]),
    ...(userId === undefined
      ? [
          docs(
            'error',
            'USER_ID_MISSING',
            'userId',
            'userId is missing, so the token names no user',
            'Sign the id of the user in your system as userId, spelt like that.',
          ),
        ]
      : []),
    ...adviseId(findingsOf(SMOOCH), 'userId', userId),
    ...adviseEmailAsId(docs, 'userId', userId),
    ...advisePhoneAsId(docs, 'userId', userId),
  ];
}

function adviseScope(scope: unknown): readonly Finding[] {
  const found = findingsOf(khoros.docs);
  if (scope === 'appUser') return [];
  if (scope === undefined) {
    return [
      found(
        'error',
        'SCOPE_MISSING',
        'scope',
        'scope is missing',
        'Sign scope: "appUser". khoros.claims(user) adds it.',
      ),
    ];
  }
  if (scope === 'app' || scope === 'account' || scope === 'integration') {
    return [
      found(
        'error',
        'SCOPE_TOO_WIDE',
        'scope',
        'The scope is one for servers, and opens more than one user',
        'Sign scope: "appUser", and take every token with another scope out of your pages.',
      ),
    ];
  }
  return [
    found(
      'error',
      'SCOPE_WRONG',
      'scope',
      'The scope is not "appUser" in these letters',
      'Sign scope: "appUser". khoros.claims(user) adds it.',
    ),
  ];
}
