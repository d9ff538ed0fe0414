import { isTimeClaim, isUnnamed, type KeyIdRule } from './definition.ts';
import { type ChatTokenIssue, isChatTokenError } from './errors.ts';
import { claimsInvalid, isSome } from './issues.ts';
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
  const { constants, registeredClaims, title, docs } = vendor;
  const subject = `Not valid for ${title}`;
  const hint = `The contract is documented at ${docs}`;
  const given = readableProperties(claims);
  if (given === undefined) {
    const message = 'must be a plain object that can be read';
    throw claimsInvalid(subject, [{ path: '', message }], hint);
  }
  const faults: ChatTokenIssue[] = [];
  for (const path of Object.keys(constants)) {
    if (given[path] === constants[path]) continue;
    faults.push({ path, message: `must be ${JSON.stringify(constants[path])}` });
  }
  const isOfUser = (name: string): boolean =>
    !isTimeClaim(name) && !Object.hasOwn(constants, name) && !isUnnamed(name, registeredClaims);
  const user = bare<OwnProperties>({});
  for (const name of Object.keys(given)) {
    if (isOfUser(name)) user[name] = given[name];
  }
  try {
    // The schema accepts its own output, as the vendor's definition promises. It gets an object with
    // a prototype, which another library's may want.
    const checked = vendor.claims({ ...user } as User);
    if (!isSome(faults)) return checked;
  } catch (error) {
    if (!isSome(faults) || !isChatTokenError(error, 'ERR_CLAIMS_INVALID')) throw error;
    faults.push(...(error.issues ?? []));
  }
  throw claimsInvalid(subject, faults, hint);
}
