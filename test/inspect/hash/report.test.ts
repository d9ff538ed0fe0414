/** What made a hash wrong: one code for each mistake, for a text key, a hex key and a hash that expires. */
import { createHash, createHmac } from 'node:crypto';
import { defineVendor, hmac, intercomHash, signChatLogin, zendesk } from 'chat-token';
import { type InspectChatTokenOptions, inspectChatToken } from 'chat-token/inspect';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { about, NOW, NOW_SECONDS, OTHER_SECRET, refusal, SECRET } from '../../support/support.ts';

const MS = NOW_SECONDS * 1000;
const HEX_SECRET = '4629de5def93d6a2abea6afa9bd5476d9c6cbc04223f9a2f7e517b535dde3e25';
const user = v.strictObject({
  id: v.optional(v.string()),
  email: v.optional(v.string()),
  name: v.optional(v.string()),
});
interface Fields {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
}
const settings = (fields: object, user_hash: string) => ({ ...fields, user_hash });
/** The id counts before the address. */
const message = ({ id, email }: Fields) => String(id ?? email);

const ofText = defineVendor({ ...about, user, token: hmac({ message }), settings });
const ofHex = defineVendor({
  ...about,
  user,
  token: hmac({ message, secretEncoding: 'hex' }),
  settings,
});
const inBase64 = defineVendor({
  ...about,
  user,
  token: hmac({ message, outputEncoding: 'base64' }),
  settings,
});
const timed = defineVendor({
  ...about,
  user,
  token: hmac({
    message: (fields: Fields, time: number) => `${message(fields)}:${time}`,
    time: { field: 'timestamp', unit: 'milliseconds', maxAge: '1h' },
  }),
  settings,
});
const inSeconds = defineVendor({
  ...about,
  user,
  token: hmac({
    message: (fields: Fields, time: number) => `${message(fields)}:${time}`,
    time: { field: 'timestamp', unit: 'seconds', maxAge: '1h' },
  }),
  settings,
});

const JANE = { id: 'Zoë_1', email: 'Jane@Example.com', name: 'Jane Doe' };
type Key = string | Buffer;
const macOf = (key: Key, text: string | Buffer, algorithm = 'sha256') =>
  createHmac(algorithm, key).update(text);
const hashOf = (key: Key, text: string | Buffer, algorithm?: string) =>
  macOf(key, text, algorithm).digest('hex');

/** The verdict, and the codes of all findings but the one that every hash has. */
async function inspect(hash: unknown, options: InspectChatTokenOptions): Promise<string> {
  const report = await inspectChatToken(hash, { now: NOW, ...options });
  expect(report.kind).toBe('hash');
  expect(report.header).toBeNull();
  expect(report.ok).toBe(!report.findings.some(({ severity }) => severity === 'error'));
  const codes = report.findings.map(({ code }) => code);
  const last = codes.pop();
  expect(last).toMatch(/^HASH_IS_STATIC|HASH_COVERS_LITTLE$/);
  return [report.signature, ...codes].join(' ');
}

/** A vendor, the key that it has, and what goes with the hash. */
const VENDORS = {
  'a text key': {
    vendor: ofText,
    secret: SECRET,
    key: SECRET,
    sent: JANE,
    right: JANE.id,
    of: (text: string) => text,
  },
  'a hex key': {
    vendor: ofHex,
    secret: HEX_SECRET,
    key: Buffer.from(HEX_SECRET, 'hex'),
    sent: JANE,
    right: JANE.id,
    of: (text: string) => text,
  },
  'a hash that expires': {
    vendor: timed,
    secret: SECRET,
    key: SECRET,
    sent: { ...JANE, timestamp: MS },
    right: `${JANE.id}:${MS}`,
    of: (text: string) => `${text}:${MS}`,
  },
} as const;

