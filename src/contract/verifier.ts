import type { KeyRing } from '../keys/keys.ts';
import type { OwnProperties } from '../utils/objects.ts';
import type { ChatVendor } from './vendor.ts';

/** Verifies the tokens of one format. */
export interface FormatVerifier {
  /** The names of the options for verifying, other than those for keys and `overrides`. */
  readonly options: readonly string[];
  /** The names of the options that can be overridden per token. */
  readonly overrides: readonly string[];
  /** Checks the options of this format, and returns the function that verifies each token. */
  prepare<Claims extends object>(
    vendor: ChatVendor<never, Claims>,
    options: OwnProperties,
    keys: KeyRing,
  ): (token: unknown, now: number, overrides: OwnProperties) => Promise<VerifiedToken<Claims>>;
}

/** A token that was verified, in any format. */
export interface VerifiedToken<Claims> {
  readonly claims: Claims;
  readonly header?: object;
}
