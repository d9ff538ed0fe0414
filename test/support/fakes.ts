/** Helpers for the tests of the fakes. */
import { UndocumentedError, VendorRejection } from 'chat-token/testing';
import { expect } from 'vitest';
import { NOW_SECONDS } from './support.ts';

/** Returns how a vendor rejects: the status and body of its answer, or the message. */
export async function refused(action: () => unknown): Promise<string> {
  const error = await thrown(action);
  if (!(error instanceof VendorRejection)) expect.fail(`no rejection, but ${error}`);
  expect(error.name).toBe('VendorRejection');
  expect(error.answer.source, 'every rejection has its source').toBeTruthy();
  const { status = '', body } = error.answer;
  return `${status} ${body === undefined ? error.message : JSON.stringify(body)}`.trim();
}

/** Returns what is not documented, so that a fake does not guess it. */
export async function undocumented(action: () => unknown): Promise<string> {
  const error = await thrown(action);
  if (!(error instanceof UndocumentedError)) expect.fail(`no UndocumentedError, but ${error}`);
  expect(error.name).toBe('UndocumentedError');
  expect(error.message).toContain(error.vendor);
  expect(error.message).toContain(error.unknown);
  return error.unknown;
}

async function thrown(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Claims about time: issued now, valid for an hour. */
export const TIMES = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };

/** Returns the texts of a conversation. */
export function textsOf(
  conversation: { readonly messages: readonly { readonly text: string }[] } | undefined,
): string[] {
  return (conversation?.messages ?? []).map(({ text }) => text);
}
