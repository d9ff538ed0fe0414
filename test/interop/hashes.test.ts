/**
 * Identity hashes, computed again with `node:crypto`, Python's `hmac` and Ruby's `OpenSSL::HMAC`: the
 * functions that the vendors' samples use. Both sides accept each other's hashes.
 */
import { chatwoot, defineVendor, hmac, signChatToken, verifyChatToken } from 'chat-token';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { OTHER_SECRET, refusal, SECRET } from '../support/support.ts';
import { forAnyUser, type TestVendor } from '../support/vendors.ts';
import { askForHashes, HASH_PEERS, secretFor } from './peers.ts';
import { idWith, SECRETS, TEXTS } from './values.ts';

/** A vendor of the caller's own that hashes more than one field. */
const own = defineVendor({
  name: 'own',
  title: 'Own',
  docs: 'https://example.com/',
  user: v.strictObject({ id: v.string(), email: v.string() }),
  token: hmac({ message: ({ id, email }: { id: string; email: string }) => `${id}\n${email}` }),
});

interface HashCase {
  readonly name: string;
  readonly vendor: TestVendor;
  readonly user: object;
  /** What is hashed; written down, not asked of the library. */
  readonly message: string;
  readonly secret: string | Uint8Array;
}

const CASES: readonly HashCase[] = [
  ...Object.entries(TEXTS).flatMap(([name, text]) => casesOf(name, text, SECRET)),
  ...Object.entries(SECRETS).flatMap(([name, secret]) =>
    casesOf(`a secret ${name}`, 'Zoë 🌍', secret),
  ),
];

function casesOf(name: string, text: string, secret: string | Uint8Array): HashCase[] {
  return [
    {
      name: `chatwoot: ${name}`,
      vendor: forAnyUser(chatwoot),
      user: { identifier: idWith(text), name: text, email: 'jane@example.com' },
      message: idWith(text),
      secret,
    },
    {
      name: `own: ${name}`,
      vendor: forAnyUser(own),
      user: { id: idWith(text), email: 'jane@example.com' },
      message: `${idWith(text)}\njane@example.com`,
      secret,
    },
  ];
}

describe.each(HASH_PEERS)('$name', (peer) => {
  let hashes: readonly string[];

  beforeAll(() => {
    const hash = CASES.map(({ message, secret }) => ({ message, secret: secretFor(secret) }));
    hashes = askForHashes(peer, { hash }).hash;
  });

  test.each(
    CASES.map((one, index) => [one.name, one, index] as const),
  )('%s', async (_, one, index) => {
    const { vendor, user, secret } = one;
    const hash = hashes[index] ?? expect.fail('no hash');
    expect(await signChatToken(vendor, user, { secret })).toBe(hash);
    const { claims } = await verifyChatToken(vendor, hash, { secret, user });
    expect(claims).toStrictEqual(user);
    const other = { secret: OTHER_SECRET, user };
    await refusal(() => verifyChatToken(vendor, hash, other), 'ERR_SIGNATURE_INVALID');
  });
});
