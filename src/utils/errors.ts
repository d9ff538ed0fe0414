/**
 * What went wrong, as a stable name. The code is the API: messages and hints are for people and may
 * change in any release.
 *
 * | code | meaning |
 * | --- | --- |
 * | `ERR_OPTION_INVALID` | an option or a vendor definition cannot be used |
 * | `ERR_SECRET_INVALID` | the secret is missing, damaged, a placeholder, too short or not for HS256 |
 * | `ERR_KEY_ID_MISSING` | the vendor requires a `kid`, and it is missing |
 * | `ERR_CLAIMS_INVALID` | the user or the token's claims break the vendor's contract; see `issues` |
 * | `ERR_TOKEN_TOO_LARGE` | the token is longer than `maxTokenLength` |
 * | `ERR_TOKEN_MALFORMED` | not a compact JWS with a JSON header and payload, or it has `crit` |
 * | `ERR_ALGORITHM_REJECTED` | the header's `alg` is not `HS256` |
 * | `ERR_KEY_UNKNOWN` | no configured key matches the token's `kid` |
 * | `ERR_SIGNATURE_INVALID` | no configured key made this signature |
 * | `ERR_TOKEN_EXPIRED` | `exp` has passed |
 * | `ERR_TOKEN_NOT_YET_VALID` | `nbf` is in the future |
 * | `ERR_RUNTIME_UNSUPPORTED` | the runtime has no `crypto.subtle`, `TextEncoder` or another Web API |
 * | `ERR_CRYPTO_FAILED` | WebCrypto failed, although the key is right; the next call may succeed |
 * | `ERR_PROTOTYPE_POLLUTED` | `Object.prototype` has added members, so no result could be trusted |
 * | `ERR_ENDPOINT_FAILED` | in a page: the endpoint returned no usable token |
 * | `ERR_USER_CHANGED` | in a page: the endpoint returned the token of another user |
 * | `ERR_WIDGET_FAILED` | in a page: the widget rejected the token, or did not log out |
 */
export type ChatTokenErrorCode =
  | 'ERR_OPTION_INVALID'
  | 'ERR_SECRET_INVALID'
  | 'ERR_KEY_ID_MISSING'
  | 'ERR_CLAIMS_INVALID'
  | 'ERR_TOKEN_TOO_LARGE'
  | 'ERR_TOKEN_MALFORMED'
  | 'ERR_ALGORITHM_REJECTED'
  | 'ERR_KEY_UNKNOWN'
  | 'ERR_SIGNATURE_INVALID'
  | 'ERR_TOKEN_EXPIRED'
  | 'ERR_TOKEN_NOT_YET_VALID'
  | 'ERR_RUNTIME_UNSUPPORTED'
  | 'ERR_CRYPTO_FAILED'
  | 'ERR_PROTOTYPE_POLLUTED'
  | 'ERR_ENDPOINT_FAILED'
  | 'ERR_USER_CHANGED'
  | 'ERR_WIDGET_FAILED';

/** One thing that is wrong with a user or a token's claims. */
export interface ChatTokenIssue {
  /**
   * The path, written as in JavaScript: `agentData[3].currency`. Empty for the value as a whole. A key
   * that does not look like a name (an e-mail address, for example) is shown as `["…"]`.
   */
  readonly path: string;
  /** What is wrong there. Never contains the value. */
  readonly message: string;
}

/** The vendor's own reason for a failed login, as far as its script says one. */
export interface VendorError {
  /** The kind of error, such as `LoginFailedError`. */
  readonly type?: string;
  /** Why the login failed. */
  readonly reason?: string;
  /** A code of the vendor. */
  readonly code?: string;
  /** A message of the vendor. */
  readonly message?: string;
}

/** What a {@link ChatTokenError} has besides its code and message. */
export interface ChatTokenErrorDetails {
  /** What to do about it. */
  readonly hint?: string;
  /** Each issue, for `ERR_CLAIMS_INVALID`. */
  readonly issues?: readonly ChatTokenIssue[];
  /** The vendor's own reason, for `ERR_WIDGET_FAILED`. */
  readonly vendorError?: VendorError;
  /** The error that the caller's own `keys` function threw. */
  readonly cause?: unknown;
}

/**
 * The one error class of this package. It never contains a secret, a token or a user's value, so it
 * is safe to log.
 *
 * @example
 * ```ts
 * import { isChatTokenError, khoros } from 'chat-token';
 *
 * try {
 *   khoros.claims({ userId: '' });
 * } catch (error) {
 *   if (isChatTokenError(error, 'ERR_CLAIMS_INVALID')) console.error(error.message, error.issues);
 * }
 * ```
 */
export class ChatTokenError extends Error {
  /** What went wrong, as a stable name. */
  readonly code: ChatTokenErrorCode;
  /** What to do about it. */
  declare readonly hint?: string;
  /** Each issue with its path, for `ERR_CLAIMS_INVALID`; at most 100. */
  declare readonly issues?: readonly ChatTokenIssue[];
  /**
   * The vendor's own reason for a failed login, for `ERR_WIDGET_FAILED`: strings of at most 200
   * characters. Tokens, email addresses and the values of the login are replaced by `…`.
   */
  declare readonly vendorError?: VendorError;

  constructor(code: ChatTokenErrorCode, message: string, details: ChatTokenErrorDetails = {}) {
    super(message, details);
    this.code = code;
    Object.assign(this, details);
  }

  /** `ChatTokenError`. */
  // An accessor, not a field: `super()` needs it when it captures the stack.
  override get name(): string {
    return 'ChatTokenError';
  }

  /** Can be assigned, like the name of any error. */
  override set name(value: string) {
    Object.defineProperty(this, 'name', { value, configurable: true, writable: true });
  }
}

/** A {@link ChatTokenError} whose code is known. */
export type ChatTokenErrorOf<Code extends ChatTokenErrorCode> = ChatTokenError & {
  /** What went wrong. */
  readonly code: Code;
};

/**
 * Returns whether `error` is a {@link ChatTokenError}, with the given `code` if there is one. Unlike
 * `instanceof`, it also recognizes the errors of another copy of this package.
 *
 * @param error - anything that was thrown
 * @param code - the code to look for. Default: any code
 * @example
 * ```ts
 * import { isChatTokenError, verifyChatToken, zendesk } from 'chat-token';
 *
 * const keys = [{ keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' }];
 * const result = await verifyChatToken(zendesk, 'not.a.token', { keys }).catch((error) => {
 *   if (isChatTokenError(error, 'ERR_TOKEN_MALFORMED')) return null;
 *   throw error;
 * });
 * ```
 */
export function isChatTokenError<Code extends ChatTokenErrorCode = ChatTokenErrorCode>(
  error: unknown,
  code?: Code,
): error is ChatTokenErrorOf<Code> {
  if (typeof error !== 'object' || error === null) return false;
  try {
    const { name, code: its }: { readonly name?: unknown; readonly code?: unknown } = error;
    return (
      name === 'ChatTokenError' && (code === undefined ? typeof its === 'string' : its === code)
    );
  } catch {
    return false; // A getter of a foreign error threw.
  }
}
