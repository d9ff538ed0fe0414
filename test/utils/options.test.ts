import {
  createChatTokenSigner,
  createChatTokenVerifier,
  type Jwt,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { hashed, permissive, refusal, SECRET } from '../support/support.ts';

const good = { secret: SECRET };
const HASH = '0'.repeat(64);
const sign = (options: unknown) =>
  signChatToken(permissive, {}, options as Jwt<'optional'>['sign']);

/** Every place that takes options, and an option that it knows. */
const places: [place: string, known: string, call: (options: never) => unknown][] = [
  ['signing', 'expiresIn', sign],
  ['a signer', 'allowShortSecret', (options) => createChatTokenSigner(permissive, options)],
  ['one token', 'expiresIn', (options) => createChatTokenSigner(permissive, good)({}, options)],
  ['verifying', 'requireExpiry', (options) => verifyChatToken(permissive, 'a.b.c', options)],
  ['a verifier', 'keyId', (options) => createChatTokenVerifier(permissive, options)],
  ['one call', 'now', (options) => createChatTokenVerifier(permissive, good)('a', options)],
  ['a login', 'maxTokenLength', (options) => signChatLogin(permissive, {}, options)],
  ['a hash', 'keys', (options) => signChatToken(hashed, { id: 'u_1' }, options)],
  ['verifying a hash', 'user', (options) => verifyChatToken(hashed, HASH, options)],
  ['one hash', 'user', (options) => createChatTokenVerifier(hashed, good)(HASH, options)],
  ['inspection', 'vendor', (options) => inspectChatToken('a.b.c', options)],
];

test.each(places)('%s takes a plain object of known options', async (_place, known, call) => {
  for (const options of [null, SECRET, [good], new Date(), () => good]) {
    const error = await refusal(() => call(options as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('The options must be a plain object');
  }
  const unknown = await refusal(() => call({ colour: 'red' } as never), 'ERR_OPTION_INVALID');
  expect(unknown.message).toContain('The options: colour is not known');
  expect(unknown.hint?.match(/\w+/g)).toContain(known);
});

test('the kind of the value is named', async () => {
  const kinds = {
    null: null,
    'an array': [good],
    'an instance of Date': new Date(),
    'a string': 'x',
  };
  for (const [kind, options] of Object.entries(kinds)) {
    expect((await refusal(() => sign(options))).message).toContain(`got ${kind}`);
  }
});

test('a misspelled option is named with the one that was probably meant', async () => {
  const error = await refusal(() => sign({ ...good, expiresin: 60 }), 'ERR_OPTION_INVALID');
  expect(error.message).toContain('expiresin is not known; did you mean "expiresIn"?');
  expect(error.hint?.match(/\w+/g)?.sort()).toStrictEqual(
    [
      ...['Known', 'names', 'secret', 'keyId', 'keys', 'allowShortSecret'],
      ...['expiresIn', 'now', 'maxTokenLength', 'randomId'],
    ].sort(),
  );
  const nearest = await refusal(() => sign({ ...good, keyd: 'app_1' }));
  expect(nearest.message).toContain('did you mean "keyId"?');
});

test('an unknown option is not named if it may be data', async () => {
  const { message } = await refusal(() => sign({ ...good, [SECRET]: 1 }), 'ERR_OPTION_INVALID');
  expect(message).toContain('["…"] is not known');
});

test('an option that is undefined has its default', async () => {
  const options = { ...good, keyId: undefined, keys: undefined, allowShortSecret: undefined };
  const rest = { expiresIn: undefined, now: undefined, maxTokenLength: undefined };
  await expect(sign({ ...options, ...rest })).resolves.toBeDefined();
});

test.each([
  'expiresIn',
  'now',
  'allowShortSecret',
  'maxTokenLength',
  'keyId',
  'keys',
])('%s is not null', async (name) => {
  const error = await refusal(() => sign({ ...good, [name]: null }), 'ERR_OPTION_INVALID');
  expect(error.message).toContain(name);
});
