/**
 * In characters. The longest token that is signed, inspected or written into a page: what is longer
 * was never meant, and its size must not cost whoever looks at it. Verifying takes far less.
 */
export const LONGEST_TOKEN = 88_064;

/** The longest token that is verified by default: as much as servers take in all headers together. */
export const MAX_TOKEN_LENGTH = 16_384;

/** No value has more faults than this listed: the rest would be noise, and must end. */
export const MAX_ISSUES = 100;

/** 366 days. What is longer was almost always meant in milliseconds. */
export const LONGEST_SECONDS = 31_622_400;
