import { type KeyIdRule, PARTY_CLAIMS, TIME_CLAIMS } from './definition.ts';
import { type ChatTokenIssue, isChatTokenError } from './errors.ts';
import { contractBroken, isSome } from './issues.ts';
import { isPlainObject, type OwnProperties } from './objects.ts';
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
  const user = copyOf(claims);
  if (user === undefined) {
    const message = 'must be a plain object that can be read';
    throw contractBroken(vendor, [{ path: '', message }]);
  }
  const faults: ChatTokenIssue[] = [];
  for (const path of Object.keys(constants)) {
    if (Object.hasOwn(user, path) && user[path] === constants[path]) continue;
    faults.push({ path, message: `must be ${JSON.stringify(constants[path])}` });
  }
  for (const name of [...TIME_CLAIMS, ...Object.keys(constants)]) delete user[name];
  for (const name of PARTY_CLAIMS) {
    if (!registeredClaims.includes(name)) delete user[name];
  }
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

/** With a prototype, which another library's schema may want. */
function copyOf(claims: unknown): OwnProperties | undefined {
  try {
    return isPlainObject(claims) ? { ...claims } : undefined;
  } catch {
    return undefined; // A proxy or getter that throws.
  }
}
