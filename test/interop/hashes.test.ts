/**
 * Identity hashes, computed again with `node:crypto`, Python's `hmac` and Ruby's `OpenSSL::HMAC`: the
 * functions that the vendors' samples use. Both sides accept each other's hashes.
 */
import { chatwoot, defineVendor, hmac, signChatLogin, verifyChatToken } from 'chat-token';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { NOW, NOW_SECONDS, OTHER_SECRET, refusal, SECRET } from '../support/support.ts';
import { fieldsOf, forAnyUser, VENDORS as LIBRARY, type TestVendor } from '../support/vendors.ts';
import { askForHashes, HASH_PEERS, secretFor } from './peers.ts';
import { idWith, SECRETS, TEXTS } from './values.ts';

/** A vendor of the caller's own that hashes more than one field. */
const own = defineVendor({
  name: 'own',
  title: 'Own',
  docs: 'https://example.com/',
  user: v.strictObject({ id: v.string(), email: v.string() }),
  token: hmac({ message: ({ id, email }: { id: string; email: string }) => `${id}\n${email}` }),
  settings: (fields, hash) => ({ ...fields, hash }),
});

interface HashCase {
  readonly name: string;
  readonly vendor: TestVendor;
  readonly user: object;
  /** What is hashed; written down, not asked of the library. */
  readonly message: string;
  readonly secret: string | Uint8Array;
  /** Whether the key is what the secret encodes in hexadecimal digits. */
  readonly isHex?: boolean;
}

/** The fields of an example. */
type Fields = Readonly<Record<string, string>>;

/** What each vendor documents as the string that it hashes. */
const MESSAGES: Readonly<Record<string, (fields: Fields) => string>> = {
  'carrot-quest': ({ userId = '' }) => userId,
  'channel-talk': ({ memberId = '' }) => memberId,
  'chatbase-hash': ({ user_id = '' }) => user_id,
  chatwoot: ({ identifier = '' }) => identifier,
  crisp: ({ email = '' }) => email,
  customerly: ({ email = '' }) => email.toLowerCase(),
  front: ({ email = '' }) => email,
  gleap: ({ userId = '' }) => userId,
  'help-scout': ({ email = '' }) => email,
  helper: ({ email = '' }) => `${email}:${NOW_SECONDS}000`,
  'intercom-hash': ({ user_id, email = '' }) => user_id ?? email,
  novu: ({ subscriberId = '' }) => subscriberId,
  plain: ({ email = '' }) => email,
  pylon: ({ email = '' }) => email,
  reamaze: ({ id = '', email = '' }) => `${id}:${email}`,
  sprinklr: (fields) =>
    ['id', 'firstName', 'lastName', 'profileImageUrl', 'phoneNo', 'email']
      .map((name) => fields[name] ?? '')
      .join('_'),
  'tawk-login': ({ userId = '' }) => userId,
  'tawk-visitor': ({ email = '' }) => email,
  yourgpt: ({ ext_user_id, email, phone = '' }) => ext_user_id ?? email ?? phone,
};

/** The vendors whose secrets encode the key in hexadecimal digits. */
const HEX: readonly string[] = ['channel-talk', 'pylon'];

const HEX_SECRET = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';

/** The examples of every vendor with an identity hash. */
const EXAMPLES: readonly HashCase[] = LIBRARY.flatMap(({ vendor, example }) => {
  if (vendor.token.kind !== 'hmac') return [];
  const isHex = HEX.includes(vendor.name);
  return (['minimal', 'full'] as const).map((which) => {
    const { user } = example[which];
    return {
      name: `${vendor.name}: the ${which} example`,
      vendor,
      user,
      message: MESSAGES[vendor.name]?.(Object(user)) ?? '',
      secret: isHex ? HEX_SECRET : SECRET,
      isHex,
    };
  });
});

const CASES: readonly HashCase[] = [
  ...EXAMPLES,
  ...Object.entries(TEXTS).flatMap(([name, text]) => casesOf(name, text, SECRET)),
  ...Object.entries(SECRETS).flatMap(([name, secret]) =>
    casesOf(`a secret ${name}`, 'Zoë 🌍', secret),
  ),
];

function casesOf(name: string, text: string, secret: string | Uint8Array): HashCase[] {
  return [
    {
      name: `chatwoot: ${name}`,
      vendor: forAnyUser(chatwoot),
      user: { identifier: idWith(text), name: text, email: 'jane@example.com' },
      message: idWith(text),
      secret,
    },
    {
      name: `own: ${name}`,
      vendor: forAnyUser(own),
      user: { id: idWith(text), email: 'jane@example.com' },
      message: `${idWith(text)}\njane@example.com`,
      secret,
    },
  ];
}

test('the message of every vendor with an identity hash is written down', () => {
  const names = EXAMPLES.map(({ vendor }) => vendor.name);
  expect([...new Set(names)].sort()).toStrictEqual(Object.keys(MESSAGES).sort());
});

describe.each(HASH_PEERS)('$name', (peer) => {
  let hashes: readonly string[];

  beforeAll(() => {
    const hash = CASES.map(({ message, secret, isHex }) => ({
      message,
      secret: isHex && typeof secret === 'string' ? { hex: secret } : secretFor(secret),
    }));
    hashes = askForHashes(peer, { hash }).hash;
  });

  test.each(
    CASES.map((one, index) => [one.name, one, index] as const),
  )('%s', async (_, one, index) => {
    const { vendor, user, secret, isHex } = one;
    const hash = hashes[index] ?? expect.fail('no hash');
    const options = { secret, now: NOW };
    const login = await signChatLogin(vendor, user, options);
    expect(login.token).toBe(hash);
    const sent = { ...options, user: fieldsOf(login) };
    const { claims } = await verifyChatToken(vendor, hash, sent);
    expect(claims).toStrictEqual(sent.user);
    const other = { ...sent, secret: isHex ? HEX_SECRET.replace('4', '5') : OTHER_SECRET };
    await refusal(() => verifyChatToken(vendor, hash, other), 'ERR_SIGNATURE_INVALID');
  });
});
