import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { defineVendor } from './define.ts';
import { type ChatVendorAbout, type ChatVendorRules, readAbout } from './definition.ts';
import type { FixedClaims, FormatFamily, FormatFor } from './format.ts';
import type { ChatVendor } from './vendor.ts';

/** What a configured vendor is called, and what its configuration is. */
export interface ConfiguredVendorAbout<Config extends object> extends ChatVendorAbout {
  /** The names of the members of the configuration, each of which is required: `['widgetId']`. */
  readonly config: readonly (keyof Config & string)[];
}

/** A vendor that needs configuration: a function that returns the vendor object. */
export interface ConfiguredVendor<Config extends object, Vendor> {
  /** Returns the vendor object for a configuration. */
  (config: Config): Vendor;
  /** The name of its vendor objects. */
  readonly vendorName: string;
  /** The vendor's own name of the product. */
  readonly title: string;
  /** Address of the vendor's documentation of its token. */
  readonly docs: string;
  /** How it is called, for messages: `acme({ widgetId })`. */
  readonly '~call': string;
}

/**
 * Defines a vendor whose tokens contain configuration: the id of your widget, for example. What comes
 * with a user can never set it.
 *
 * @param about - the vendor's name, title and documentation, and the names of the configuration
 * @param make - returns the rest of the definition for a configuration; called once for each vendor
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work. The function
 *   that it returns throws the same for a configuration with unknown members.
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
 *     config: ['widgetId'],
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
  Config extends object,
  User,
  Shape extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object = { readonly token: string },
>(
  about: ConfiguredVendorAbout<Config>,
  make: (config: Config) => ChatVendorRules<User, Shape, Family, Fixed, Settings>,
): ConfiguredVendor<Config, ChatVendor<User, Fixed & Shape, Settings, FormatFor<Family, User>>> {
  readOptions('The vendor definition', about, ['name', 'title', 'docs', 'config']);
  const { name, title, docs, config: names } = about;
  readAbout(about);
  if (!isFunction(make)) {
    throw optionInvalid(
      'make must be a function',
      'It returns the definition for a configuration.',
    );
  }
  if (!Array.isArray(names) || [...names].some((each: unknown) => typeof each !== 'string')) {
    throw optionInvalid('config must be a list of names', "Such as ['widgetId'].");
  }
  const configure = (config: Config) => {
    const given = readOptions(`The configuration of ${title}`, config, names);
    for (const member of names) {
      if (given[member] === undefined) throw optionInvalid(`${member} is missing`, `Call ${call}.`);
    }
    // The copy has the members of the configuration.
    const rules = make(given as Config);
    return defineVendor<User, Shape, Family, Fixed, Settings>({ ...rules, name, title, docs });
  };
  const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const call = `${camelCase}({ ${names.join(', ')} })`;
  return Object.freeze(Object.assign(configure, { vendorName: name, title, docs, '~call': call }));
}
