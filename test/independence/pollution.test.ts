/** While Object.prototype has added members, nothing is signed, verified, inspected or answered. */
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatLogin,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { describe, expect, test } from 'vitest';
import { KNOWN_TOKENS } from '../support/known-tokens.ts';
import {
  hashed,
  KEY_ID,
  NOW,
  OTHER_SECRET,
  polluted,
  refusal,
  SECRET,
} from '../support/support.ts';

const user = { external_id: 'u_1' };
const options = { keyId: KEY_ID, secret: SECRET, now: NOW };
const token = KNOWN_TOKENS.zendesk;
const getUser = () => user;

const fields = { id: 'u_1' };
const hash = await signChatToken(hashed, fields, { secret: SECRET });

const sign = createChatTokenSigner(zendesk, options);
const verify = createChatTokenVerifier(zendesk, options);
const handler = createTokenHandler(zendesk, { ...options, getUser, onError() {} });
const ask = () => handler(new Request('https://www.example.com/api/chat-token'));

const CALLS: Readonly<Record<string, () => unknown>> = {
  signChatToken: () => signChatToken(zendesk, user, options),
  signChatLogin: () => signChatLogin(zendesk, user, options),
  createChatTokenSigner: () => createChatTokenSigner(zendesk, options),
  'a signer': () => sign(user),
  verifyChatToken: () => verifyChatToken(zendesk, token, options),
  'signChatToken, a hash': () => signChatToken(hashed, fields, { secret: SECRET }),
  'verifyChatToken, a hash': () => verifyChatToken(hashed, hash, { secret: SECRET, user: fields }),
  createChatTokenVerifier: () => createChatTokenVerifier(zendesk, options),
  'a verifier': () => verify(token),
  inspectChatToken: () => inspectChatToken(token, options),
  createTokenHandler: () => createTokenHandler(zendesk, { ...options, getUser }),
};

/** Options, claims, header members, and what JavaScript and WebCrypto read from any object. */
// biome-ignore format: a list
const NAMES = [
  'secret', 'keyId', 'keys', 'allowShortSecret', 'expiresIn', 'now', 'clockTolerance',
  'requireExpiry', 'maxTokenLength', 'vendor', 'getUser', 'alg', 'typ', 'kid', 'crit', 'b64',
  'scope', 'exp', 'nbf', 'sub', 'external_id', 'email', 'hash', 'name', 'length', 'usages', 'then',
  'toJSON', 'value', 'writable', 'code', 'issues', 'claims', 'status', '0', '1', '2', 'anything',
];
const VALUES = ['x', { secret: OTHER_SECRET }, undefined];

describe.each(Object.entries(CALLS))('%s', (_, call) => {
  test.each(NAMES)('rejects an added %s, and works again without it', async (name) => {
    for (const value of VALUES) {
      const [error] = await polluted({ [name]: value }, () => caught(call));
      expect(error).toHaveProperty('code', 'ERR_PROTOTYPE_POLLUTED');
      expect(error).toHaveProperty('hint');
    }
    await call();
  });
});

/** Returns what a call throws, in a list: `polluted` awaits its result, and that may have a `then`. */
async function caught(call: () => unknown): Promise<unknown[]> {
  try {
    await call();
  } catch (error) {
    return [error];
  }
  return [];
}

test.each(NAMES)('a handler answers with the code while %s is added', async (name) => {
  for (const value of VALUES) {
    const response = await polluted({ [name]: value }, ask);
    expect(response.status).toBe(500);
    expect(await response.json()).toStrictEqual({ error: 'ERR_PROTOTYPE_POLLUTED' });
  }
  expect((await ask()).status).toBe(200);
});

test('the verifier rejects what was added after its first token', async () => {
  await verify(token);
  const forged = `${token.slice(0, -9)}${'A'.repeat(9)}`;
  const [error] = await polluted({ 2: [1] }, () => caught(() => verify(forged)));
  expect(error).toHaveProperty('code', 'ERR_PROTOTYPE_POLLUTED');
  await refusal(() => verify(forged), 'ERR_SIGNATURE_INVALID');
});

test('added members never become claims, whatever the order of the members', async () => {
  const outOfOrder = { name: 'N', external_id: 'u_1' };
  const claims = await polluted({ email: 'x@example.com', email_verified: true }, () =>
    zendesk.claims(outOfOrder),
  );
  expect(claims).toStrictEqual({ scope: 'user', external_id: 'u_1', name: 'N' });
});

test('members that are added while a verifier waits for its keys are noticed', async () => {
  const keys = async () => {
    Reflect.set(Object.prototype, 'email', 'x@example.com');
    return [{ keyId: KEY_ID, secret: SECRET }];
  };
  try {
    const { code } = await verifyChatToken(zendesk, token, { keys, now: NOW }).catch(
      (error) => error,
    );
    expect(code).toBe('ERR_PROTOTYPE_POLLUTED');
  } finally {
    Reflect.deleteProperty(Object.prototype, 'email');
  }
});
