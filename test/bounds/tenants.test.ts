import { convrs, createChatTokenSigner, signChatToken } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { NOW } from '../support/support.ts';
import { collectGarbage, heldMegabytes } from './measure.ts';

/** What is held once tokens were signed for so many tenants, each with a secret of its own. */
async function heldAfter(sign: (secret: string) => Promise<string>, from: number, to: number) {
  for (let tenant = from; tenant < to; tenant++) {
    await sign(`secret-of-tenant-${tenant}-7f3a9c1e5b2d8046`);
  }
  collectGarbage();
  return heldMegabytes();
}

/** 10,000 keys hold about 6 MB: as many as are kept. */
const MOST = 12;
/** What a process holds varies a little. */
const NOISE = 2;

describe('tenants, ten thousand and more', () => {
  const user = { userId: 'u' };
  let secretNow = '';
  const signer = createChatTokenSigner(convrs, { keys: () => [{ secret: secretNow }], now: NOW });

  test.each<[string, (secret: string) => Promise<string>]>([
    ['one-shot', (secret) => signChatToken(convrs, user, { secret, now: NOW })],
    [
      'one signer, whose keys are a function',
      (secret) => {
        secretNow = secret;
        return signer(user);
      },
    ],
  ])('%s: what is held is bounded', async (_, sign) => {
    const before = await heldAfter(sign, 0, 100);
    const full = await heldAfter(sign, 100, 10_100);
    const beyond = await heldAfter(sign, 10_100, 30_000);
    expect(full - before).toBeLessThan(MOST);
    expect(beyond - full).toBeLessThan(NOISE);
  });
});
