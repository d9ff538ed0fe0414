import { type KeyIdRule, PARTY_CLAIMS, TIME_CLAIMS } from './definition.ts';
import { type ChatTokenIssue, isChatTokenError } from './errors.ts';
import { contractBroken, isSome } from './issues.ts';
import { bare, type OwnProperties, readableProperties } from './objects.ts';
import type { ChatVendor } from './vendor.ts';

/**
 * Checks the claims of a token: the constants, and all else as for a user. What the contract leaves
 * to others is taken off before: the times, and registered claims that it does not name.
 */
export function checkClaims<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  claims: unknown,
): Claims {
  const { constants, registeredClaims } = vendor;
  const own = readableProperties(claims);
  if (own === undefined) {
    const message = 'must be a plain object that can be read';
    throw contractBroken(vendor, [{ path: '', message }]);
  }
  const faults: ChatTokenIssue[] = [];
  for (const path of Object.keys(constants)) {
    if (own[path] === constants[path]) continue;
    faults.push({ path, message: `must be ${JSON.stringify(constants[path])}` });
  }
  const parties = PARTY_CLAIMS.filter((name) => !registeredClaims.includes(name));
  const others: readonly string[] = [...TIME_CLAIMS, ...parties, ...Object.keys(constants)];
  const user: OwnProperties = bare({});
  for (const name of Object.keys(own)) {
    if (!others.includes(name)) user[name] = own[name];
  }
  try {
    // The schema accepts its own output, as the vendor's definition promises. With a prototype, for
    // another library's schema may want one.
    const checked = vendor.claims({ ...user } as User);
    if (!isSome(faults)) return checked;
  } catch (error) {
    if (!isSome(faults) || !isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
    faults.push(...(error.issues ?? []));
  }
  throw contractBroken(vendor, faults);
}
