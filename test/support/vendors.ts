/** All vendors of the package with their examples, for tests that take each of them. */
import * as library from 'chat-token';
import type { VendorExample } from '../../src/vendors/example.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';

/** A vendor for any user: the compiler does not know which user belongs to it. */
export type TestVendor = library.ChatVendor<unknown>;

/** A vendor and its `example.json`. */
export interface ExampleVendor {
  readonly vendor: TestVendor;
  readonly example: VendorExample;
}

/** All vendors that the library exports. One that needs configuration gets that of its example. */
export const VENDORS: readonly ExampleVendor[] = Object.values<unknown>(library).flatMap(
  (exported) => {
    const example = exampleOf(exported);
    if (example === undefined) return [];
    const vendor: unknown =
      typeof exported === 'function'
        ? Reflect.apply(exported, undefined, [example.config])
        : exported;
    return isVendor(vendor) ? [{ vendor, example }] : [];
  },
);

function exampleOf(exported: unknown): VendorExample | undefined {
  const of = Object(exported);
  return EXAMPLES[typeof of === 'function' ? of.vendorName : of.name];
}

/** A vendor as one for any user. */
export function forAnyUser(vendor: unknown): TestVendor {
  if (isVendor(vendor)) return vendor;
  throw new Error('not a vendor');
}

function isVendor(value: unknown): value is TestVendor {
  return typeof value === 'object' && value !== null && 'token' in value && 'claims' in value;
}

/** The options for a key: with a key id, if the vendor takes one. */
export function keyFor<Secret>(
  { token }: TestVendor,
  secret: Secret,
  keyId: string,
): { readonly secret: Secret; readonly keyId?: string } {
  return token.keyId === 'unused' ? { secret } : { secret, keyId };
}
