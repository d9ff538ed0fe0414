import { optionInvalid, readOptions } from '../utils/options.ts';
import type { ChatVendorAbout } from './definition.ts';

/** The configuration of a vendor: ids, names and numbers. */
export type VendorConfig<Config> = {
  readonly [Name in keyof Config]: string | number | undefined;
};

/** What each member of a configuration is. With `?`, it may be left out. */
export type ConfigKinds<Config> = {
  readonly [Name in keyof Config & string]-?: `${Config[Name] extends number | undefined
    ? 'number'
    : 'string'}${undefined extends Config[Name] ? '?' : ''}`;
};

/** What a configured vendor is called, and what its configuration is. */
export interface ConfiguredVendorAbout<Config extends VendorConfig<Config>>
  extends ChatVendorAbout {
  /**
   * The members of the configuration and what they are: `{ widgetId: 'string', maxMinutes: 'number?' }`. A string
   * must not be blank, and a number must be finite. With `?`, a member may be left out.
   */
  readonly config: ConfigKinds<Config>;
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
  { name, title, docs }: ChatVendorAbout,
  kinds: ConfigKinds<NoInfer<Config>>,
  make: (config: Config) => Vendor,
): ConfiguredVendor<Config, Vendor> {
  const members = Object.entries<string>(kinds);
  const configure = (config: Config) => {
    const names = members.map(([member]) => member);
    const given = readOptions(`The configuration of ${title}`, config, names);
    for (const [member, kind] of members) {
      const value = given[member];
      if (value === undefined && kind.endsWith('?')) continue;
      if (value === undefined) throw optionInvalid(`${member} is missing`, `Call ${call}.`);
      if (kind.startsWith('number')) {
        if (Number.isFinite(value)) continue;
        throw optionInvalid(`${member} must be a finite number`, `Call ${call}.`);
      }
      if (typeof value !== 'string' || value.trim() === '') {
        throw optionInvalid(`${member} must be a string that is not blank`, `Call ${call}.`);
      }
    }
    // The copy has the members of the configuration.
    return make(given as Config);
  };
  const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const required = members.filter(([, kind]) => !kind.endsWith('?')).map(([member]) => member);
  const call = `${camelCase}({ ${required.join(', ')} })`;
  return Object.freeze(Object.assign(configure, { vendorName: name, title, docs, '~call': call }));
}
