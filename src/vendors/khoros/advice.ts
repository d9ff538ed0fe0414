import {
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from '../../inspect/findings.ts';
import { bare } from '../../utils/objects.ts';
import {
  adviseSmoochHeader,
  adviseSmoochId,
  adviseSmoochScope,
  type SmoochFacts,
} from '../smooch/advice.ts';
import { SMOOCH_V1, SMOOCH_V2 } from '../smooch/sources.ts';
import { khoros } from './contract.ts';

const FACTS: SmoochFacts = {
  vendor: khoros,
  scope: 'appUser',
  scopeMissing: 'scope is missing',
  scopesSource: khoros.docs,
  id: 'userId',
  idMissing: 'USER_ID_MISSING',
  idSource: SMOOCH_V1,
  keyHint: 'Take the App Key ID and the App Key Secret that Khoros Support gave you.',
  kidForm: "of Smooch's documents (app_ and 24 hexadecimal digits, or these alone)",
  kidSource: SMOOCH_V1,
  kidHint: 'Make sure that it is the App Key ID, and not the app id or the integration id.',
  typPages: 'the pages for iOS and Android',
  typSource:
    'https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-ios-legacy',
};

/** What Khoros, whose engine is Smooch, refuses or ignores without a word. */
export const khorosAdvice: VendorAdvice = /* @__PURE__ */ bare({
  vendor: khoros,
  recognize,
  adviseProduct,
  adviseHeader: (header) => adviseSmoochHeader(FACTS, header),
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
  const found = findingsOf(SMOOCH_V2);
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

function advise(claims: Members): readonly Finding[] {
  return [
    ...adviseSmoochScope(FACTS, claims),
    ...adviseAppUser(claims),
    ...adviseSmoochId(FACTS, claims),
  ];
}

function adviseAppUser({ appUser }: Members): readonly Finding[] {
  if (appUser === undefined) return [];
  return [
    findingsOf('sunshine-conversations-ios, issue 171')(
      'error',
      'APP_USER_AS_CLAIM',
      'appUser',
      'appUser stands as the name of a claim, and is the value of scope',
      'Sign { scope: "appUser", userId }.',
    ),
  ];
}
