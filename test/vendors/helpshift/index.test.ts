import {
  type HelpshiftUser,
  helpshift,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const uid = { identifier: 'uid', value: 'u_1' } as const;
const email = { identifier: 'email', value: 'jane@example.com' } as const;
const steam = { identifier: 'steam_id', value: 's_1' } as const;
const u = { identities: [uid] };
const options = { secret: SECRET, now: NOW };
const DAY = 86_400;

const VECTOR = { secret: 'vector-secret-0123456789abcdefghijk', now: NOW };
const VECTOR_SIGNATURE = '2Y8uwHF3oKluC5a1AznocD5lq7QCjtSjOFsPZrAvQMo';

describe('the vector that was computed with Python', () => {
  test('is what is signed', async () => {
    const token = await signChatToken(helpshift, u, VECTOR);
    expect(decodeToken(token)).toStrictEqual([
      '{"alg":"HS256","typ":"JWT"}',
      '{"identities":[{"identifier":"uid","value":"u_1"}],"iat":1767225600}',
    ]);
    expect(token.split('.')[2]).toBe(VECTOR_SIGNATURE);
  });

  test('verifies', async () => {
    const encode = (json: string) => Buffer.from(json).toString('base64url');
    const header = encode('{"alg":"HS256","typ":"JWT"}');
    const payload = encode('{"identities":[{"identifier":"uid","value":"u_1"}],"iat":1767225600}');
    const token = `${header}.${payload}.${VECTOR_SIGNATURE}`;
    const { claims } = await verifyChatToken(helpshift, token, VECTOR);
    expect(claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
  });
});

describe('claims', () => {
  test('have the members of an identity in the order of the contract', () => {
    const user = {
      identities: [{ metadata: { b: '1', a: '2' }, value: 'u_1', identifier: 'uid' }],
    };
    expect(JSON.stringify(helpshift.claims(user as HelpshiftUser))).toBe(
      '{"identities":[{"identifier":"uid","value":"u_1","metadata":{"b":"1","a":"2"}}]}',
    );
  });

  test('leave out metadata that is null', () => {
    const identities = [
      { ...uid, metadata: null },
      { ...email, metadata: undefined },
    ];
    expect(helpshift.claims({ identities })).toStrictEqual({ identities: [uid, email] });
  });

  test('may have neither uid nor email: full privacy allows it', () => {
    for (const identities of [[steam], []]) {
      expect(helpshift.claims({ identities })).toStrictEqual({ identities });
    }
  });

  const NAME = 'n'.repeat(255);
  const METADATA = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`k_${at}`, 'x']));
  test.each<[string, HelpshiftUser]>([
    ['30 identities', { identities: Array(30).fill(steam) }],
    ['a uid of 750 characters', { identities: [{ ...uid, value: 'u'.repeat(750) }] }],
    [
      'a uid of 750 characters outside the BMP',
      { identities: [{ ...uid, value: '😀'.repeat(750) }] },
    ],
    ['another id of 300 characters', { identities: [{ ...steam, value: 's'.repeat(300) }] }],
    ['300 characters outside the BMP', { identities: [{ ...steam, value: '😀'.repeat(300) }] }],
    ['a name of 255 characters', { identities: [{ ...uid, metadata: { [NAME]: 'x' } }] }],
    ['30 members of metadata', { identities: [{ ...uid, metadata: METADATA }] }],
    ['a string of 750 characters', { identities: [{ ...uid, metadata: { a: 'x'.repeat(750) } }] }],
    ['one of 300 characters', { identities: [{ ...steam, metadata: { a: 'x'.repeat(300) } }] }],
  ])('may have %s', (_, user) => {
    expect(helpshift.claims(user)).toStrictEqual(user);
  });

  const IDENTIFIERS =
    '"uid", "email", "phone_number", "facebook_id", "discord_id", "whatsapp_id", ' +
    '"google_playstore_id", "apple_gamecenter_id", "nintendo_id", "psn_id", "xbox_live_id", "steam_id"';
  const of = (identity: object) => ({ identities: [uid, identity] });
  describeFaults(helpshift, [
    [{}, 'identities: is missing'],
    [{ identities: uid }, 'identities: must be an array, got an object'],
    [{ identities: Array(31).fill(steam) }, 'identities: must have at most 30 items'],
    [of({ value: 'u_1' }), 'identities[1].identifier: is missing'],
    [of({ ...uid, identifier: 'UID' }), `identities[1].identifier: must be one of ${IDENTIFIERS}`],
    [of({ identifier: 'uid' }), 'identities[1].value: is missing'],
    [
      of({ ...uid, value: 42 }),
      'identities[1].value: must be a string, got a number: pass String(id)',
    ],
    [of({ ...uid, value: ' ' }), 'identities[1].value: must not be blank'],
    [
      of({ ...uid, value: 'u'.repeat(751) }),
      'identities[1].value: must have at most 750 characters',
    ],
    [
      of({ ...steam, value: 's'.repeat(301) }),
      'identities[1].value: must have at most 300 characters',
    ],
    [
      of({ ...email, metadata: { a: 'b', note: 'x'.repeat(301) } }),
      'identities[1].metadata.note: must have at most 300 characters',
    ],
    [
      of({ ...uid, metadata: { note: 'x'.repeat(751) } }),
      'identities[1].metadata.note: must have 1 to 750 characters',
    ],
    [
      of({ ...uid, metadata: { note: '' } }),
      'identities[1].metadata.note: must have 1 to 750 characters',
    ],
    [
      of({ ...uid, metadata: { '': 'x' } }),
      'identities[1].metadata["…"]: must have 1 to 255 characters',
    ],
    [
      of({ ...uid, metadata: { [`${NAME}n`]: 'x' } }),
      'identities[1].metadata["…"]: must have 1 to 255 characters',
    ],
    [
      of({ ...uid, metadata: { ...METADATA, more: 'x' } }),
      'identities[1].metadata: must have at most 30 members',
    ],
    [
      of({ ...uid, metadata: { n: 7 } }),
      'identities[1].metadata.n: must be a string, got a number',
    ],
    [of({ ...uid, type: 'uid' }), 'identities[1].type: is not known'],
    [{ ...u, identity_token: 'x' }, 'identity_token: is not known'],
    [{ ...u, iat: 1 }, 'iat: is reserved: signing sets it'],
    [{ ...u, exp: 1 }, 'exp: is reserved: signing sets it'],
  ]);
});

