/** What is said of a signature and of keys, where there are several, or a secret is odd. */
import { zendesk } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { describe, expect, test } from 'vitest';
import { forge, KEY_ID, NOW, NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import { GOOD, HEADER, HEADER_WITH_KID, inspect, signed, TIMES } from './support.ts';

const claims = { scope: 'user', external_id: 'u_1', ...TIMES };

async function codesOf(token: string, options: object): Promise<string[]> {
  const { findings } = await inspectChatToken(token, { now: NOW, ...options });
  return findings.map(({ code }) => code);
}

describe('several keys', () => {
  test('one that has an id is right for a token that names none', async () => {
    const { signature } = await inspectChatToken(forge(HEADER, claims), {
      secret: SECRET,
      keyId: KEY_ID,
      now: NOW,
    });
    expect(signature).toBe('valid');
  });

  test('of two that made the signature and may not, the first is named', async () => {
    const keys = [
      { secret: SECRET, expiresAt: NOW_SECONDS },
      { secret: SECRET, keyId: 'app_1' },
    ];
    expect(await codesOf(GOOD, { keys })).toStrictEqual(['KEY_EXPIRED']);
  });

  test('of two that are damaged in one way, that is said once', async () => {
    const keys = [{ secret: SECRET }, { secret: `"${SECRET}"` }, { secret: `"${OTHER_SECRET}"` }];
    expect(await codesOf(GOOD, { keys })).toStrictEqual(['SECRET_DAMAGED']);
    const both = [...keys, { secret: '5XJ85yjUtRcaQu_pDINblPZb' }];
    expect(await codesOf(GOOD, { keys: both })).toStrictEqual(['SECRET_DAMAGED', 'SECRET_SHORT']);
  });

  test('of the eleventh nothing is said', async () => {
    const good = Array.from({ length: 9 }, () => ({ secret: SECRET }));
    const damaged = { secret: `"${SECRET}"` };
    expect(await codesOf(GOOD, { keys: [...good, damaged] })).toStrictEqual(['SECRET_DAMAGED']);
    const keys = [...good, { secret: SECRET }, damaged];
    expect(await codesOf(GOOD, { keys })).toStrictEqual([]);
  });

  test.each<[string, object, readonly object[]]>([
    ['there is none', HEADER, [{ keyId: 'app_1' }]],
    ['it is empty', { ...HEADER, kid: '' }, [{ keyId: 'app_1' }]],
    ['it is no text', { ...HEADER, kid: 7 }, [{ keyId: 'app_1' }]],
    ['one of the keys has no id', HEADER_WITH_KID, [{ keyId: 'app_1' }, {}]],
    ['it names one of the keys', HEADER_WITH_KID, [{ keyId: 'app_1' }, { keyId: KEY_ID }]],
  ])('the kid is not to blame where %s', async (_, header, ids) => {
    const keys = ids.map((id) => ({ ...id, secret: OTHER_SECRET }));
    const codes = await codesOf(forge(header, claims), { keys });
    expect(codes).toContain('SIGNATURE_INVALID');
    expect(codes).not.toContain('KID_UNKNOWN');
  });
});

describe('a secret', () => {
  test('needs no key id, also where the vendor wants one', async () => {
    const options = { vendor: zendesk, secret: SECRET };
    expect(await inspect({ token: GOOD, options })).toMatchObject({ signature: 'valid' });
  });

  test('is tried where the header cannot be read', async () => {
    const token = GOOD.replace(/^[^.]*/, 'bm8');
    expect(await codesOf(token, { secret: SECRET })).toStrictEqual([
      'HEADER_NOT_JSON',
      'SIGNATURE_INVALID',
    ]);
  });

  test.each([
    ['5XJ85yjU', ['SECRET_SHORT']],
    ['5XJ85yjUtRcaQu_pDINblPZb5XJ85yj', ['SECRET_SHORT']],
    ['5XJ85yjUtRcaQu_pDINblPZb5XJ85yjU', []],
  ])('%s is short, or not: no more is said', async (secret, codes) => {
    expect(await codesOf(signed(secret), { secret })).toStrictEqual(codes);
  });

  test('may be a short CryptoKey', async () => {
    const bytes = new TextEncoder().encode('5XJ85yjU');
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const secret = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
    const report = await inspect({ token: signed('5XJ85yjU'), options: { secret } });
    expect([report.signature, report.findings]).toStrictEqual(['valid', []]);
  });

  test('that is damaged is taken up to 65,536 bytes', async () => {
    const text = `${'aB3-dE5_'.repeat(8191)}aB3-dE5\n`;
    expect(text).toHaveLength(65_536);
    for (const secret of [text, new TextEncoder().encode(text)]) {
      expect(await codesOf(signed(text), { secret })).toStrictEqual(['SECRET_DAMAGED']);
    }
  });

  test('that is none is refused for what it is', async () => {
    const options: object = { secret: 7 };
    await expect(inspectChatToken(GOOD, options)).rejects.toThrow(/, not a number$/);
  });

  test('may be nothing but padding', async () => {
    expect(await codesOf(GOOD, { secret: '==' })).toStrictEqual([
      'SIGNATURE_INVALID',
      'SECRET_SHORT',
    ]);
  });

  test('may be base64 with all signs and padding, decoded by mistake', async () => {
    const bytes = Buffer.concat([Buffer.from([251, 239, 255]), Buffer.alloc(22, 63)]);
    const secret = bytes.toString('base64');
    expect(secret).toMatch(/\+.*\/.*==$/);
    for (const text of [secret, secret.replaceAll('+', '-').replaceAll('/', '_')]) {
      expect(await codesOf(signed(bytes), { secret: text })).toContain('SECRET_BASE64_DECODED');
    }
  });

  test('may be base64 that no encoder writes, decoded all the same', async () => {
    const secret = `${'QUJDREVG'.repeat(4)}QR`;
    const bytes = Buffer.from(secret, 'base64');
    expect(bytes.toString('base64url')).not.toBe(secret);
    expect(await codesOf(signed(bytes), { secret })).toContain('SECRET_BASE64_DECODED');
  });

  test('is no base64 with an equals sign in it', async () => {
    const half = 'QUJDREVG'.repeat(3);
    const token = signed(Buffer.from(half + half, 'base64'));
    expect(await codesOf(token, { secret: `${half}=${half}` })).toStrictEqual([
      'SIGNATURE_INVALID',
    ]);
  });

  test('of an odd number of digits is no hexadecimal', async () => {
    const hex = '00112233445566778899aabbccddeeff0011223';
    const token = signed(Buffer.from(hex.slice(0, -1), 'hex'));
    expect(await codesOf(token, { secret: hex })).toStrictEqual(['SIGNATURE_INVALID']);
  });
});
