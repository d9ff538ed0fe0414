import type {
  Certainty,
  Finding,
  FindingTable,
  finder,
  Members,
  Recognition,
} from '../../inspect/findings.ts';
import { adviseId, adviseSharedId } from '../../inspect/ids.ts';
import { SMOOCH_JWT, SMOOCH_V1, SMOOCH_V2 } from './sources.ts';

/** The findings that the vendors share. */
export type SmoochCode =
  | 'KID_OF_ACCOUNT_KEY'
  | 'KID_UNUSUAL'
  | 'TYP_MISSING'
  | 'SCOPE_MISSING'
  | 'SCOPE_TOO_WIDE'
  | 'SCOPE_WRONG';

/** Makes the shared findings of a vendor. */
export type SmoochFinder = ReturnType<typeof finder<SmoochCode>>;

/** What differs between the vendors in the findings that they share. */
export interface SmoochFacts {
  /** The name and the documentation of the vendor. */
  readonly vendor: { readonly name: string; readonly docs: string };
  /** The scope of its tokens. */
  readonly scope: string;
  /** The message if there is no scope. */
  readonly scopeMissing: string;
  /** Where the scopes for servers are documented. */
  readonly scopesSource: string;
  /** Where to get a key that signs user tokens. */
  readonly keyHint: string;
  /** What the vendor's key ids look like: the end of a sentence. */
  readonly kidForm: string;
  /** Where such key ids are shown. */
  readonly kidSource: string;
  /** What an unusual `kid` may be instead. */
  readonly kidHint: string;
  /** The pages that list `typ`: the start of a sentence. */
  readonly typPages: string;
  /** Where they are. */
  readonly typSource: string;
}

/** Returns the shared findings in the words of one vendor. */
// @__NO_SIDE_EFFECTS__
export function smoochFindings(facts: SmoochFacts): FindingTable<SmoochCode> {
  const { vendor, scope } = facts;
  const scopeHint = `Sign scope: "${scope}". ${vendor.name}.claims(user) adds it.`;
  return {
    KID_OF_ACCOUNT_KEY: [
      'error',
      'The kid is of an account key (act_… or svc_…), but an app key must sign user tokens',
      facts.keyHint,
      SMOOCH_JWT,
    ],
    KID_UNUSUAL: [
      'info',
      `The kid does not look like the key ids ${facts.kidForm}`,
      facts.kidHint,
      facts.kidSource,
    ],
    TYP_MISSING: [
      'info',
      `${facts.typPages} lists typ JWT, which the header does not have; whether it is required is not documented`,
      'Set typ to JWT. Most libraries do so by default.',
      facts.typSource,
    ],
    SCOPE_MISSING: ['error', facts.scopeMissing, scopeHint, vendor.docs],
    SCOPE_TOO_WIDE: [
      'error',
      'This scope is for servers and gives access to more than one user',
      `Sign scope: "${scope}", and remove every token with another scope from your pages.`,
      facts.scopesSource,
    ],
    SCOPE_WRONG: ['error', `The scope is not exactly "${scope}"`, scopeHint, vendor.docs],
  };
}

/** Finds a `kid` of the wrong kind of key, an unusual `kid` and a missing `typ`. */
export function adviseSmoochHeader(find: SmoochFinder, { kid, typ }: Members): readonly Finding[] {
  const findings: Finding[] = [];
  if (typeof kid === 'string' && /^(?:act|svc)_/.test(kid)) {
    findings.push(find('KID_OF_ACCOUNT_KEY', 'header.kid'));
  } else if (typeof kid === 'string' && kid !== '' && !/^(?:app_)?[0-9a-f]{20,24}$/.test(kid)) {
    findings.push(find('KID_UNUSUAL', 'header.kid'));
  }
  if (typ !== 'JWT') findings.push(find('TYP_MISSING', 'header.typ'));
  return findings;
}

/** Finds a scope that is missing, misspelled or meant for servers. */
function adviseSmoochScope(
  find: SmoochFinder,
  expected: string,
  { scope }: Members,
): readonly Finding[] {
  if (scope === expected) return [];
  if (scope === undefined) return [find('SCOPE_MISSING', 'scope')];
  const isForServers = scope === 'app' || scope === 'account' || scope === 'integration';
  return [find(isForServers ? 'SCOPE_TOO_WIDE' : 'SCOPE_WRONG', 'scope')];
}