describe('the settings', () => {
  test.each<[HelpshiftUser, string | null, object]>([
    [{ identities: [uid] }, 'u_1', { userId: 'u_1' }],
    [{ identities: [email] }, 'jane@example.com', { userEmail: 'jane@example.com' }],
    [{ identities: [steam, email, uid] }, 'u_1', { userId: 'u_1', userEmail: 'jane@example.com' }],
    [{ identities: [steam] }, steam.value, {}],
    [{ identities: [] }, null, {}],
  ])('of %j have the ids that the page must have', async (user, userId, ids) => {
    const login = await signChatLogin(helpshift, user, options);
    expect(login.settings).toStrictEqual({ identity_token: login.token, ...ids });
    expect(login.userId).toBe(userId);
  });
});

describe('24 hours after iat', () => {
  test('a login expires', async () => {
    const { expiresAt, refreshAt } = await signChatLogin(helpshift, u, options);
    expect([expiresAt, refreshAt]).toStrictEqual([NOW_SECONDS + DAY, NOW_SECONDS + 0.75 * DAY]);
  });

  test('a token is rejected, and not before', async () => {
    const token = await signChatToken(helpshift, u, options);
    const verify = (age: number) =>
      verifyChatToken(helpshift, token, { ...options, now: new Date((NOW_SECONDS + age) * 1000) });
    expect((await verify(DAY - 1)).claims).toStrictEqual({ ...u, iat: NOW_SECONDS });
    await refusal(() => verify(DAY), 'ERR_TOKEN_EXPIRED');
  });

  test('cannot be changed', async () => {
    // @ts-expect-error the vendor counts from iat
    const sign = () => signChatToken(helpshift, u, { ...options, expiresIn: 60 });
    expect((await refusal(sign, 'ERR_OPTION_INVALID')).message).toContain('expiresIn');
  });

  test('cannot be counted without iat', async () => {
    const token = forge({ alg: 'HS256' }, u);
    const error = await refusal(() => verifyChatToken(helpshift, token, options));
    expect(error.code).toBe('ERR_CLAIMS_INVALID');
    expect(error.issues?.map(({ path }) => path)).toStrictEqual(['iat']);
  });
});

test('a token of another library is checked like a user', async () => {
  const token = forge({ alg: 'HS256' }, { identities: [{ ...uid, value: '' }], iat: NOW_SECONDS });
  expect(await faults(() => verifyChatToken(helpshift, token, options))).toStrictEqual([
    'identities[0].value: must not be blank',
  ]);
});

/** Checked by the compiler. */
test('the types know the members', async () => {
  const { settings } = await signChatLogin(helpshift, u, options);
  const id: string | undefined = settings.userId;
  expect(id).toBe('u_1');
  const rejected = [
    // @ts-expect-error identities is missing
    () => helpshift.claims({}),
    // @ts-expect-error the identifier is not one of Helpshift's
    () => helpshift.claims({ identities: [{ identifier: 'user_id', value: 'u_1' }] }),
    // @ts-expect-error metadata has strings
    () => helpshift.claims({ identities: [{ ...uid, metadata: { level: 7 } }] }),
  ];
  for (const claims of rejected) expect(claims).toThrow('Not valid for Helpshift User Hub');
});
