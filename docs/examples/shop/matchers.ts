/** Adds the matchers to Vitest: its types here, themselves where a test file imports this one. */
import { type ChatTokenMatchers, chatTokenMatchers } from 'chat-token/testing';
import { expect } from 'vitest';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: Vitest's own words, which a declaration must repeat
  interface Matchers<T = any> extends ChatTokenMatchers<T> {}
}

expect.extend(chatTokenMatchers);
