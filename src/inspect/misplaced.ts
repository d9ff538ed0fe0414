import { formatPath } from '../utils/issues.ts';
import { TIME_CLAIMS } from '../utils/time.ts';
import { claimsFinding } from './catalog/claims.ts';
import type { CheckedVendor, Finding, Members } from './findings.ts';
import { MAX_FINDINGS } from './sensitive.ts';
import { isMembers, snapshot } from './snapshot.ts';

/** Claims with everything that was found elsewhere, as they should be. */
export interface Replaced {
  readonly members: Members;
  /** What was moved. Errors if the vendor rejects the claims as they are. */
  readonly findings: readonly Finding[];
}

/** The names of a vendor's claims. */
export interface Names {
  readonly all: readonly string[];
  /** Those that show whose claims they are: required ones, ids and fixed claims. */
  readonly telling: readonly string[];
  /** The user's id. */
  readonly id: string | undefined;
}

/** Returns the names of a vendor's claims, as its contract lists them. */
export function namesOf({ token, '~contract': contract }: CheckedVendor): Names {
  const data = contract?.();
  const fields = data?.type === 'object' ? Object.entries(data.fields) : [];
  const ids = fields
    .filter(([, field]) => field.type === 'string' && field.format === 'identifier')
    .map(([name]) => name);
  const required = fields.filter((field) => field[1].required).map(([name]) => name);
  const fixed = Object.keys(token?.fixedClaims ?? {});
  return {
    all: [...fixed, ...fields.map(([name]) => name), ...TIME_CLAIMS],
    telling: [...fixed, ...required, ...ids],
    id: ids[0],
  };
}

/** What is known about the claims as they are. */
interface Given {
  /** The header, of a token. */
  readonly header: Members | undefined;
  /** The paths that the contract rejects, missing members included. */
  readonly rejected: readonly string[];
}

/**
 * Finds claims in the header, in an object, a list or a string inside the payload, or under the name that
 * .NET gives them, and moves them to where they belong.
 */
export function replaceClaims(claims: Members, vendor: CheckedVendor, given: Given): Replaced {
  const names = namesOf(vendor);
  const findings: Finding[] = [];
  let members = claims;
  for (const find of [inHeader, inPayload]) {
    const place = find(members, names, given);
    if (place === undefined) continue;
    members = place.members;
    const code = given.rejected.length > 0 ? 'CLAIM_MISPLACED' : 'CLAIM_UNREAD';
    const values = { names: place.names.join(', '), place: place.words, docs: vendor.docs };
    findings.push(claimsFinding(code, place.path, values));
  }
  const renamed = byAddress(members, names, vendor, given);
  return { members: renamed.members, findings: [...findings, ...renamed.findings] };
}

/** A place with claims that are missing in the payload, and the payload with them. */
interface Place {
  readonly names: readonly string[];
  readonly path: string;
  /** The place, as the end of a sentence. */
  readonly words: string;
  readonly members: Members;
}

/** Returns the names of claims that an object has and the payload has not. */
function missingIn(claims: Members, object: Members, names: readonly string[]): readonly string[] {
  return names.filter((name) => claims[name] === undefined && object[name] !== undefined);
}

function withClaims(claims: Members, object: Members, names: readonly string[]): Members {
  const added = Object.fromEntries(names.map((name) => [name, object[name]]));
  return Object.assign(Object.create(null), claims, added);
}

/** Headers have these themselves. */
const OF_HEADERS = ['alg', 'typ', 'kid', 'cty', 'crit', 'jku', 'jwk', 'x5u', 'x5c'];

function inHeader(claims: Members, { all }: Names, { header }: Given): Place | undefined {
  if (header === undefined) return undefined;
  const found = missingIn(claims, header, all).filter((name) => !OF_HEADERS.includes(name));
  if (found.length === 0) return undefined;
  const members = withClaims(claims, header, found);
  return { names: found, path: `header.${found[0]}`, words: 'in the header', members };
}

