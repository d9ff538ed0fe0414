/** One failure in a process of its own, with the built package: processes.test.ts reads what it prints. */
import { readFileSync } from 'node:fs';
import {
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { connectChat } from 'chat-token/browser';
import { loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { assertExpiresIn, createFake, invalidToken } from 'chat-token/testing';

const [name, how, file] = process.argv.slice(2);
// Neither arguments nor the environment: what Node shows of those would not be the library's.
const { key, user, token, other, payloadIsText, wrongUser } = JSON.parse(
  readFileSync(file, 'utf8'),
);
const now = new Date(1_767_225_600_000);
const damaged = { ...key, secret: `${key.secret}\n` };

const FAILURES = {
  'a signature that does not match': () => verifyChatToken(zendesk, other, { ...key, now }),
  'a token that has expired': () => createChatTokenVerifier(zendesk, key)(token),
  'a payload that is a text': () => verifyChatToken(zendesk, payloadIsText, { ...key, now }),
  'a user who is not valid': () => createChatTokenSigner(zendesk, key)(wrongUser),
  'a damaged secret': () => signChatToken(zendesk, user, damaged),
  'an option for inspecting': () => inspectChatToken(token, { ...key, secret: [key.secret] }),
  'the script for another user': () => loginScript(zendesk, { token, userId: user.email }),
  'a fake that refuses': () =>
    createFake(zendesk, { keys: [key], now })
      .visitor()
      .login(other),
  'an assertion': () => assertExpiresIn(token, '2h'),
  'a wrong token of another kind': () => invalidToken(zendesk, user, user.name, key),
  async 'a handler whose secret is damaged'() {
    const handler = createTokenHandler(zendesk, { getUser: () => user, keys: () => [damaged] });
    throw new Error(await (await handler(new Request('https://www.example.com/'))).text());
  },
  async 'a session whose endpoint fails'() {
    globalThis.addEventListener = () => {};
    const widget = { title: 'x', isReady: () => true, isFor: () => false, login() {} };
    const answer = { token, userId: user.external_id, expiresAt: 2e9, refreshAt: 2e9 };
    const fetch = async () => Response.json(answer);
    const session = connectChat(widget, { endpoint: '/', fetch });
    throw new Error(String(await session.ready));
  },
};

const WAYS = {
  'an unhandled rejection': () => void Promise.resolve().then(FAILURES[name]),
  async 'an uncaught exception'() {
    const error = await Promise.resolve()
      .then(FAILURES[name])
      .catch((thrown) => thrown);
    setTimeout(() => {
      throw error;
    });
  },
  async 'a warning'() {
    const error = await Promise.resolve()
      .then(FAILURES[name])
      .catch((thrown) => thrown);
    process.emitWarning(error);
    // biome-ignore lint/suspicious/noConsole: what it shows of an error is looked for
    console.error(error);
    process.exitCode = 1;
    setTimeout(() => process.exit());
  },
};

if (name === 'list') {
  process.stdout.write(JSON.stringify([Object.keys(FAILURES), Object.keys(WAYS)]));
} else {
  await WAYS[how]();
}
