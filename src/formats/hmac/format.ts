import type { ComposeContext, TokenFormat } from '../../contract/format.ts';
import type { SecretEncoding } from '../../keys/encodings.ts';
import { KEY_OPTIONS, rejectKeyIds } from '../../keys/keys.ts';
import { idProblem } from '../../schema/values.ts';
import { encodeHex } from '../../utils/encoding.ts';
import { claimsInvalid } from '../../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import type { HashFormat } from './options.ts';

/** What differs between vendors besides the string that is hashed. */
export interface HashRules {
  /** Default: the UTF-8 bytes of the secret are the key. */
  readonly secretEncoding?: SecretEncoding | undefined;
  /** Returns whether a string must not be hashed. Needed if the vendor has the same secret for JWTs. */
  readonly isForbidden?: (input: string) => boolean;
}

/** Makes the format of a vendor's identity hash: an HMAC with SHA-256 over the string that `message` returns. */
// @__NO_SIDE_EFFECTS__
export function hashFormat<Fields extends object>(
  message: (fields: Fields) => unknown,
  rules: HashRules = {},
): HashFormat<Fields> {
  return Object.freeze({
    ...hashParts(rules),
    prepare:
      () =>
      (fields: object, { title }: ComposeContext) => ({
        claims: fields,
        // The vendor that this format belongs to checked the fields.
        input: checkInput(message(fields as Fields), title, rules),
        expiresAt: null,
      }),
  });
}

/** What all identity hashes have in common. */
// @__NO_SIDE_EFFECTS__
export function hashParts({ secretEncoding }: HashRules): Omit<TokenFormat, 'prepare'> {
  return {
    kind: 'hmac',
    keyId: 'unused',
    secretEncoding,
    outputEncoding: 'hex',
    maxTokenLength: MAX_TOKEN_LENGTH,
    expiry: null,
    fixedClaims: Object.freeze({}),
    reservedClaims: [],
    overrides: ['now'],
    options: [...KEY_OPTIONS, 'now'],
    readKeyIds: rejectKeyIds,
    complete: (_input, mac) => encodeHex(mac),
  };
}

/** Returns the string to hash, or throws if it identifies no user. */
export function checkInput(input: unknown, title: string, { isForbidden }: HashRules): string {
  // A message may consist of an id and more, on several lines.
  if (typeof input === 'string' && !idProblem(input.trim().replace(/\p{Cc}/gu, ''))) {
    if (!isForbidden?.(input)) return input;
  }
  throw claimsInvalid(
    `Not valid for ${title}`,
    [{ path: '', message: 'has no identifier to hash' }],
    'Pass the id of one user.',
    'the user',
  );
}
