import type { WithoutNull } from '../../contract/vendor.ts';

/**
 * A company of the user, with custom attributes next to these members. `id` or `companyId` is required:
 * article 5257986 and the package `featurebase-js` sign `id`, article 6151321 signs `companyId`. Which one
 * Featurebase reads is not documented beyond that.
 *
 * Source: Featurebase Help, articles 5257986 and 6151321, and the README of `featurebase-js`.
 */
export interface FeaturebaseCompany {
  /** The company's id in your system. A string, not blank. */
  readonly id?: string | null | undefined;
  /** The same under its other name. */
  readonly companyId?: string | null | undefined;
  /** The company's name. */
  readonly name: string;
  /** What the company pays each month. */
  readonly monthlySpend?: number | null | undefined;
  /** When the company signed up, as a string in ISO 8601: `new Date(…).toISOString()`. */
  readonly createdAt?: string | null | undefined;
}

/** Custom attributes of the company, by name: strings, finite numbers or booleans. */
export type FeaturebaseCompanyAttributes = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/**
 * The user, for Featurebase. `userId` or `email` is required, and Featurebase recommends both. Custom
 * attributes go next to these members; `customFields` is only on an older page and is not part of this
 * contract. `null` in an optional member or an attribute means that it is left out.
 *
 * Source: Featurebase Help, article 5257986, and the README of `featurebase-js`.
 */
export interface FeaturebaseUser {
  /**
   * The user's id in your system. A string, not blank: whether a number works in a token is not
   * documented. No maximum length is documented.
   */
  readonly userId?: string | null | undefined;
  /** The user's email address. */
  readonly email?: string | null | undefined;
  /** The user's name. */
  readonly name?: string | null | undefined;
  /** The address of the user's picture. */
  readonly profilePicture?: string | null | undefined;
  /** The user's companies. */
  readonly companies?:
    | readonly (FeaturebaseCompany & FeaturebaseCompanyAttributes)[]
    | null
    | undefined;
  /** Names of tags that are configured in Featurebase. */
  readonly tags?: readonly string[] | null | undefined;
  /** The user's language: `en`. */
  readonly locale?: string | null | undefined;
}

/**
 * Custom attributes of the user, by name: strings, finite numbers or booleans. Configure them in Featurebase's
 * dashboard first.
 */
export type FeaturebaseAttributes = Readonly<
  Record<
    string,
    string | number | boolean | null | undefined | FeaturebaseUser[keyof FeaturebaseUser]
  >
>;

/** The claims of a token for Featurebase, without `iat` and `exp`. */
export type FeaturebaseClaims = WithoutNull<FeaturebaseUser> & Readonly<Record<string, unknown>>;