/** An object inside the payload. */
interface Inner {
  readonly object: Members;
  readonly path: readonly [string, ...PropertyKey[]];
  readonly words: string;
}

/** Claims are not searched for deeper, or in more places. */
const MAX_DEPTH = 3;
const MAX_PLACES = 200;

function inPayload(claims: Members, { all, telling }: Names): Place | undefined {
  let best: Place | undefined;
  for (const { object, path, words } of objectsIn(claims)) {
    const found = missingIn(claims, object, all);
    const isTelling = found.some((name) => telling.includes(name) || name === 'exp');
    if (!isTelling || found.length <= (best?.names.length ?? 0)) continue;
    const { [path[0]]: _, ...others } = claims;
    // A claim that only contains others is left out, one with a meaning of its own is not.
    const rest = all.includes(path[0]) ? claims : others;
    const members = withClaims(rest, object, found);
    best = { names: found, path: formatPath(path), words, members };
  }
  return best;
}

/** Returns the objects inside a payload, those in lists and strings included. */
export function objectsIn(claims: Members): readonly Inner[] {
  const found: Inner[] = [];
  const visit = (value: unknown, path: Inner['path'], words: string): void => {
    if (found.length >= MAX_PLACES || path.length > MAX_DEPTH) return;
    if (isMembers(value)) {
      found.push({ object: value, path, words });
      for (const key of Object.keys(value)) visit(value[key], [...path, key], words);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, [...path, index], 'in a list');
      });
    } else if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
      visit(parsed(value), path, 'in a string of JSON');
    }
  };
  for (const key of Object.keys(claims)) visit(claims[key], [key], 'inside an object');
  return found;
}

function parsed(json: string): unknown {
  try {
    return snapshot({ json: JSON.parse(json) })?.['json'];
  } catch {
    return undefined;
  }
}

/** The last parts of addresses that .NET has for claims, and the names that vendors have for them. */
const ADDRESSES: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map([
  ['emailaddress', ['email']],
  ['upn', ['email']],
  ['name', ['name', 'givenName']],
  ['givenname', ['first_name', 'givenName']],
  ['surname', ['last_name']],
  ['mobilephone', ['phone', 'phone_number']],
  ['homephone', ['phone', 'phone_number']],
  ['otherphone', ['phone', 'phone_number']],
  ['expiration', ['exp']],
]);

/** Those for which vendors have no name, but for an id. */
const UNNAMED = ['nameidentifier', 'nameid', 'role', 'groupsid', 'sid', 'country', 'gender'];

/** Finds claims that are named by an address, such as those of .NET's ClaimTypes. */
function byAddress(
  claims: Members,
  { all, id }: Names,
  { docs }: CheckedVendor,
  { rejected }: Given,
): Replaced {
  const findings: Finding[] = [];
  const members: Record<string, unknown> = Object.assign(Object.create(null), claims);
  for (const key of Object.keys(claims)) {
    const [, last = ''] = /^[a-z][\w.+-]*:(?:\S*[/:#])?(\w{1,40})$/i.exec(key) ?? [];
    // Only known names may be shown: others may be data.
    if (!ADDRESSES.has(last) && !UNNAMED.includes(last) && !all.includes(last)) continue;
    if (findings.length >= MAX_FINDINGS) break;
    const names = ADDRESSES.get(last) ?? [last];
    const meant = last.startsWith('nameid') ? id : names.find((name) => all.includes(name));
    const isFree = meant !== undefined && members[meant] === undefined;
    const fix = isFree ? `Name it ${meant}` : 'Leave it out';
    const path = formatPath([key]);
    const isRejected = rejected.includes(path) || (isFree && rejected.includes(meant));
    const code = isRejected ? 'CLAIM_NAMED_BY_ADDRESS' : 'ATTRIBUTE_NAMED_BY_ADDRESS';
    findings.push(claimsFinding(code, path, { last, fix, docs }));
    if (isFree) members[meant] = members[key];
    delete members[key];
  }
  return { members, findings };
}