describe.each(Object.entries(VENDORS))('%s', (_, { vendor, secret, key, sent, right, of }) => {
  const check = (hash: unknown) => inspect(hash, { vendor, secret, user: sent });
  const good = hashOf(key, right);

  test('a right hash', async () => {
    expect(await check(good)).toBe('valid');
    const { token } = await signChatLogin(vendor as typeof ofText, JANE, { secret, now: NOW });
    expect(token).toBe(good);
  });

  test.each<[string, string]>([
    ['HASH_OF_OTHER_FIELD', hashOf(key, JANE.email)],
    ['HASH_OF_OTHER_FIELD HASH_OF_OTHER_CASE', hashOf(key, JANE.email.toLowerCase())],
    ['HASH_OF_OTHER_CASE', hashOf(key, right.toLowerCase())],
    ['HASH_OF_OTHER_CASE', hashOf(key, right.toUpperCase())],
    ['HASH_OF_OTHER_SPACE', hashOf(key, `${right}\n`)],
    ['HASH_OF_OTHER_SPACE', hashOf(key, ` ${right}`)],
    ['HASH_OF_OTHER_SPACE', hashOf(key, JSON.stringify(right))],
    ['HASH_OF_OTHER_CASE HASH_OF_OTHER_SPACE', hashOf(key, `${right.toLowerCase()}\r\n`)],
    ['HASH_OF_OTHER_UNICODE', hashOf(key, right.normalize('NFD'))],
    ['HASH_OF_OTHER_TEXT', hashOf(key, JSON.stringify(sent))],
    ['HASH_OF_NOTHING', hashOf(key, '')],
    ['HASH_OF_NOTHING', hashOf(key, 'undefined')],
    ['HASH_OF_NOTHING', hashOf(key, 'null')],
    ['HASH_KEY_SWAPPED', hashOf(right, Buffer.from(key))],
    ['HASH_OTHER_ENCODING', macOf(key, right).digest('base64')],
    ['HASH_OTHER_ENCODING', macOf(key, right).digest('base64url')],
    ['HASH_OTHER_ENCODING', good.toUpperCase()],
    ['HASH_OTHER_ENCODING', `sha256=${good}`],
    ['HASH_OTHER_ENCODING', (good.match(/../g) ?? []).join('-').toUpperCase()],
    ['HASH_OTHER_ENCODING', Buffer.from(good).toString('base64')],
    ['HASH_OTHER_ALGORITHM', hashOf(key, right, 'sha1')],
    ['HASH_OTHER_ALGORITHM', hashOf(key, right, 'sha384')],
    ['HASH_OTHER_ALGORITHM', hashOf(key, right, 'sha512')],
    ['HASH_OTHER_ALGORITHM', hashOf(key, right, 'md5')],
    ['HASH_OF_OTHER_FIELD HASH_OTHER_ALGORITHM', hashOf(key, JANE.email, 'sha1')],
    ['HASH_WITHOUT_KEY', createHash('sha256').update(right).digest('hex')],
    ['HASH_WITHOUT_KEY', createHash('sha256').update(key).update(right).digest('hex')],
    ['HASH_WITHOUT_KEY', createHash('sha1').update(right).update(key).digest('hex')],
    ['SECRET_WITH_NEWLINE', hashOf(Buffer.concat([Buffer.from(key), Buffer.from('\n')]), right)],
    ['SECRET_IS_SAMPLE', hashOf('secret', right)],
    ['HASH_INVALID', hashOf(OTHER_SECRET, right)],
    ['HASH_INVALID', hashOf(key, of('u_2'))],
  ])('%s (case %#)', async (codes, hash) => {
    const hidesKey = codes === 'SECRET_WITH_NEWLINE' && Buffer.isBuffer(key);
    // Bytes have no line break that a file has.
    if (!hidesKey) expect(await check(hash)).toBe(`invalid ${codes}`);
  });

  test.each<[string, unknown]>([
    ['HASH_IS_IDENTIFIER', JANE.id],
    ['HASH_IS_IDENTIFIER', JANE.email],
    ['HASH_IS_JWT', `eyJhbGciOiJIUzI1NiJ9.eyJpZCI6InVfMSJ9.${'A'.repeat(43)}`],
    ['HASH_MALFORMED', good.slice(0, 40).slice(1)],
    ['HASH_MALFORMED', 'no hash at all'],
    ['TOKEN_IS_SECRET', secret],
    ['TOKEN_EMPTY', ' '],
    ['TOKEN_IS_PROMISE', Promise.resolve(good)],
    ['TOKEN_NOT_STRING', 7],
    ['TOKEN_NOT_STRING', undefined],
  ])('%s: no hash (case %#)', async (code, hash) => {
    expect(await check(hash)).toBe(`unchecked ${code}`);
  });

  test.each<[string, string]>([
    ['TOKEN_WHITESPACE', `${good}\n`],
    ['TOKEN_QUOTED', `"${good}"`],
  ])('%s: a hash as it was copied', async (code, hash) => {
    expect(await check(hash)).toBe(`valid ${code}`);
  });
});

