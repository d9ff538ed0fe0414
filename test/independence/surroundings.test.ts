/** Outcomes do not depend on Object.prototype, and nothing reaches out; test/slow/ tries every name. */
import { expect, test } from 'vitest';
import { PLATFORM, runChild, unexplained } from './surroundings.ts';

/** Names of options, keys, claims, header members, definitions and results. */
// biome-ignore format: a list
const NAMES = [
  'secret', 'keyId', 'keys', 'allowShortSecret', 'expiresIn', 'expiresAt', 'now', 'clockTolerance',
  'requireExpiry', 'maxTokenLength', 'vendor', 'token', 'endpoint', 'nonce', 'origins', 'getUser',
  'onError', 'alg', 'typ', 'kid', 'scope', 'iat', 'exp', 'nbf', 'sub', 'userId', 'external_id',
  'email', 'name', 'userData', 'agentData', 'type', 'label', 'fields', 'fixedClaims', 'schema',
  'registeredClaims', 'lifetime', 'default', 'max', 'script', 'issues', 'path', 'message', 'hint',
  'code', 'claims', 'header', 'then', 'toJSON', 'status', 'headers',
];

test('outcomes stay the same on a polluted Object.prototype and in a closed, frozen realm', {
  timeout: 120_000,
}, async () => {
  const values = ['x', { secret: 'another-secret-that-did-not-sign-it' }];
  const { cases, changes, touched, frozen } = await runChild([...NAMES, ...PLATFORM], values);
  expect(cases).toBeGreaterThan(100);
  expect(unexplained(changes)).toStrictEqual([]);
  expect(touched).toStrictEqual([]);
  // Fakes keep plain objects: they run in tests, where nobody freezes what is polluted.
  expect(frozen.filter((line) => !line.startsWith('fake: '))).toStrictEqual([]);
});
