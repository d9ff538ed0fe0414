import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat, OPTIONAL_EXPIRY } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import {
  list,
  type ObjectRule,
  openObject,
  optional,
  requireOneOf,
} from '../../schema/structures.ts';
import { identifier, number, scalar, string } from '../../schema/values.ts';
import type {
  FeaturebaseAttributes,
  FeaturebaseClaims,
  FeaturebaseCompany,
  FeaturebaseCompanyAttributes,
  FeaturebaseUser,
} from './types.ts';

export type * from './types.ts';

const DOCS = 'https://help.featurebase.app/en/articles/5257986-creating-and-signing-a-jwt';

/**
 * Featurebase with the custom attributes that you use. The compiler then finds misspelled ones.
 *
 * @typeParam Custom - your attributes, as a type (not an interface)
 * @example
 * ```ts
 * import { type Featurebase, featurebase } from 'chat-token';
 *
 * const mine: Featurebase<{ plan: string }> = featurebase;
 * const claims = mine.claims({ userId: 'u_1', plan: 'pro' });
 * ```
 */
export type Featurebase<Custom extends FeaturebaseAttributes = FeaturebaseAttributes> = JwtVendor<
  Readonly<FeaturebaseUser> & Custom,
  'featurebaseJwt',
  Jwt,
  FeaturebaseClaims
>;

/**
 * Featurebase: messenger, feedback and surveys. Custom attributes are allowed; a name that is almost one of
 * `FeaturebaseUser` is rejected as a typo. User data cannot set `role`, which assigns a user role.
 *
 * `secret` is the key from Settings > Access & Security > Security. It is used as a UTF-8 string, without
 * decoding. The token has no key id. The longest lifetime is not documented.
 *
 * @see https://help.featurebase.app/en/articles/5257986-creating-and-signing-a-jwt
 * @example
 * ```ts
 * import { featurebase, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   featurebase,
 *   { userId: 'u_1', email: 'jane@example.com', companies: [{ id: 'c_1', name: 'Acme' }] },
 *   { secret: 'k3y-0f-featurebase-for-this-example' },
 * );
 * ```
 */
export const featurebase: Featurebase = /* @__PURE__ */ builtInVendor({
  name: 'featurebase',
  title: 'Featurebase',
  docs: DOCS,
  user: () =>
    requireOneOf(
      openObject<FeaturebaseUser & Readonly<Record<string, unknown>>, string | number | boolean>(
        {
          userId: optional(identifier()),
          email: optional(string()),
          name: optional(string()),
          profilePicture: optional(string()),
          companies: optional(list(company())),
          tags: optional(list(string())),
          locale: optional(string()),
        },
        scalar(),
        // The registered claims, the privileged one, and what the page passes next to the attributes.
        ['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti', 'role', 'featurebaseJwt', 'userHash'],
      ),
      ['userId', 'email'],
    ),
  userId: ({ userId, email }) => userId ?? email ?? null,
  token: jwtFormat({ fixedClaims: {}, expiry: OPTIONAL_EXPIRY, privilegedClaims: ['role'] }),
  settings: (_claims, featurebaseJwt) => ({ featurebaseJwt }),
});

function company(): ObjectRule<FeaturebaseCompany & FeaturebaseCompanyAttributes> {
  return requireOneOf(
    openObject<FeaturebaseCompany & FeaturebaseCompanyAttributes>(
      {
        id: optional(identifier()),
        companyId: optional(identifier()),
        name: string(),
        monthlySpend: optional(number()),
        createdAt: optional(string()),
      },
      scalar(),
      [],
    ),
    ['id', 'companyId'],
  );
}
