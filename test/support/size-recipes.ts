import { forge } from './support.ts';

/**
 * Builds each case of test/data/size.json, which describes them in words. They are functions, because
 * some return fifty megabytes.
 */
export const SIZE_RECIPES: Readonly<Record<string, () => string>> = {
  'sig-1e6': () => signed('A'.repeat(1e6)),
  'sig-1e7': () => signed('A'.repeat(1e7)),
  'sig-5e7': () => signed('A'.repeat(5e7)),
  'dots-1e7': () => '.'.repeat(1e7),
  'token-plus-dots': () => GOOD + '.'.repeat(1e6),
  'header-1e7': () => withHeader(`{"alg":"HS256","x":"${'a'.repeat(1e7)}"}`),
  'header-deep-1e5': () => withHeader(nested(1e5)),
  'header-deep-5e6': () => withHeader(nested(5e6)),
  'kid-1e6': () => withHeader(`{"alg":"HS256","kid":"${'k'.repeat(1e6)}"}`),
  'spaces-1e6': () => ' '.repeat(1e6) + GOOD,
  'nearly-good': () => GOOD + '='.repeat(1e6),
};

/** A valid token, signed with the tests' secret. The recipes add to it. */
export const GOOD: string = forge({ alg: 'HS256' }, { a: 1 });

function signed(signature: string): string {
  return GOOD.slice(0, GOOD.lastIndexOf('.') + 1) + signature;
}

function withHeader(json: string): string {
  return `${Buffer.from(json).toString('base64url')}.e30.AA`;
}

function nested(levels: number): string {
  return `{"alg":"HS256","d":${'['.repeat(levels)}${']'.repeat(levels)}}`;
}
