import type { KeyIdRule } from '../keys/keys.ts';
import { readForeign } from '../schema/foreign.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import {
  type ChatVendorDefinition,
  type FixedClaims,
  isPartyClaim,
  readDefinition,
} from './definition.ts';
import { type ChatVendor, createVendor, reservedClaim } from './vendor.ts';

/**
 * Defines a vendor of your own, so that every function of this package works for it. The built-in
 * vendors can do nothing that yours cannot.
 *
 * @param definition - what the vendor documents about its token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work.
 * @example
 * ```ts
 * import { defineVendor, signChatToken } from 'chat-token';
 * import * as v from 'valibot';
 *
 * const acme = defineVendor({
 *   name: 'acme',
 *   title: 'Acme Chat',
 *   docs: 'https://docs.example.com/chat/identity',
 *   keyId: 'unused',
 *   fixedClaims: { role: 'visitor' },
 *   schema: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
 *   userId: (claims) => claims.visitorId,
 * });
 *
 * const secret = 'k3y-0f-acme-for-this-example';
 * const token = await signChatToken(acme, { visitorId: 'v_1' }, { secret });
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function defineVendor<
  User,
  Shape extends object,
  const KeyId extends KeyIdRule,
  const Fixed extends FixedClaims = Record<never, never>,
>(
  definition: ChatVendorDefinition<User, Shape, KeyId, Fixed>,
): ChatVendor<User, Fixed & Shape, KeyId> {
  const { members, userId, safeMessages } = readDefinition(definition);
  const { schema, fixedClaims, registeredClaims } = members;

  /** Fixed claims, times and registered claims are not the schema's to give. */
  function rejectClaim(path: string): readonly ChatTokenIssue[] {
    const isUnnamed = isPartyClaim(path) && !registeredClaims.includes(path);
    if (!isUnnamed && reservedClaim(path, fixedClaims) === undefined) return [];
    return [{ path, message: 'is a registered claim that this contract does not name' }];
  }

  return createVendor<User, Fixed & Shape, KeyId>(
    members,
    (user) => {
      const checked = readForeign(schema, user, safeMessages);
      if (checked.issues !== undefined) return checked;
      const issues = Object.keys(checked.claims).flatMap(rejectClaim);
      return issues.length > 0 ? { issues } : checked;
    },
    (claims) => {
      try {
        return userId?.(claims);
      } catch {
        return null; // What it threw may quote the user's data.
      }
    },
  );
}