describe('the secret of a vendor that decodes it, or does not', () => {
  test('the text of a secret in hex', async () => {
    const hash = hashOf(HEX_SECRET, JANE.id);
    const options = { vendor: ofHex, secret: HEX_SECRET, user: JANE };
    expect(await inspect(hash, options)).toBe('invalid SECRET_NOT_DECODED');
    const ofEmail = hashOf(HEX_SECRET, JANE.email);
    expect(await inspect(ofEmail, options)).toBe('invalid SECRET_NOT_DECODED HASH_OF_OTHER_FIELD');
  });

  test('a secret that was decoded, and is text', async () => {
    const options = { vendor: ofText, secret: HEX_SECRET, user: JANE };
    const decoded = hashOf(Buffer.from(HEX_SECRET, 'hex'), JANE.id);
    expect(await inspect(decoded, options)).toBe('invalid SECRET_HEX_DECODED');
    const fromBase64 = hashOf(Buffer.from(HEX_SECRET, 'base64'), JANE.id);
    expect(await inspect(fromBase64, options)).toBe('invalid SECRET_BASE64_DECODED');
  });
});

describe('a message of several fields', () => {
  const joined = defineVendor({
    ...about,
    user,
    token: hmac({ message: (fields: Fields) => `${fields.id}:${fields.email}` }),
    settings,
  });
  const options = { vendor: joined, secret: SECRET, user: JANE };

  test.each<[string, string]>([
    ['valid', 'Zoë_1:Jane@Example.com'],
    ['invalid HASH_OF_OTHER_CASE', 'Zoë_1:jane@example.com'],
    ['invalid HASH_OF_OTHER_UNICODE', `${'Zoë'.normalize('NFD')}_1:Jane@Example.com`],
    ['invalid HASH_OF_OTHER_SPACE', 'Zoë_1: Jane@Example.com'],
    ['invalid HASH_OF_OTHER_TEXT', 'Zoë_1:'],
    ['invalid HASH_OF_OTHER_FIELD', 'Zoë_1'],
    ['invalid HASH_INVALID', 'Zoë_1,Jane@Example.com'],
  ])('%s', async (verdict, text) => {
    expect(await inspect(hashOf(SECRET, text), options)).toBe(verdict);
  });
});

describe('a vendor that compares base64', () => {
  const options = { vendor: inBase64, secret: SECRET, user: JANE };

  test.each<[string, BufferEncoding | 'hex']>([
    ['valid', 'base64'],
    ['invalid HASH_OTHER_ENCODING', 'hex'],
    ['invalid HASH_OTHER_ENCODING', 'base64url'],
  ])('%s', async (verdict, encoding) => {
    expect(await inspect(macOf(SECRET, JANE.id).digest(encoding as 'hex'), options)).toBe(verdict);
  });
});

describe('the time of a hash', () => {
  const check = (hash: string, timestamp: unknown, vendor = timed) =>
    inspect(hash, { vendor, secret: SECRET, user: { ...JANE, timestamp } });
  const at = (time: unknown) => hashOf(SECRET, `${JANE.id}:${time}`);

  test.each<[string, number, unknown]>([
    ['invalid HASH_TIME_OTHER', NOW_SECONDS, MS],
    ['valid HASH_TIME_IN_SECONDS', NOW_SECONDS, NOW_SECONDS],
    ['invalid HASH_TIME_OTHER HASH_TIME_IN_SECONDS', MS, NOW_SECONDS],
    ['valid HASH_EXPIRED', MS - 3_600_001, MS - 3_600_001],
    ['valid HASH_NOT_YET_VALID', MS + 3_600_001, MS + 3_600_001],
    ['unchecked CLAIM_INVALID', MS, String(MS)],
    ['unchecked CLAIM_INVALID', MS, undefined],
  ])('%s', async (verdict, signed, sent) => {
    expect(await check(at(signed), sent)).toBe(verdict);
  });

  test('milliseconds where the vendor counts in seconds', async () => {
    expect(await check(at(MS), MS, inSeconds as typeof timed)).toBe(
      'valid HASH_TIME_IN_MILLISECONDS',
    );
    expect(await check(at(NOW_SECONDS), NOW_SECONDS, inSeconds as typeof timed)).toBe('valid');
  });

  test('is in the report in words', async () => {
    const user = { ...JANE, timestamp: MS };
    const { times } = await inspectChatToken(at(MS), { vendor: timed, user, now: NOW });
    expect(times.iat?.words).toBe('issued 0 seconds ago');
    expect(times.exp?.words).toBe('expires in 60 minutes');
  });
});

