import { type ConfiguredVendor, createConfiguredVendor } from '../../contract/configured.ts';
import { builtInVendor } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { Jwt, JwtVendor } from '../../formats/jwt/options.ts';
import { object, optional } from '../../schema/structures.ts';
import { identifier, string } from '../../schema/values.ts';

const ABOUT = {
  name: 'acme-cloud',
  title: 'Acme Cloud',
  docs: 'https://docs.example.com/cloud',
} as const;

/**
 * The user, for Acme Cloud.
 *
 * Source: https://docs.example.com/cloud
 */
export interface AcmeCloudUser {
  /** The number of the user's seat. */
  readonly seat: string;
  /** The user's name. */
  readonly full_name?: string | undefined;
}

/**
 * The claims of a token for Acme Cloud, without `iat` and `exp`.
 *
 * Source: https://docs.example.com/cloud
 */
export interface AcmeCloudClaims extends AcmeCloudUser {
  /** The widget. */
  readonly widget: string;
}

/** The configuration of Acme Cloud. */
export interface AcmeCloudConfig {
  /** The id of your widget. */
  readonly widgetId: string;
}

/** Acme Cloud for one widget. */
export type AcmeCloud = JwtVendor<AcmeCloudUser, 'cloud_jwt', Jwt, AcmeCloudClaims>;

/** Acme Cloud, a vendor of the tests that needs configuration. */
export const acmeCloud: ConfiguredVendor<AcmeCloudConfig, AcmeCloud> =
  /* @__PURE__ */ createConfiguredVendor(
    ABOUT,
    { widgetId: 'string' },
    ({ widgetId }: AcmeCloudConfig): AcmeCloud =>
      builtInVendor({
        ...ABOUT,
        user: () => object<AcmeCloudUser>({ seat: identifier(), full_name: optional(string()) }),
        userId: ({ seat }) => seat,
        token: jwtFormat({ fixedClaims: { widget: widgetId } }),
        settings: (_claims, cloud_jwt) => ({ cloud_jwt }),
      }),
  );
