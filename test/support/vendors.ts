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

/** The options for a key: with a key id, if the vendor takes one, and a secret as the vendor writes it. */
export function keyFor<Secret>(
  { token }: TestVendor,
  secret: Secret,
  keyId: string,
): { readonly secret: Secret | string; readonly keyId?: string } {
  const encoding = token.secretEncoding?.name;
  const isText = typeof secret === 'string' && encoding !== undefined;
  const written = isText ? Buffer.from(secret).toString(encoding) : secret;
  return token.keyId === 'unused' ? { secret: written } : { secret: written, keyId };
}

/** The times of a token that is signed with the vendor's default lifetime. */
export function timesOf({ token }: TestVendor, iat: number): { iat: number; exp?: number } {
  const { expiry } = token;
  return expiry?.claim === 'iat' ? { iat } : { iat, exp: iat + (expiry?.default ?? 0) };
}

/** The fields that are sent with an identity hash: the settings without it. */
export function fieldsOf({
  token,
  settings,
}: library.ChatLogin): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== token));
}
