import { readForeign } from '../schema/foreign.ts';
import { idProblem } from '../schema/values.ts';
import type { Validation } from '../utils/issues.ts';
import { isFunction, isPlainObject, kindOf } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import {
  type ConfiguredVendor,
  type ConfiguredVendorAbout,
  createConfiguredVendor,
  type VendorConfig,
} from './configured.ts';
import {
  type ChatVendorDefinition,
  type ChatVendorRules,
  readAbout,
  readDefinition,
} from './definition.ts';
import type { FixedClaims, FormatFamily, FormatFor, TokenFormat } from './format.ts';
import { type ChatVendor, createVendor } from './vendor.ts';

/**
 * Defines a vendor of your own, so that every function of this package works for it. The built-in
 * vendors can do nothing that yours cannot.
 *
 * @param definition - what the vendor documents about its token
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work.
 * @example
 * ```ts
 * import { defineVendor, jwt, signChatToken } from 'chat-token';
 * import * as v from 'valibot';
 *
 * const acme = defineVendor({
 *   name: 'acme',
 *   title: 'Acme Chat',
 *   docs: 'https://docs.example.com/chat/identity',
 *   user: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
 *   token: jwt({ fixedClaims: { role: 'visitor' } }),
 *   userId: (claims) => claims.visitorId,
 *   settings: (claims, token) => ({ visitor: claims.visitorId, jwt: token }),
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
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object = { readonly token: string },
>(
  definition: ChatVendorDefinition<User, Shape, Family, Fixed, Settings>,
): ChatVendor<User, Fixed & Shape, Settings, FormatFor<Family, User>> {
  const given = readDefinition(definition);
  const { name, title, docs, user: schema, token } = given;
  const idOf = (claims: Fixed & Shape): unknown => {
    try {
      return given.userId?.(claims) ?? null;
    } catch {
      return undefined; // What it threw may quote the user's data.
    }
  };

  return createVendor<User, Fixed & Shape, Settings, FormatFor<Family, User>>({
    name,
    title,
    docs,
    token,
    contract: () => undefined,
    validate: (user) => {
      const checked = rejectReserved(readForeign(schema, user), token);
      if (checked.issues !== undefined) return checked;
      // The schema gives one part and the fixed claims are the other.
      const id = idOf({ ...token.fixedClaims, ...checked.claims } as Fixed & Shape);
      const problem = typeof id === 'string' ? idProblem(id) : undefined;
      if (problem === undefined) return checked;
      return { issues: [{ path: '', message: `has an id that ${problem}` }] };
    },
    userId: idOf,
    // Signing passes what it made too.
    settings: (claims, text) =>
      readSettings(given.settings, claims as Family['made'] & Fixed & Shape, text),
  });
}

/**
 * Defines a vendor whose tokens contain configuration: the id of your widget, for example. What comes
 * with a user can never set it.
 *
 * @param about - the vendor's name, title and documentation, and the names of the configuration
 * @param make - returns the rest of the definition for a configuration; called once for each vendor
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work. The function
 *   that it returns throws the same for a configuration with unknown, missing or blank members.
 * @example
 * ```ts
 * import { defineConfiguredVendor, jwt, signChatToken } from 'chat-token';
 * import * as v from 'valibot';
 *
 * const acme = defineConfiguredVendor(
 *   {
 *     name: 'acme',
 *     title: 'Acme Chat',
 *     docs: 'https://docs.example.com/chat/identity',
 *     config: { widgetId: 'string' },
 *   },
 *   ({ widgetId }: { widgetId: string }) => ({
 *     user: v.strictObject({ visitorId: v.string() }),
 *     token: jwt({ fixedClaims: { widget: widgetId } }),
 *   }),
 * );
 *
 * const vendor = acme({ widgetId: 'w_1' });
 * const secret = 'k3y-0f-acme-for-this-example';
 * const token = await signChatToken(vendor, { visitorId: 'v_1' }, { secret });
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function defineConfiguredVendor<
  Config extends VendorConfig<Config>,
  User,
  Shape extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object = { readonly token: string },
>(
  about: ConfiguredVendorAbout<NoInfer<Config>>,
  make: (config: Config) => ChatVendorRules<User, Shape, Family, Fixed, Settings>,
): ConfiguredVendor<Config, ChatVendor<User, Fixed & Shape, Settings, FormatFor<Family, User>>> {
  readOptions('The vendor definition', about, ['name', 'title', 'docs', 'config']);
  const { name, title, docs, config } = about;
  readAbout(about);
  if (!isFunction(make)) {
    throw optionInvalid(
      'make must be a function',
      'It returns the definition for a configuration.',
    );
  }
  const kinds = readOptions('config', config);
  if (!Object.values(kinds).every((kind) => KINDS.some((each) => each === kind))) {
    throw optionInvalid(
      "config must have 'string', 'number', 'string?' or 'number?' for each member",
      "Such as { widgetId: 'string' }.",
    );
  }
  // The copy has the members that were checked.
  return createConfiguredVendor(about, kinds as typeof config, (given) =>
    defineVendor<User, Shape, Family, Fixed, Settings>({ ...make(given), name, title, docs }),
  );
}

const KINDS = ['string', 'number', 'string?', 'number?'];

/** Rejects claims that are not the schema's to give. */
function rejectReserved(checked: Validation<object>, token: TokenFormat): Validation<object> {
  if (checked.issues !== undefined) return checked;
  const issues = Object.keys(checked.claims)
    .filter((path) => token.ignoredClaims?.includes(path) || token.explain?.(path) !== undefined)
    .map((path) => ({
      path,
      message: 'is a registered claim that this contract does not name',
    }));
  return issues.length > 0 ? { issues } : checked;
}

function readSettings<Claims extends object, Settings extends object>(
  make: ((claims: Claims, token: string) => Settings) | undefined,
  claims: Claims,
  token: string,
): Settings {
  // Without `settings`, Settings is its default.
  if (make === undefined) return { token } as unknown as Settings;
  let settings: unknown;
  try {
    settings = make(claims, token);
  } catch {
    // What it threw may quote the user's data.
    throw optionInvalid('settings threw an error', 'It must return a plain object.');
  }
  if (isPlainObject(settings)) return settings as Settings;
  throw optionInvalid(
    `settings must return a plain object, got ${kindOf(settings)}`,
    'Such as { jwt: token }.',
  );
}
