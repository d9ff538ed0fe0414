/** The longest token that is signed, verified or inspected, in characters, unless an option says otherwise. */
export const MAX_TOKEN_LENGTH = 16_384;

/** The longest lifetime of a token in seconds: 366 days. */
export const MAX_LIFETIME = 31_622_400;

/** The most issues that one error lists. */
export const MAX_ISSUES = 100;

/** The deepest nesting of claims. Deeper than any vendor's; a cycle ends here too. */
export const MAX_DEPTH = 32;

/**
 * The most characters that all strings and free keys of one user may have together. It bounds the work
 * for a user that is too large, also with a large `maxTokenLength`.
 */
export const MAX_CLAIMS_LENGTH = 66_048;

/** The most keys in a ring. Vendors keep at most ten. */
export const MAX_KEYS = 100;

/** The shortest secret in bytes: the shortest that any vendor's documentation shows. */
export const MIN_SECRET_LENGTH = 24;

/** The shortest secret in bytes once it was decoded: half of the key that HS256 asks for. */
export const MIN_DECODED_LENGTH = 16;

/** The longest secret in bytes. A longer one is a file of something else. */
export const MAX_SECRET_LENGTH = 65_536;

/** How many secrets one-shot calls remember. */
export const MAX_REMEMBERED_SECRETS = 1000;

/** The longest secret that is remembered, in characters. */
export const MAX_REMEMBERED_LENGTH = 1024;
