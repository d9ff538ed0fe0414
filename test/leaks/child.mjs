/** Fails in every way that an uncaught error can show itself: processes.test.ts reads what is printed. */
import { readFileSync } from 'node:fs';
import { chatwoot, signChatLogin, signChatToken, verifyChatToken, zendesk } from 'chat-token';
import { connectChat } from 'chat-token/browser';
import { loginScript, zendeskWidget } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { assertExpiresIn, createFake, invalidToken } from 'chat-token/testing';

const { key, user, token, login, hash, fields, ofAnotherSecret, payloadIsText, invalidUser } =
  JSON.parse(readFileSync(process.argv[2], 'utf8'));
const now = new Date(1_767_225_600_000);
const damaged = { ...key, secret: `${key.secret}\n` };

const FAILURES = [
  () => verifyChatToken(zendesk, ofAnotherSecret, { ...key, now }),
  () => verifyChatToken(zendesk, token, key),
  () => verifyChatToken(zendesk, payloadIsText, { ...key, now }),
  () => signChatToken(zendesk, invalidUser, key),
  () => signChatToken(zendesk, user, damaged),
  () => inspectChatToken(token, { ...key, secret: [key.secret] }),
  () => loginScript(zendeskWidget, { ...login, vendor: 'other', endpoint: '/' }),
  () =>
    verifyChatToken(chatwoot, hash, { secret: key.secret, user: { ...fields, identifier: '1' } }),
  () => signChatLogin(chatwoot, { ...fields, identifier_hash: hash }, { secret: key.secret }),
  () =>
    createFake(zendesk, { keys: [key], now })
      .visitor()
      .login(ofAnotherSecret),
  () => assertExpiresIn(token, '2h'),
  () => invalidToken(zendesk, user, user.name, key),
  async () => {
    const handler = createTokenHandler(zendesk, { getUser: () => user, keys: () => [damaged] });
    throw new Error(await (await handler(new Request('https://www.example.com/'))).text());
  },
  async () => {
    globalThis.addEventListener = () => {};
    const widget = { vendor: 'other', title: 'x', isReady: () => true, login() {} };
    const fetch = async () => Response.json(login);
    throw new Error(String(await connectChat(widget, { endpoint: '/', fetch }).ready));
  },
];

const errors = [];
for (const failure of FAILURES) {
  const error = await Promise.resolve()
    .then(failure)
    .catch((thrown) => thrown);
  errors.push(error);
  void Promise.reject(error);
  process.emitWarning(error);
  // biome-ignore lint/suspicious/noConsole: what the console shows of an error is under test
  console.error(error);
}
setTimeout(() => {
  throw new AggregateError(errors, 'all of them');
});
