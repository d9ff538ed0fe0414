import { optionInvalid, readOptions } from '../utils/options.ts';
import type { ChatVendorAbout } from './definition.ts';

/** The configuration of a vendor: ids and names, all of them strings. */
export type VendorConfig<Config> = { readonly [Name in keyof Config]: string };

/** What a configured vendor is called, and what its configuration is. */
export interface ConfiguredVendorAbout<Config extends VendorConfig<Config>>
  extends ChatVendorAbout {
  /** The names of the members of the configuration, each of which is required: `['widgetId']`. */
  readonly config: readonly (keyof Config & string)[];
}

/** A vendor that needs configuration: a function that returns the vendor object. */
export interface ConfiguredVendor<Config, Vendor> {
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

/** Makes a vendor that needs configuration, of parts that were checked. */
// @__NO_SIDE_EFFECTS__
export function createConfiguredVendor<Config extends VendorConfig<Config>, Vendor>(
  { name, title, docs, config: names }: ConfiguredVendorAbout<Config>,
  make: (config: Config) => Vendor,
): ConfiguredVendor<Config, Vendor> {
  const configure = (config: Config) => {
    const given = readOptions(`The configuration of ${title}`, config, names);
    for (const member of names) {
      const value = given[member];
      if (value === undefined) throw optionInvalid(`${member} is missing`, `Call ${call}.`);
      if (typeof value !== 'string' || value.trim() === '') {
        throw optionInvalid(`${member} must be a string that is not blank`, `Call ${call}.`);
      }
    }
    // The copy has the members of the configuration.
    return make(given as Config);
  };
  const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const call = `${camelCase}({ ${names.join(', ')} })`;
  return Object.freeze(Object.assign(configure, { vendorName: name, title, docs, '~call': call }));
}
