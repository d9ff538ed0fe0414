/** What the tests of the fakes share. */
import { UndocumentedError, VendorRejection } from 'chat-token/testing';
import { expect } from 'vitest';
import { NOW_SECONDS } from './support.ts';

/** How a vendor refuses: the status and the text of its answer, where it has one. */
export async function refused(action: () => unknown): Promise<string> {
  const error = await thrown(action);
  if (!(error instanceof VendorRejection)) expect.fail(`no refusal, but ${error}`);
  expect(error.name).toBe('VendorRejection');
  expect(error.answer.source, 'every refusal has its source').toBeTruthy();
  const { status = '', body } = error.answer;
  return `${status} ${body === undefined ? error.message : JSON.stringify(body)}`.trim();
}

/** What a fake does not guess. */
export async function undocumented(action: () => unknown): Promise<string> {
  const error = await thrown(action);
  if (!(error instanceof UndocumentedError)) expect.fail(`no unknown, but ${error}`);
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

/** The texts of a conversation. */
export function textsOf(
  conversation: { readonly messages: readonly { readonly text: string }[] } | undefined,
): string[] {
  return (conversation?.messages ?? []).map(({ text }) => text);
}
