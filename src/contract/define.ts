import type { KeyIdRule } from '../keys/keys.ts';
import { readShape } from '../schema/foreign.ts';
import type { ChatTokenIssue } from '../utils/errors.ts';
import {
  type ChatVendorDefinition,
  type FixedClaims,
  isUnnamed,
  readDefinition,
} from './definition.ts';
import { type ChatVendor, createVendor, reserved } from './vendor.ts';

/**
 * Describes a vendor, so that everything in this package works for it. The built-in vendors
 * can do nothing that yours cannot.
 *
 * @param definition - what the vendor documents of its token
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

  /** What the schema must not give: the fixed claims' and the times' values come from elsewhere. */
  function unfit(path: string): readonly ChatTokenIssue[] {
    const isOthers = isUnnamed(path, registeredClaims) || reserved(path, fixedClaims) !== undefined;
    const message = 'is a registered claim that this contract does not name';
    return isOthers ? [{ path, message }] : [];
  }

  return createVendor<User, Fixed & Shape, KeyId>(
    members,
    (value) => {
      const { claims, issues } = readShape(schema, value, safeMessages);
      return { claims, issues: [...issues, ...Object.keys(claims).flatMap(unfit)] };
    },
    (claims) => userId?.(claims),
  );
}
