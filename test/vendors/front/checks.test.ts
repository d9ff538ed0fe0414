import { front } from 'chat-token';
import { lintClaims } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { named, recognized } from '../../inspect/support.ts';

const u = { email: 'j@example.com' };

test.each<[object, string[]]>([
  [u, []],
  [{ ...u, customFields: { plan: 'pro' } }, []],
  [{ email: 'none' }, ['EMAIL_INVALID at email']],
  [{ email: 'Jane <j@example.com>' }, ['EMAIL_INVALID at email']],
  [{ ...u, chatId: 'x' }, ['OPTION_OF_INIT at chatId']],
  [{ ...u, useDefaultLauncher: false }, ['OPTION_OF_INIT at useDefaultLauncher']],
  [{}, ['CLAIM_INVALID at email']],
  [{ ...u, plan: 'pro' }, ['CLAIM_INVALID at plan']],
  [{ ...u, userHash: 'x' }, ['HASH_IN_FIELDS at userHash']],
])('%j', (fields, findings) => {
  expect(named(lintClaims(front, fields))).toStrictEqual(findings);
});

test('a JWT is never recognized as one for Front Chat', async () => {
  expect(await recognized(u)).toBe('nobody');
});
