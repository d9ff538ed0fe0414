/** Oversized tokens: the verdicts. What they cost in time and memory is measured elsewhere. */
import { createChatTokenVerifier, verifyChatToken } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test, vi } from 'vitest';
import { GOOD, SIZE_RECIPES } from '../../support/size-recipes.ts';
import { NOW, permissive, readData, refusal, SECRET } from '../../support/support.ts';

interface SizeCase {
  id: string;
  recipe: string;
  expect: 'reject';
  reasonClass: 'size';
}

// Some of the tokens have 50 million characters, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const options = { secret: SECRET, now: NOW };

describe('size.json', () => {
  const cases = readData<SizeCase[]>('size.json');

  test.each(cases)('$id', async ({ id, ...given }) => {
    expect([given.expect, given.reasonClass]).toStrictEqual(['reject', 'size']);
    const token = SIZE_RECIPES[id]?.();
    if (token === undefined) return expect.fail('There is no recipe for this case.');

    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_TOKEN_TOO_LARGE');
    const verify = createChatTokenVerifier(permissive, options);
    await refusal(() => verify(token), 'ERR_TOKEN_TOO_LARGE');

    const { findings } = await inspectChatToken(token, options);
    expect(`${findings[0]?.severity} ${findings[0]?.code}`).toBe('error TOKEN_TOO_LARGE');
  });

  test('has 11 cases', () => {
    const ids = cases.map(({ id }) => id).sort();
    expect(Object.keys(SIZE_RECIPES).sort()).toStrictEqual(ids);
    expect(ids).toHaveLength(11);
  });

  test('is made from a valid token', async () => {
    await expect(verifyChatToken(permissive, GOOD, options)).resolves.toBeDefined();
  });
});