/** Recognizes a token of version 2: `scope: "user"` and `external_id`. */
export function recognizeUser(header: Members, claims: Members): Recognition | undefined {
  const { scope, external_id, externalId } = claims;
  if (scope === 'user') return { certainty: 'certain', why: 'its scope is user' };
  if (external_id !== undefined) return { certainty: 'likely', why: 'it has external_id' };
  if (externalId === undefined) return undefined;
  // Other vendors have a claim of this name, but no kid.
  return { certainty: header['kid'] === undefined ? 'weak' : 'likely', why: 'it has externalId' };
}

/** Recognizes a token of version 1: `scope: "appUser"` and `userId`. */
export function recognizeAppUser(header: Members, claims: Members): Recognition | undefined {
  const { scope, appUser, userId, kid } = claims;
  if (scope === 'appUser') return { certainty: 'certain', why: 'its scope is appUser' };
  if (appUser !== undefined) return { certainty: 'likely', why: 'it has a claim named appUser' };
  if (userId === undefined) return undefined;
  if (scope !== undefined) return { certainty: 'likely', why: 'it has scope and userId' };
  if (header['kid'] !== undefined) {
    return { certainty: 'possible', why: 'it has userId, and its header has a kid' };
  }
  return kid === undefined ? undefined : { certainty: 'possible', why: 'it has userId and kid' };
}

const LESS_CERTAIN: Readonly<Record<Certainty, Certainty>> = {
  certain: 'likely',
  likely: 'possible',
  possible: 'weak',
  weak: 'weak',
};

/**
 * Makes a sign less telling. The tokens of Sunshine Conversations are also tokens of the products that are
 * built on it, and no claim can tell: a token then counts as one of these, because more sites use them.
 */
export function lessCertain(recognition: Recognition | undefined): Recognition | undefined {
  return recognition && { ...recognition, certainty: LESS_CERTAIN[recognition.certainty] };
}

/** Returns the findings that the vendors with version 1 share. */
// @__NO_SIDE_EFFECTS__
export function appUserFindings(
  docs: string,
): FindingTable<'APP_USER_AS_CLAIM' | 'USER_ID_MISSING'> {
  return {
    APP_USER_AS_CLAIM: [
      'error',
      'appUser is the name of a claim, but should be the value of scope',
      'Sign { scope: "appUser", userId }.',
      'sunshine-conversations-ios, issue 171',
    ],
    USER_ID_MISSING: [
      'error',
      'userId is missing, so the token identifies no user',
      'Sign the id of the user in your system as userId, spelled exactly like this.',
      docs,
    ],
  };
}

/** Returns the finding that the vendors with version 2 share. */
// @__NO_SIDE_EFFECTS__
export function userFindings(docs: string): FindingTable<'EXTERNAL_ID_MISSING'> {
  return {
    EXTERNAL_ID_MISSING: [
      'error',
      'external_id is missing, so the token identifies no user',
      'Sign the id of the user in your system as external_id, spelled exactly like this.',
      docs,
    ],
  };
}

/** Finds what is wrong in the claims of version 1. */
export function adviseAppUser(
  find: ReturnType<typeof finder<SmoochCode | 'APP_USER_AS_CLAIM' | 'USER_ID_MISSING'>>,
  claims: Members,
): readonly Finding[] {
  const { appUser, userId } = claims;
  return [
    ...adviseSmoochScope(find, 'appUser', claims),
    ...(appUser === undefined ? [] : [find('APP_USER_AS_CLAIM', 'appUser')]),
    ...(userId === undefined ? [find('USER_ID_MISSING', 'userId')] : []),
    ...adviseId(SMOOCH_V1, 'userId', userId),
    ...adviseSharedId(SMOOCH_V1, 'userId', userId),
  ];
}

/** Finds what is wrong in the claims of version 2. */
export function adviseUser(
  find: ReturnType<typeof finder<SmoochCode | 'EXTERNAL_ID_MISSING'>>,
  claims: Members,
): readonly Finding[] {
  const { external_id } = claims;
  return [
    ...adviseSmoochScope(find, 'user', claims),
    ...(external_id === undefined ? [find('EXTERNAL_ID_MISSING', 'external_id')] : []),
    ...adviseId(SMOOCH_V2, 'external_id', external_id),
    ...adviseSharedId(SMOOCH_V2, 'external_id', external_id),
  ];
}
