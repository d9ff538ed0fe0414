import { channelTalk } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { memberId: 'lucas' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, profile: { email: 'lucas@example.com' } }, []],
  [{ ...u, profile: { email: 'none' } }, ['EMAIL_NOT_ADDRESS at profile.email']],
  [{ ...u, profile: 'none' }, ['CLAIM_INVALID at profile']],
  [{ ...u, pluginKey: 'x' }, ['PLUGIN_KEY_IN_FIELDS at pluginKey']],
  [{}, ['CLAIM_INVALID at memberId']],
  [{ memberId: 42 }, ['ID_NOT_STRING at memberId']],
  [{ memberId: 'lucas@example.com' }, ['ID_IS_EMAIL at memberId']],
  [{ ...u, memberHash: 'x' }, ['HASH_IN_FIELDS at memberHash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(channelTalk, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Channel Talk', async () => {
  expect(await recognized({ memberId: 'lucas' })).toBe('nobody');
});