describe('what is passed with a hash', () => {
  const hash = hashOf(SECRET, JANE.id);

  test('everything in the report', async () => {
    const options = { vendor: ofText, secret: SECRET, user: JANE, now: NOW };
    const report = await inspectChatToken(hash, options);
    expect(report).toStrictEqual({
      kind: 'hash',
      ok: true,
      header: null,
      claims: JANE,
      times: {},
      vendor: { name: about.name, title: about.title, why: 'it was passed' },
      signature: 'valid',
      findings: [expect.objectContaining({ code: 'HASH_IS_STATIC', severity: 'info' })],
    });
  });

  test.each<[string, InspectChatTokenOptions]>([
    ['unchecked HASH_USER_MISSING', { secret: SECRET }],
    ['unchecked', { user: JANE }],
    ['valid', { secret: SECRET, user: { ...JANE, name: null } }],
    ['unchecked CLAIM_INVALID', { secret: SECRET, user: { ...JANE, plan: 'pro' } }],
    ['unchecked CLAIM_INVALID', { secret: SECRET, user: { ...JANE, id: 7 } }],
    ['unchecked CLAIM_INVALID', { secret: SECRET, user: { name: 'Jane' } }],
    ['valid HASH_IN_FIELDS', { secret: SECRET, user: { ...JANE, user_hash: hash } }],
    ['valid', { keys: [{ secret: OTHER_SECRET }, { secret: SECRET }], user: JANE }],
    ['valid SECRET_DAMAGED', { secret: `${SECRET}\n`, user: JANE }],
  ])('%s (case %#)', async (verdict, options) => {
    const found = await inspect(hash, { vendor: ofText, ...options });
    if (verdict.endsWith('SECRET_DAMAGED')) expect(found).toContain('SECRET_DAMAGED');
    else expect(found).toBe(verdict);
  });

  test.each([
    ['HASH_IS_STATIC', ofText],
    ['HASH_COVERS_LITTLE', timed],
  ])('%s says what a hash does not protect', async (code, vendor) => {
    const { findings } = await inspectChatToken(hash, { vendor });
    expect(findings.at(-1)).toMatchObject({ code, severity: 'info' });
    expect(findings.at(-1)?.hint).toContain('an endpoint that signs what the page sends');
  });

  test('a key that has expired', async () => {
    const keys = [{ secret: SECRET, expiresAt: NOW }];
    expect(await inspect(hash, { vendor: ofText, keys, user: JANE })).toBe('invalid KEY_EXPIRED');
  });

  test.each([
    [zendesk, 'Leave it out'],
    [undefined, 'Pass the vendor too'],
  ])('user without a vendor that takes a hash', async (vendor, hint) => {
    const options = vendor === undefined ? { user: JANE } : { vendor, user: JANE };
    const error = await refusal(() => inspectChatToken(hash, options), 'ERR_OPTION_INVALID');
    expect(error.message).toBe('user goes with an identity hash');
    expect(error.hint).toContain(hint);
  });

  test('a string that is too large', async () => {
    const options = { vendor: ofText, secret: SECRET, user: JANE };
    for (const text of ['a'.repeat(16_385), `"${hash}"${' '.repeat(16_384)}`]) {
      expect(await inspect(text, options)).toBe('unchecked TOKEN_TOO_LARGE');
    }
  });

  test('a hash without its vendor', async () => {
    const { kind, vendor, findings } = await inspectChatToken(hash, { now: NOW });
    expect({ kind, vendor }).toStrictEqual({ kind: 'hash', vendor: null });
    expect(findings.map(({ code }) => code)).toStrictEqual(['TOKEN_IS_HASH']);
  });

  test('no finding shows a name that may be data', async () => {
    const given = { user_id: 'u_1', 'max@example.com': 'Max', plan: 'Pro' };
    const messageFor = async (token: string) => {
      const options = { vendor: intercomHash, secret: SECRET, user: given };
      const { findings } = await inspectChatToken(token, options);
      expect(JSON.stringify(findings)).not.toContain('max@');
      return findings.map(({ message }) => message);
    };
    const other = 'is not what Intercom Messenger (hash) hashes for these fields';
    const ofName = `The hash was made of ["…"], which ${other}`;
    expect(await messageFor(hashOf(SECRET, 'Max'))).toContain(ofName);
    expect(await messageFor(hashOf(SECRET, 'max'))).toContain(ofName);
    expect(await messageFor(hashOf(SECRET, 'Pro'))).toContain(
      `The hash was made of plan, which ${other}`,
    );
    for (const token of ['Max', '"Max"']) {
      expect(await messageFor(token)).toContain('This is ["…"] itself, not its hash');
    }
  });

  test('no finding shows a value, a hash or a secret', async () => {
    const wrong = [hashOf(SECRET, JANE.email), hash.toUpperCase(), JANE.email, SECRET, 'x'];
    for (const each of wrong) {
      const options = { vendor: ofText, secret: SECRET, user: JANE };
      const { findings } = await inspectChatToken(each, options);
      const text = JSON.stringify(findings);
      for (const value of [...Object.values(JANE), SECRET, hash]) expect(text).not.toContain(value);
    }
  });
});
