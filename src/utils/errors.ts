/**
 * What went wrong, as a stable name. The code is the interface: messages and hints are for people
 * and may change in any release.
 *
 * | code | meaning |
 * | --- | --- |
 * | `ERR_OPTION_INVALID` | an option, a vendor definition or the runtime cannot be used |
 * | `ERR_SECRET_INVALID` | the secret is missing, damaged, a placeholder, too short or no HS256 key |
 * | `ERR_KEY_ID_MISSING` | the vendor wants a `kid`, and there is none |
 * | `ERR_CLAIMS_INVALID` | the user or the token's claims break the vendor's contract; see `issues` |
 * | `ERR_TOKEN_TOO_LARGE` | the token is longer than `maxTokenLength`, or than 88,064 characters |
 * | `ERR_TOKEN_MALFORMED` | not a compact JWS with a JSON header and payload, or it carries `crit` |
 * | `ERR_ALGORITHM_REJECTED` | the header's `alg` is not `HS256` |
 * | `ERR_KEY_UNKNOWN` | no configured key may verify this token |
 * | `ERR_SIGNATURE_INVALID` | no configured key made this signature |
 * | `ERR_TOKEN_EXPIRED` | `exp` has passed |
 * | `ERR_TOKEN_NOT_YET_VALID` | `nbf` has not come |
 * | `ERR_ENDPOINT_FAILED` | in a page: the endpoint gave no token that can be used |
 * | `ERR_USER_CHANGED` | in a page: the endpoint gave the token of another user than before |
 * | `ERR_WIDGET_FAILED` | in a page: the widget did not take the token, or did not log out |
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
  | 'ERR_ENDPOINT_FAILED'
  | 'ERR_USER_CHANGED'
  | 'ERR_WIDGET_FAILED';

/** One fault in a user or in a token's claims. */
export interface ChatTokenIssue {
  /**
   * Where, in the notation of JavaScript: `agentData[3].currency`. Empty for the value as a whole.
   * A key that does not look like a name (an e-mail address, say) is shown as `["…"]`.
   */
  readonly path: string;
  /** What is wrong there. Never holds the value. */
  readonly message: string;
}

/** What a {@link ChatTokenError} is made of, beside its code and message. */
export interface ChatTokenErrorDetails {
  /** What to do about it. */
  readonly hint?: string;
  /** Each fault, for `ERR_CLAIMS_INVALID`. */
  readonly issues?: readonly ChatTokenIssue[];
  /** Only what a function of the caller's own threw: `keys`, or a vendor's `script`. */
  readonly cause?: unknown;
}

/**
 * The one error that this package throws. It never holds a secret, a token or a value of a user,
 * so it can be logged as it is.
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
  /** What to do about it, where there is something to say. */
  declare readonly hint?: string;
  /** Each fault with its path, for `ERR_CLAIMS_INVALID`; at most 100. */
  declare readonly issues?: readonly ChatTokenIssue[];

  constructor(code: ChatTokenErrorCode, message: string, details: ChatTokenErrorDetails = {}) {
    // Own members only: nothing that somebody put on Object.prototype shows up in an error.
    const own: ChatTokenErrorDetails & { __proto__: null } = { __proto__: null, ...details };
    super(message, own);
    this.code = code;
    if (own.hint !== undefined) this.hint = own.hint;
    if (own.issues !== undefined) this.issues = own.issues;
  }

  /** `ChatTokenError`. */
  // An accessor and no field: it must be there when `super()` captures the stack.
  override get name(): string {
    return 'ChatTokenError';
  }

  /** May be assigned, like the name of any error. */
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
 * Whether `error` is a {@link ChatTokenError}, and, where `code` is given, one with that code.
 * Unlike `instanceof` it also knows the errors of another copy of this package.
 *
 * @param error - whatever was thrown
 * @param code - the one code to look for; left out, any will do
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
    return false; // A proxy or getter that throws is none of ours.
  }
}
