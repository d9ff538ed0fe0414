import { zendesk, zendeskChat } from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  type Case,
  findingsOf,
  HEADER,
  HEADER_WITH_KID,
  inspect,
  of,
  recognized,
} from '../../inspect/support.ts';
import { forge, NOW_SECONDS } from '../../support/support.ts';

const EMAIL = 'j@example.com';
const u = { name: 'Jane', email: EMAIL, external_id: 'user-1' };
const iat = NOW_SECONDS;

function ofChat(claims: object, header: object = HEADER): Case {
  const token = forge(header, { ...u, iat, exp: iat + 420, ...claims });
  return of(token, { vendor: zendeskChat });
}

test.each<[object, string[]]>([
  [{}, []],
  [{ exp: undefined }, ['EXP_RECOMMENDED at exp']],
  [{ exp: iat + 421 }, ['EXP_BEYOND_MAX at exp']],
  [{ iat: undefined }, ['IAT_MISSING at iat']],
  [{ iat: undefined, exp: undefined }, ['IAT_MISSING at iat', 'EXP_RECOMMENDED at exp']],
  [{ iat: iat * 1000 }, ['TIME_IN_MILLISECONDS at iat']],
  [{ name: undefined }, ['CLAIM_INVALID at name']],
  [{ email: undefined }, ['CLAIM_INVALID at email']],
  [{ email: '' }, ['EMAIL_NOT_ADDRESS at email']],
  [{ email: 'josé@example.com' }, ['EMAIL_ACCENTED at email']],
  [{ email: 'jose\u0301@example.com' }, ['EMAIL_ACCENTED at email']],
  [{ email: '密@example.com' }, []],
  [{ name: 'José' }, []],
  [{ external_id: undefined }, ['EXTERNAL_ID_MISSING at external_id']],
  [{ external_id: 'user_1-A' }, []],
  [{ external_id: 'a b' }, ['EXTERNAL_ID_CHARACTERS at external_id']],
  [{ external_id: EMAIL }, ['EXTERNAL_ID_CHARACTERS at external_id']],
  [{ external_id: ' ' }, ['CLAIM_INVALID at external_id']],
  [{ external_id: 42 }, ['ID_NOT_STRING at external_id']],
  [{ external_id: 'null' }, ['ID_PLACEHOLDER at external_id']],
  [{ external_id: 'anonymous' }, ['ID_SHARED at external_id']],
  [{ jti: 'a1' }, ['PRODUCT_SIGN_ON_OR_HELP_CENTER at jti']],
])('%j', async (claims, findings) => {
  expect(await findingsOf(ofChat(claims))).toStrictEqual(findings);
});

test.each<[object, string]>([
  [{ scope: 'user' }, 'PRODUCT_MESSAGING at scope'],
  [{ email_verified: true }, 'PRODUCT_MESSAGING at email_verified'],
  [{ scope: 'user', jti: 'a1' }, 'PRODUCT_MESSAGING at scope'],
])('%j is first of all %s', async (claims, first) => {
  expect((await findingsOf(ofChat(claims)))[0]).toBe(first);
});

test('a key id is not used', async () => {
  const codes = await findingsOf(ofChat({}, HEADER_WITH_KID));
  expect(codes).toStrictEqual(['KID_UNUSED at header.kid']);
});

describe('whose token it is', () => {
  const OWN = 'zendesk-chat: it has only iat, name, email and external_id';

  test.each<[object, string, object?]>([
    [u, OWN],
    [{ ...u, exp: iat + 420 }, OWN],
    // Longer, or with a kid, it is a token for messaging whose scope is missing.
    [{ ...u, exp: iat + 421 }, 'zendesk: it has external_id'],
    [{ ...u, exp: '420' }, 'zendesk: it has external_id'],
    [u, 'zendesk: it has external_id', HEADER_WITH_KID],
    [{ ...u, iat: undefined }, 'zendesk: it has external_id'],
    [{ ...u, name: undefined }, 'zendesk: it has external_id'],
    [{ ...u, phone: '1' }, 'zendesk: it has external_id'],
    [{ ...u, scope: 'user' }, 'zendesk: its scope is user'],
    // That of Support sign-on.
    [{ ...u, jti: 'a1' }, 'zendesk: it has external_id'],
  ])('%j', async (claims, who, header) => {
    expect(await recognized(claims, header)).toBe(who);
  });

  test('without external_id, it may be one for other products too', async () => {
    const { vendor } = await inspect(ofChat({ external_id: undefined }));
    expect(vendor?.why).toBe('it was passed, and it has only iat, name and email');
  });

  test('where messaging was passed, it is named as what it is', async () => {
    const token = forge(HEADER, { ...u, iat, exp: iat + 300 });
    const { findings } = await inspect(of(token, { vendor: zendesk }));
    expect(findings[0]?.code).toBe('PRODUCT_CHAT_CLASSIC');
  });
});
