import type { KeyIdRule } from '../keys/keys.ts';
import { type ChatTokenIssue, isChatTokenError } from '../utils/errors.ts';
import { contractBroken, isSome } from '../utils/issues.ts';
import { readableProperties } from '../utils/objects.ts';
import { TIME_CLAIMS } from '../utils/time.ts';
import { PARTY_CLAIMS } from './definition.ts';
import type { ChatVendor } from './vendor.ts';

/**
 * Checks the claims of a token: the fixed claims, and all else as for a user. What the contract leaves
 * to others is taken off before: the times, and registered claims that it does not name.
 */
export function checkClaims<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  claims: unknown,
): Claims {
  const { fixedClaims, registeredClaims } = vendor;
  const isFixedValue = (name: string) => Object.hasOwn(fixedClaims, name);
  const parties = PARTY_CLAIMS.filter((name) => !registeredClaims.includes(name));
  const others: readonly string[] = [...TIME_CLAIMS, ...parties];
  // Two copies, so that nothing is deleted from one; each member is read for one of them.
  const stated = readableProperties(claims, isFixedValue);
  const user = readableProperties(claims, (name) => !isFixedValue(name) && !others.includes(name));
  if (stated === undefined || user === undefined) {
    const message = 'must be a plain object that can be read';
    throw contractBroken(vendor, [{ path: '', message }]);
  }
  const faults: ChatTokenIssue[] = Object.keys(fixedClaims)
    .filter((path) => stated[path] !== fixedClaims[path])
    .map((path) => ({ path, message: `must be ${JSON.stringify(fixedClaims[path])}` }));
  Object.setPrototypeOf(user, Object.prototype); // Another library's schema may want one.
  try {
    // The schema accepts its own output, as the vendor's definition promises.
    const checked = vendor.claims(user as User);
    if (!isSome(faults)) return checked;
  } catch (error) {
    if (!isSome(faults) || !isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
    faults.push(...(error.issues ?? []));
  }
  throw contractBroken(vendor, faults);
}
