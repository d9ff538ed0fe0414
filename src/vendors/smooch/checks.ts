import type { Finding, FindingTable, finder, Members } from '../../inspect/findings.ts';
import { SMOOCH_JWT } from './sources.ts';

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
export function adviseSmoochScope(
  find: SmoochFinder,
  expected: string,
  { scope }: Members,
): readonly Finding[] {
  if (scope === expected) return [];
  if (scope === undefined) return [find('SCOPE_MISSING', 'scope')];
  const isForServers = scope === 'app' || scope === 'account' || scope === 'integration';
  return [find(isForServers ? 'SCOPE_TOO_WIDE' : 'SCOPE_WRONG', 'scope')];
}
