import { isFunction, kindOf } from '../../utils/objects.ts';
import { optionInvalid, readOptions } from '../../utils/options.ts';
import { hashFormat } from './format.ts';
import type { HashFormat } from './options.ts';

/** What a vendor documents about its identity hash. */
export interface HashDefinition<Fields extends object> {
  /**
   * Returns the string that is hashed, from the checked fields: usually the user's id or e-mail address.
   * An empty string is an error, never a hash. Write the type of `fields`: TypeScript cannot infer it here,
   * but checks it against the vendor's user.
   */
  readonly message: (fields: Fields) => string;
}

/**
 * The token format of a vendor that takes an identity hash next to plain fields, for `defineVendor`: an
 * HMAC with SHA-256, in lower-case hexadecimal.
 *
 * @param definition - what the vendor hashes
 * @throws {@link ChatTokenError} `ERR_OPTION_INVALID` for a definition that cannot work. Signing throws the
 *   same if `message` throws or returns no string, and `ERR_CLAIMS_INVALID` without an identifier.
 * @example
 * ```ts
 * import { hmac } from 'chat-token';
 *
 * const token = hmac({ message: (fields: { identifier: string }) => fields.identifier });
 * console.log(token.kind); // hmac
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function hmac<Fields extends object>(
  definition: HashDefinition<Fields>,
): HashFormat<Fields> {
  const { message } = readOptions('hmac', definition, ['message']);
  if (!isFunction(message)) {
    throw optionInvalid('message must be a function', 'It returns the string that is hashed.');
  }
  return hashFormat<Fields>((fields) => {
    let text: unknown;
    try {
      text = Reflect.apply(message, undefined, [fields]);
    } catch {
      // What it threw may quote the user's data.
      throw optionInvalid('message threw an error', 'It must return the string that is hashed.');
    }
    // A field that the user does not have is undefined.
    if (typeof text === 'string' || text === undefined || text === null) return text;
    throw optionInvalid(`message must return a string, got ${kindOf(text)}`, 'Use String(id).');
  });
}
