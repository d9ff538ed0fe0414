/** The matchers in both test runners, and what they say. */
import { stripVTControlCharacters } from 'node:util';
import { type ChatTokenMatchers, chatTokenMatchers } from 'chat-token/testing';
import { expect as jest } from 'expect';
import { expect as vitest } from 'vitest';
// Vitest's types, as a user has them.
import '../../docs/examples/shop/matchers.ts';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends ChatTokenMatchers<R> {}
}

jest.extend(chatTokenMatchers);

type Check = (token: unknown) => ChatTokenMatchers & { readonly not: ChatTokenMatchers };

interface Runner {
  readonly runner: string;
  readonly check: Check;
  /** Its own matcher for texts with a part. */
  readonly containing: (text: string) => { asymmetricMatch(value: unknown): boolean };
  readonly objectContaining: (object: Record<string, unknown>) => {
    asymmetricMatch(value: unknown): boolean;
  };
}

export const RUNNERS: readonly Runner[] = [
  {
    runner: 'vitest',
    check: vitest,
    containing: (text) => vitest.stringContaining(text),
    objectContaining: (object) => vitest.objectContaining(object),
  },
  {
    runner: 'jest',
    check: jest,
    containing: (text) => jest.stringContaining(text),
    objectContaining: (object) => jest.objectContaining(object),
  },
];

/** What a matcher or an assertion says when it fails, without colours. */
export async function complaint(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Error) return stripVTControlCharacters(error.message);
  }
  return vitest.fail('it did not fail');
}
