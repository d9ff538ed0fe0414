import { type AnyVendor, type Finding, findingsOf, type Members } from '../../inspect/findings.ts';
import { adviseEmailAsId, adviseId, advisePhoneAsId } from '../../inspect/ids.ts';
import { SMOOCH_JWT } from './sources.ts';

/** What differs between the vendors in the findings that they share. */
export interface SmoochFacts {
  /** The vendor. */
  readonly vendor: AnyVendor;
  /** The scope of its tokens. */
  readonly scope: string;
  /** The message where the scope is missing. */
  readonly scopeMissing: string;
  /** Where the scopes for servers are documented. */
  readonly scopesSource: string;
  /** The claim that holds the user's id. */
  readonly id: string;
  /** The code where the user's id is missing. */
  readonly idMissing: string;
  /** Where the type of the user's id is documented. */
  readonly idSource: string;
  /** Where to get a key that signs tokens of users. */
  readonly keyHint: string;
  /** What the vendor's key ids look like: the end of a sentence. */
  readonly kidForm: string;
  /** Where such key ids are shown. */
  readonly kidSource: string;
  /** What an unusual `kid` may be instead. */
  readonly kidHint: string;
  /** The documents that list `typ`: the middle of a sentence. */
  readonly typPages: string;
  /** Where they are. */
  readonly typSource: string;
}

/** Finds a `kid` of the wrong kind of key, an unusual `kid` and a missing `typ`. */
export function adviseSmoochHeader(facts: SmoochFacts, { kid, typ }: Members): readonly Finding[] {
  const findings: Finding[] = [];
  if (typeof kid === 'string' && /^(?:act|svc)_/.test(kid)) {
    findings.push(
      findingsOf(SMOOCH_JWT)(
        'error',
        'KID_OF_ACCOUNT_KEY',
        'header.kid',
        'The kid is that of an account key (act_… or svc_…), and tokens of users are signed with an app key',
        facts.keyHint,
      ),
    );
  } else if (typeof kid === 'string' && kid !== '' && !/^(?:app_)?[0-9a-f]{20,24}$/.test(kid)) {
    findings.push(
      findingsOf(facts.kidSource)(
        'info',
        'KID_UNUSUAL',
        'header.kid',
        `The kid does not look like the key ids ${facts.kidForm}`,
        facts.kidHint,
      ),
    );
  }
  if (typ !== 'JWT') {
    findings.push(
      findingsOf(facts.typSource)(
        'info',
        'TYP_MISSING',
        'header.typ',
        `The header has no typ JWT, which ${facts.typPages} list; whether it is demanded is not documented`,
        'Set typ to JWT, as most libraries do by themselves.',
      ),
    );
  }
  return findings;
}

/** Finds a scope that is missing, misspelled or meant for servers. */
export function adviseSmoochScope(facts: SmoochFacts, claims: Members): readonly Finding[] {
  const { vendor, scope, scopeMissing, scopesSource } = facts;
  const found = findingsOf(vendor.docs);
  const hint = `Sign scope: "${scope}". ${vendor.name}.claims(user) adds it.`;
  const given = claims['scope'];
  if (given === scope) return [];
  if (given === undefined) return [found('error', 'SCOPE_MISSING', 'scope', scopeMissing, hint)];
  if (given === 'app' || given === 'account' || given === 'integration') {
    return [
      findingsOf(scopesSource)(
        'error',
        'SCOPE_TOO_WIDE',
        'scope',
        'The scope is one for servers, and opens more than one user',
        `Sign scope: "${scope}", and take every token with another scope out of your pages.`,
      ),
    ];
  }
  const message = `The scope is not "${scope}" in these letters`;
  return [found('error', 'SCOPE_WRONG', 'scope', message, hint)];
}

/** Finds a user id that is missing, is not a string or may change. */
export function adviseSmoochId(facts: SmoochFacts, claims: Members): readonly Finding[] {
  const { vendor, id: name, idMissing, idSource } = facts;
  const found = findingsOf(vendor.docs);
  const id = claims[name];
  if (id === undefined) {
    return [
      found(
        'error',
        idMissing,
        name,
        `${name} is missing, so the token names no user`,
        `Sign the id of the user in your system as ${name}, spelt like that.`,
      ),
    ];
  }
  return [
    ...adviseId(findingsOf(idSource), name, id),
    ...adviseEmailAsId(found, name, id),
    ...advisePhoneAsId(found, name, id),
  ];
}
