import type { ChatVendor, ConfiguredVendor } from 'chat-token';
import * as all from 'chat-token';
import { rejectNonVendor } from '../contract/vendor.ts';
import type { VendorExample } from '../vendors/example.ts';
import { EXAMPLES } from '../vendors/examples.ts';
import type { Snippet } from '../vendors/snippet.ts';
import { SNIPPETS } from '../vendors/snippets.ts';

/** Any vendor. Its user is not typed, because it comes from JSON: the vendor checks it. */
export type AnyVendor = ChatVendor<unknown>;

/** Any vendor that needs configuration. It checks its configuration, which comes from JSON too. */
export type AnyConfiguredVendor = ConfiguredVendor<object, AnyVendor>;

/** A vendor of this package, with what `vendors` and `demo` show. */
export interface ListedVendor {
  readonly name: string;
  readonly vendor: AnyVendor | AnyConfiguredVendor;
  readonly example: VendorExample | undefined;
  readonly snippets: readonly Snippet[];
}

/** Lists the vendors among the exports of a module, in alphabetical order. */
export function listVendors(
  exports: object,
  examples: Readonly<Record<string, VendorExample>>,
  snippets: Readonly<Record<string, readonly Snippet[]>>,
): readonly ListedVendor[] {
  return vendorExports(exports)
    .map(([, vendor]) => {
      const name = isVendor(vendor) ? vendor.name : vendor.vendorName;
      return { name, vendor, example: examples[name], snippets: snippets[name] ?? [] };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the exports of a module that are vendors, with their names. */
export function vendorExports(exports: object): [string, AnyVendor | AnyConfiguredVendor][] {
  const entries: [string, unknown][] = Object.entries(exports);
  return entries.flatMap(([name, value]): [string, AnyVendor | AnyConfiguredVendor][] =>
    isVendor(value) || isConfiguredVendor(value) ? [[name, value]] : [],
  );
}

/** Returns whether a value is a vendor object, of this package or your own. */
export function isVendor(value: unknown): value is AnyVendor {
  try {
    rejectNonVendor(value);
    return true;
  } catch {
    return false;
  }
}

/** Returns whether a value is what `defineConfiguredVendor` returns. */
export function isConfiguredVendor(value: unknown): value is AnyConfiguredVendor {
  return (
    typeof value === 'function' &&
    ['vendorName', 'title', '~call'].every((name) => typeof Reflect.get(value, name) === 'string')
  );
}

/** The vendors of this package. */
export const VENDORS: readonly ListedVendor[] = listVendors(all, EXAMPLES, SNIPPETS);

/** Returns the example of a vendor. */
export function exampleOf({ name, example }: ListedVendor): VendorExample {
  if (example === undefined) throw new Error(`The vendor ${name} has no example.`);
  return example;
}

/** Returns the vendor object: that of the example's configuration, if it needs one. */
export function exampleVendor(listed: ListedVendor): AnyVendor {
  const { vendor } = listed;
  return isVendor(vendor) ? vendor : vendor(exampleOf(listed).config ?? {});
}
