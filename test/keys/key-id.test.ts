import {
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  type Jwt,
  jwt,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import { keyIdProblem } from '../../src/keys/key-id.ts';
import { CONSOLE_HINT } from '../../src/keys/text.ts';
import {
  decodeToken,
  definition,
  hashed,
  NOW,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../support/support.ts';
import { forAnyUser } from '../support/vendors.ts';

const ZENDESK_USER = { external_id: 'u_1' };

/** Passes a key to what signs and what verifies, alone and at the second place of a ring. */
function uses(key: object): readonly (() => unknown)[] {
  const one = { now: NOW, ...key } as Jwt<'optional'>['sign'];
  const ring = { now: NOW, keys: [{ secret: OTHER_SECRET }, key] } as Jwt<'optional'>['sign'];
  return [one, ring].flatMap((options) => [
    () => createChatTokenSigner(permissive, options),
    () => createChatTokenVerifier(permissive, options),
  ]);
}

describe('a key id that the vendor requires', () => {
  test.each<[missing: string, options: object]>([
    ['keyId', { secret: SECRET }],
    ['keyId', { secret: SECRET, keyId: '' }],
    ['keyId and secret', {}],
    ['keyId and secret', { secret: '', keyId: undefined }],
    ['keys[1].keyId', { keys: [{ secret: SECRET, keyId: 'app_1' }, { secret: OTHER_SECRET }] }],
    [
      'keys[0].keyId and keys[0].secret and keys[1].secret',
      { keys: [{}, { keyId: 'app_1', secret: '' }] },
    ],
  ])('is missing for signing, with all that is missing: %s', async (missing, options) => {
    for (const action of [
      () => signChatToken(zendesk, ZENDESK_USER, options as Jwt<'required'>['sign']),
      () => createChatTokenSigner(zendesk, options as Jwt<'required'>['sign']),
    ]) {
      const error = await refusal(action, 'ERR_KEY_ID_MISSING');
      expect(error.message).toBe(`Zendesk messaging requires ${missing}`);
      expect(error.hint).toBe(CONSOLE_HINT);
    }
  });

  test.each<[missing: string, options: object]>([
    ['secret', { keyId: 'app_1' }],
    ['secret', { keyId: 'app_1', secret: '' }],
    ['keys[0].secret', { keys: [{ keyId: 'app_1' }] }],
  ])('is not missing if only %s is', async (missing, options) => {
    const sign = () => createChatTokenSigner(zendesk, options as Jwt<'required'>['sign']);
    const error = await refusal(sign, 'ERR_SECRET_INVALID');
    expect(error.message).toBe(`Zendesk messaging requires ${missing}`);
  });

  test('is not needed to verify', () => {
    for (const keyId of [undefined, '']) {
      const key = { secret: SECRET, keyId } as Jwt<'required'>['verify'];
      expect(() => createChatTokenVerifier(zendesk, key)).not.toThrow();
    }
  });
});

test('a key id that the vendor accepts may be left out, but not be empty', async () => {
  for (const action of uses({ secret: SECRET, keyId: undefined })) expect(action).not.toThrow();
  for (const action of uses({ secret: SECRET, keyId: '' })) {
    expect((await refusal(action, 'ERR_OPTION_INVALID')).message).toContain('keyId is empty');
  }
});

describe.each(['required', 'optional'] as const)('a key id that is %s', (rule) => {
  const vendor = defineVendor({ ...definition, token: jwt({ keyId: rule }) });

  test.each([
    'a',
    '0',
    'app_1',
    'app 1',
    'ä/+=',
    '\u{1f511}',
    'production',
    'test-key',
    'PROD_KEY',
    'none',
    'default',
    'my-key',
    'key#1',
    'app_0123456789abcdef01234567',
    '1b671a64-40d5-491e-99b0-da01ff1f3341',
    'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    'https://example.com/keys/1',
    'arn:aws:kms:eu-west-1:1:key/1',
    'did:web:example.com',
    '2026.01',
    'chat-env.v2',
    'environment-2',
    '{3f2504e0-4f89-11d3-9a0c-0305e82c3301}',
    'ssh-prod-key',
  ])('is taken as it is: %j', async (id) => {
    const token = await signChatToken(vendor, {}, { secret: SECRET, keyId: id, now: NOW });
    expect(JSON.parse(decodeToken(token)[0])).toHaveProperty('kid', id);
    await verifyChatToken(vendor, token, { secret: SECRET, keyId: id, now: NOW });
    expect(keyIdProblem(id)).toBeUndefined();
  });

  test.each<[message: string, keyId: unknown]>([
    ['outer white space', ' '],
    ['outer white space', ' app_1'],
    ['outer white space', 'app_1 '],
    ['outer white space', 'app_1\n'],
    ['outer white space', '\u00a0app_1'],
    ['outer white space', 'app_1\u200b'],
    ['line break', 'app_1\\n'],
    ['control or broken characters', 'app_1\0'],
    ['control or broken characters', 'app\n1'],
    ['control or broken characters', 'app\x001'],
    ['control or broken characters', 'app\x7f1'],
    ['control or broken characters', 'app\x851'],
    ['control or broken characters', 'app\ud8001'],
    ['control or broken characters', '\udfffapp'],
    ['in quotation marks', '"app_1"'],
    ['in quotation marks', "'app_1'"],
    ['in quotation marks', '\u201capp_1\u201d'],
    ['starts with NAME=', 'ZENDESK_KEY_ID=app_1'],
    ['starts with NAME=', 'keyId=app_1'],
    ['starts with NAME=', 'kid=app_1'],
    ['followed by a comment', 'app_1 # Zendesk'],
    ['reference', '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/kid/1)'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference that was not replaced
    ['reference', '${ZENDESK_KEY_ID}'],
    ['reference', '{{ key_id }}'],
    ['reference', '$ZENDESK_KEY_ID'],
    ['reference', '%ZENDESK_KEY_ID%'],
    ['reference', 'process.env.ZENDESK_KEY_ID'],
    ['reference', 'op://production/zendesk/key-id'],
    ['reference', '<key id>'],
    ['JSON', '{"keyId":"app_1"}'],
    ['SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5'],
    ['token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['placeholder', 'undefined'],
    ['placeholder', 'null'],
    ['placeholder', '[object Object]'],
    ['placeholder', 'your-key-id'],
    ['placeholder', 'YOUR_KEY_ID'],
    ['placeholder', 'changeme'],
    ['placeholder', 'app_\u2022\u2022\u2022\u2022'],
    ['placeholder', 'app_****'],
    ['placeholder', 'app_xxxxxxxx'],
    ['got a number', 7],
    ['got a number', 0],
    ['got null', null],
    ['got a boolean', true],
    ['got an array', ['app_1']],
    ['got an object', { toString: () => 'app_1' }],
    ['is an await missing', Promise.resolve('app_1')],
  ])('%s: %o', async (message, keyId) => {
    const options = { secret: SECRET, keyId } as Jwt<'required'>['sign'];
    for (const action of [
      () => createChatTokenSigner(vendor, options),
      () => createChatTokenVerifier(vendor, options),
    ]) {
      const error = await refusal(action, 'ERR_OPTION_INVALID');
      expect(error.message).toContain('Acme Chat: keyId ');
      expect(error.message).toContain(message);
    }
    const ring = { keys: [{ secret: SECRET, keyId: 'app_2' }, options] } as Jwt<'required'>['sign'];
    const error = await refusal(() => createChatTokenSigner(vendor, ring), 'ERR_OPTION_INVALID');
    expect(error.message).toContain('Acme Chat: keys[1].keyId ');
  });
});

describe('keyId and secret', () => {
  const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  const RANDOM = 'Fk3-0f_rEpr0duct10n-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_q';
  const ID = 'app_0123456789abcdef01234567';

  test.each<[how: string, secret: unknown, keyId: string, allowShortSecret?: boolean]>([
    ['the same', SECRET, SECRET],
    ['the same, as bytes', Buffer.from(SECRET), SECRET],
    ['the same, and short', 'app_1', 'app_1', true],
    ['a short secret in the key id', 'acme', 'acme-production', true],
    ['the secret behind the key id', SECRET, `app_1:${SECRET}`],
    ['swapped: a prefix and hexadecimal', ID, RANDOM],
    ['swapped, as bytes', Buffer.from(ID), RANDOM],
    ['swapped: a short id', 'app_1', HEX],
    ['swapped: a UUID', '1b671a64-40d5-491e-99b0-da01ff1f3341', HEX],
    ['swapped: base64url', ID, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
    ['swapped: base64', ID, 'NzbLsXh8uDCcd+6MNwXF4W/7noWXFZAfHkxZsRGC9Xs='],
  ])('%s', async (_how, secret, keyId, allowShortSecret) => {
    for (const action of uses({ secret, keyId })) {
      const error = await refusal(action, 'ERR_SECRET_INVALID');
      expect(error.message).toMatch(/^Permissive: (?:keys\[1\]\.)?keyId looks like the secret$/);
      expect(error.hint).toContain('Are keyId and secret swapped?');
      expect(error.message + error.hint).not.toContain(keyId);
    }
    const short = { secret: secret as string, keyId, allowShortSecret };
    await refusal(() => createChatTokenSigner(permissive, short), 'ERR_SECRET_INVALID');
  });

  test.each<[how: string, secret: string, keyId: string]>([
    ['both random', RANDOM, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
    ['both like an id', ID, '1b671a64-40d5-491e-99b0-da01ff1f3341'],
    ['both hexadecimal', HEX, HEX.slice(0, 40)],
    ['a secret with a prefix and much hexadecimal', `sec_${HEX}`, HEX],
    [
      'a secret that is a UUID, and the thumbprint of a key',
      '1b671a64-40d5-491e-99b0-da01ff1f3341',
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    ],
    [
      'a secret that is a UUID, and a name with a year',
      '1b671a64-40d5-491e-99b0-da01ff1f3341',
      'Prod-Chat-Widget-Key-2024',
    ],
    [
      'a secret that is a UUID, and an id of words',
      '1b671a64-40d5-491e-99b0-da01ff1f3341',
      'key-of-production-in-europe',
    ],
    ['a secret that begins with the id', `app_1${SECRET}`, 'app_1'],
  ])('%s are accepted', (_how, secret, keyId) => {
    for (const action of uses({ secret, keyId })) expect(action).not.toThrow();
  });

  test('are not compared for a CryptoKey', async () => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const raw = Buffer.from(SECRET);
    const secret = await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign']);
    expect(() => createChatTokenSigner(permissive, { secret, keyId: SECRET })).not.toThrow();
  });
});

describe('a vendor without key ids', () => {
  test.each<unknown>(['app_1', '', null, 7])('rejects %o', async (keyId) => {
    for (const vendor of [defineVendor(definition), hashed].map(forAnyUser)) {
      const given = { secret: SECRET, keyId, now: NOW };
      for (const action of [
        () => signChatToken(vendor, { id: 'u' }, given),
        () => createChatTokenSigner(vendor, given),
        () => createChatTokenVerifier(vendor, given),
        () =>
          createChatTokenVerifier(vendor, {
            keys: [{ secret: SECRET }, { secret: SECRET, keyId }],
          }),
      ]) {
        const error = await refusal(action, 'ERR_OPTION_INVALID');
        expect(error.message).toMatch(/ uses no keyId$|now is not known/);
      }
    }
  });

  test('takes undefined', () => {
    for (const vendor of [defineVendor(definition), hashed].map(forAnyUser)) {
      expect(() =>
        createChatTokenSigner(vendor, { secret: SECRET, keyId: undefined }),
      ).not.toThrow();
    }
  });
});
