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
import { type KeyIdRule, readKeyId, rejectKeyId } from '../../../src/keys/keys.ts';
import { CONSOLE_HINT } from '../../../src/keys/secret.ts';
import {
  decodeToken,
  definition,
  hashed,
  NOW,
  permissive,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { forAnyUser } from '../../support/vendors.ts';

const TITLE = 'Acme Chat';
const BOTH = ['sign', 'verify'] as const;
const TAKEN: readonly KeyIdRule[] = ['required', 'optional'];
const ZENDESK_USER = { external_id: 'u_1' };

describe('a key id that the vendor requires', () => {
  test.each([undefined, ''])('is missing for signing, and not needed to verify: %j', async (id) => {
    const error = await refusal(
      () => readKeyId('required', id, TITLE, 'sign'),
      'ERR_KEY_ID_MISSING',
    );
    expect(error.message).toBe('Acme Chat requires keyId');
    expect(error.hint).toBe(CONSOLE_HINT);
    expect(readKeyId('required', id, TITLE, 'verify')).toBeUndefined();
  });

  test('is missing in the same way for every function that signs', async () => {
    for (const keyId of [undefined, '']) {
      const key = { secret: SECRET, keyId } as Jwt<'required'>['sign'];
      await refusal(() => signChatToken(zendesk, ZENDESK_USER, key), 'ERR_KEY_ID_MISSING');
      await refusal(() => createChatTokenSigner(zendesk, key), 'ERR_KEY_ID_MISSING');
      expect(() => createChatTokenVerifier(zendesk, key)).not.toThrow();
    }
  });
});

describe('a key id that the vendor accepts', () => {
  test.each(BOTH)('may be left out, but not be empty (%s)', async (use) => {
    expect(readKeyId('optional', undefined, TITLE, use)).toBeUndefined();
    await refusal(() => readKeyId('optional', '', TITLE, use), 'ERR_OPTION_INVALID');
  });

  test('is not empty for the functions either', async () => {
    const empty = { secret: SECRET, keyId: '' };
    for (const action of [
      () => signChatToken(permissive, {}, empty),
      () => verifyChatToken(permissive, 'a.b.c', empty),
    ]) {
      expect((await refusal(action, 'ERR_OPTION_INVALID')).message).toContain('keyId');
    }
  });
});

describe.each(TAKEN)('a key id that is %s', (rule) => {
  test.each(['a', 'app_1', 'app 1', 'ä/+=', '\u{1f511}'])('is taken as it is: %j', async (id) => {
    for (const use of BOTH) expect(readKeyId(rule, id, TITLE, use)).toBe(id);
    const vendor = defineVendor({ ...definition, token: jwt({ keyId: rule }) });
    const token = await signChatToken(vendor, {}, { secret: SECRET, keyId: id, now: NOW });
    expect(JSON.parse(decodeToken(token)[0])).toHaveProperty('kid', id);
  });

  test.each<unknown>([
    ' ',
    ' app_1',
    'app_1 ',
    'app_1\n',
    '\u00a0app_1',
    'app\n1',
    'app\0',
    'app\x7f1',
    'app\x851',
    7,
    0,
    null,
    true,
    ['app_1'],
    { toString: () => 'app_1' },
    Object('app_1'),
  ])('is a string without control characters or outer white space, not %o', async (id) => {
    for (const use of BOTH) {
      const error = await refusal(() => readKeyId(rule, id, TITLE, use), 'ERR_OPTION_INVALID');
      expect(error.message).toBe(
        'keyId must be a string without control characters or outer white space',
      );
      expect(error.hint).toBe(CONSOLE_HINT);
    }
  });
});

describe('a vendor without key ids', () => {
  test.each<unknown>(['app_1', '', null, 7])('rejects %o', async (id) => {
    for (const action of [
      () => rejectKeyId(id, TITLE),
      ...BOTH.map((use) => () => readKeyId('unused', id, TITLE, use)),
    ]) {
      const error = await refusal(action, 'ERR_OPTION_INVALID');
      expect(error.message).toBe('Acme Chat uses no keyId');
    }
  });

  test('takes undefined', () => {
    expect(rejectKeyId(undefined, TITLE)).toBeUndefined();
    for (const use of BOTH) expect(readKeyId('unused', undefined, TITLE, use)).toBeUndefined();
  });

  test('rejects one for signing and for verifying, whether it takes a JWT or a hash', async () => {
    const given = { secret: SECRET, keyId: 'app_1', now: NOW };
    for (const vendor of [defineVendor(definition), hashed].map(forAnyUser)) {
      for (const action of [
        () => signChatToken(vendor, { id: 'u' }, given),
        () => createChatTokenSigner(vendor, given),
        () => createChatTokenVerifier(vendor, given),
        () => createChatTokenVerifier(vendor, { keys: [{ secret: SECRET, keyId: 'app_1' }] }),
      ]) {
        const error = await refusal(action, 'ERR_OPTION_INVALID');
        expect(error.message).toBe(`${vendor.title} uses no keyId`);
      }
    }
  });
});
