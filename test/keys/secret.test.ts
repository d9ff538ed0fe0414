import { createSecretKey } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import {
  type ChatTokenSecret,
  createChatTokenVerifier,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { describe, expect, test, vi } from 'vitest';
import { NOW, permissive, refusal, revoked, SECRET } from '../support/support.ts';

const bytes = new TextEncoder().encode(SECRET);
const sign = (secret: unknown, allowShortSecret?: boolean) =>
  signChatToken(permissive, {}, { secret: secret as ChatTokenSecret, now: NOW, allowShortSecret });
const importKey = (usages: KeyUsage[], hash = 'SHA-256', raw = bytes) =>
  crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, usages);

test('strings, bytes of any realm and a CryptoKey of one secret sign alike', async () => {
  const expected = await sign(SECRET);
  const pooled = Buffer.from(`xx${SECRET}yy`).subarray(2, -2);
  const foreign: unknown = runInNewContext(`new Uint8Array([${[...bytes]}])`);
  expect(foreign).not.toBeInstanceOf(Uint8Array);
  for (const secret of [bytes, pooled, foreign, await importKey(['sign'])]) {
    expect(await sign(secret)).toBe(expected);
  }
});

test('a string is UTF-8, and never decoded', async () => {
  const secret = 'pässwörter-密码-und-mehr-davon';
  expect(await sign(secret)).toBe(await sign(new TextEncoder().encode(secret)));
  expect(await sign(Buffer.from(bytes).toString('base64'))).not.toBe(await sign(bytes));
});

test('bytes that are overwritten later are still the key', async () => {
  const secret = new TextEncoder().encode(SECRET);
  const verify = createChatTokenVerifier(permissive, { secret, now: NOW });
  secret.fill(0);
  await expect(verify(await sign(SECRET))).resolves.toBeDefined();
});

test('24 bytes are enough, and fewer need allowShortSecret', async () => {
  const formsOf = async (text: string) => {
    const raw = new TextEncoder().encode(text);
    return [text, raw, await importKey(['sign'], 'SHA-256', raw)];
  };
  for (const secret of [...(await formsOf('aB3-dE5_gH7-jK9_mN1-pQ3_')), '密码密码密码密码']) {
    await expect(sign(secret)).resolves.toBeDefined();
  }
  for (const secret of await formsOf('B3-dE5_gH7-jK9_mN1-pQ3_')) {
    const { message, hint } = await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    expect(message).toContain('fewer than 24 bytes');
    expect(hint).toContain('allowShortSecret');
    await expect(sign(secret, true)).resolves.toBeDefined();
  }
  for (const secret of ['', new Uint8Array()]) {
    await refusal(() => sign(secret, true), 'ERR_SECRET_INVALID');
  }
});

test('an object is never converted to a string', async () => {
  const convert = vi.fn(() => SECRET);
  const secret = { toString: convert, valueOf: convert, [Symbol.toPrimitive]: convert };
  await refusal(() => sign({ ...secret, toJSON: convert }), 'ERR_SECRET_INVALID');
  expect(convert).not.toHaveBeenCalled();
});

describe('damage', () => {
  test.each<[string, unknown]>([
    ['empty or blank', ' \u200b\ufeff\0'],
    ['empty or blank', new Uint8Array(32)],
    ['white space', `${SECRET}\n`],
    ['white space', `\ufeff${SECRET}`],
    ['white space', Buffer.from(`\ufeff${SECRET}`)],
    ['line break', `${SECRET}\\n`],
    ['line break', `${SECRET}\\r`],
    ['line break', `\\n${SECRET}`],
    ['white space', `${SECRET}\u200c`],
    ['white space', Buffer.from(`${SECRET}\r\n`)],
    ['NAME=', `chatToken=${SECRET}`],
    ['NAME=', `apikey=${SECRET}`],
    ['placeholder', 'this-string-here-a-long-secret'],
    ['placeholder', 'put-your-pass-here-put-your-pass'],
    ['reference', '%ZENDESK_MESSAGING_SIGNING_SECRET%'],
    ['JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTYifQ.'],
    ['placeholder', '•'.repeat(32)],
    ['placeholder', '0'.repeat(32)],
    ['key of another kind', '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZI\\n-----END'],
    ['not an array', Object.assign([...bytes], { [Symbol.toStringTag]: 'Uint8Array' })],
    ['is empty', new Uint8Array()],
    ['quotation marks', `'${SECRET}'`],
    ['NAME=', Buffer.from(`ZENDESK_SECRET=${SECRET}`)],
    ['NAME=', `export zendesk=${SECRET}`],
    ['reference', '{{ .Values.chat.zendesk.secret }}'],
    ['reference', '$ZENDESK_MESSAGING_SIGNING_SECRET'],
    ['reference', 'vault://secret/data/chat/zendesk'],
    ['JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['key of another kind', '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}'],
    ['surrogate', `${SECRET}\ud800`],
    ['more than 65536 bytes', 'x'.repeat(65_537)],
    ['more than 65536 bytes', new Uint8Array(65_537).fill(1)],
    ['detached bytes', detached()],
    [
      'detached bytes',
      Object.defineProperty(new Uint8Array(32).fill(7), 'length', {
        get: () => {
          throw new Error(SECRET);
        },
      }),
    ],
    ['white space', `\u200b${SECRET}`],
    ['white space', Buffer.from(`pässwort-${SECRET}\n`)],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what nothing has replaced
    ['reference', '${CHAT_SECRET}-with-a-suffix-of-its-own'],
    ['reference', '<insert-the-shared-secret-of-zendesk>'],
    ['reference', 'arn:aws:secretsmanager:eu-west-1:1:secret:chat'],
    ['reference', '$(cat /run/secrets/zendesk-messaging)'],
    ['placeholder', 'your-zendesk-messaging-signing-secret'],
    ['placeholder', 'a-string-secret-at-least-256-bits-long'],
    ['placeholder', 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX'],
    ['NAME=', `ZENDESK_SIGNING=${SECRET}`],
    ['NAME=', 'chatSecret=q7Lw9Zx2Vb5Rt8Yu1Io4Pa='],
    ['placeholder', '.'.repeat(32)],
    ['placeholder', 'test1234test1234test1234'],
    ['placeholder', '«your–secret–key–for–chat»…'],
    ['control character', `${SECRET}\x7f${SECRET}`],
    ['control character', `${SECRET}\x80${SECRET}`],
    ['control character', `${SECRET}\x9f${SECRET}`],
    ['not a function', Object.assign(() => {}, { [Symbol.toStringTag]: 'CryptoKey' })],
    ['not undefined', undefined],
    ['not a class instance', createSecretKey(Buffer.from(SECRET))],
    ['not an object', { k: SECRET }],
    ['not an object that cannot be read', revoked({})],
  ])('%s', async (message, secret) => {
    const error = await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    expect(error.message).toContain(message);
    expect(error.message + error.hint).not.toContain(SECRET);
  });

  test.each([
    ['base64 in capitals with padding', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567='],
    ['hexadecimal', 'a1b2c3d4e5f60718293a4b5c6d7e8f90'],
    ['base64url', '5XJ85yjUtRcaQu_pDINblPZb'],
    ['a passphrase', 'correct horse battery staple'],
    ['digits', '12345678901234567890123456789012'],
    ['hexadecimal with one letter', '4839201a48392018349201839201'],
    ['a backslash and an n inside', 'q7Lw9\\nZx2Vb5Rt8Yu1Io4Pa6Sd3Fg'],
    ['an equals sign inside', 'QX=7d9!kLm2#pQr5$tUv8&wXy1*zA4'],
    ['a first word of a placeholder', 'My-0O_e6ZL38-NBg_JxZHLn9'],
    ['braces that are no reference', 'q7Lw9{{Zx2Vb5Rt8$Yu1Io4Pa6Sd3F'],
    ['bytes that are text but for one', Uint8Array.of(0xff, ...bytes, 0x0a)],
    ['as long as may be', 'aB3-dE5_'.repeat(8192)],
    ['as many bytes as may be', new Uint8Array(65_536).fill(9)],
    ['base64 with key in it', 'q7Lw9Zx2VbKeyYu1Io4Pa6Sd3Fg='],
    ['a dollar and a brace', 'q7Lw9${Zx2Vb5Rt8Yu1Io4Pa6Sd3F'],
    ['a brace', 'q7Lw9}Zx2Vb5Rt8Yu1Io4Pa6Sd3FG'],
    ['bytes that are no text', new Uint8Array(32).fill(9)],
    ['bytes with a zero', new Uint8Array(32).fill(9, 1)],
    ['hexadecimal with many letters', '12a34a56a78a90a12a34a56a'],
    ['hexadecimal with two letters', '4839201a4839201834920a839201'],
    ['base64 with key in it and padding', 'q7Lw9Zx2VbKeyYu1Io4Pa6Sd3Fgg=='],
    ['a word that ends as one of a placeholder', 'purplemonkeydishwashertoken'],
    ['ssh inside', 'q7Lw9-ssh-Zx2Vb5Rt8Yu1Io4Pa'],
    ['quotation marks at the end', "q7Lw9'Zx2Vb5Rt8Yu1Io4Pa6Sd'"],
    ['quotation marks at the beginning', "'q7Lw9'Zx2Vb5Rt8Yu1Io4Pa6Sd"],
    ['a token at the end', 'q7Lw9eyJhbGci.eyJzdWIi.c2lnbmF0'],
    ['a token at the beginning', 'eyJhbGci.eyJzdWIi.c2lnbmF0!q7Lw9'],
    ['export inside', 'q7Lw9 export Zx2Vb5Rt8Yu1Io4'],
    ['no name before an equals sign', '!!secret=q7Lw9Zx2Vb5Rt8Yu1Io4'],
    ['no name before an equals sign either', 'secret!=q7Lw9Zx2Vb5Rt8Yu1Io4'],
    ['a name with a small letter first', 'zENDESK_SIGNING=q7Lw9Zx2Vb5Rt8'],
    ['a name with a small letter last', 'ZENDESK_SIGNINg=q7Lw9Zx2Vb5Rt8'],
    ['a dollar first', '$q7Lw9!Zx2Vb5Rt8Yu1Io4Pa6'],
    ['per cent signs first', '%q7Lw9%Zx2Vb5Rt8Yu1Io4Pa6'],
    ['no scheme of an address', 'Q7Lw://Zx2Vb5Rt8Yu1Io4Pa6'],
    ['angle brackets at the end', 'q7Lw9<Zx2Vb5Rt8Yu1Io4Pa6>'],
    ['angle brackets at the beginning', '<q7Lw9>Zx2Vb5Rt8Yu1Io4Pa6'],
    ['an asterisk first', '*q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd'],
    ['the words of a placeholder last', 'q7Lw9Zx2-your-zendesk-signing'],
    ['a word of other letters behind those of a placeholder', 'my-secret-chat-widget-key-пароль'],
    ['a word with an umlaut among those of a placeholder', 'my-sècret-key-for-the-chat'],
    ['Chinese behind the words of a placeholder', 'my-secret-chat-widget-key-密钥'],
    ['Korean behind the words of a placeholder', 'my-secret-chat-widget-key-힣'],
    ['kana behind the words of a placeholder', 'my-secret-chat-widget-key-ぁ'],
    ['what stands next to control characters', `~ ${SECRET}\xa0~`],
    ['the words of a placeholder first', 'your-zendesk-7Lw9Zx2Vb5Rt8Yu1'],
  ])('%s is none', async (_name, secret) => {
    await expect(sign(secret)).resolves.toBeDefined();
  });
});

describe('a public key', () => {
  test.each([
    '\0ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
    'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5',
    'from="10.0.0.1" ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ',
    'github.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY',
    '---- BEGIN SSH2 PUBLIC KEY ---- AAAAB3NzaC1yc2EAAAADAQAB',
    ...[' ', '\0', '\u0007', '# the key of the shop\n', 'x'.repeat(1000)].flatMap((before) => [
      `${before}-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA\n-----END RSA PUBLIC KEY-----`,
      `${before}-----BEGIN RSA PUBLIC KEY----- MIIBCgKCAQEA -----END RSA PUBLIC KEY-----`,
    ]),
  ])('as %j is not a secret', async (text) => {
    for (const secret of [text, Buffer.from(text)]) {
      await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    }
  });
});

describe('CryptoKey', () => {
  test.each([
    ['another hash', () => importKey(['sign'], 'SHA-512')],
    [
      'another algorithm',
      () => crypto.subtle.importKey('raw', bytes.subarray(0, 32), 'AES-GCM', false, ['encrypt']),
    ],
    ['nothing but the name', async () => ({ [Symbol.toStringTag]: 'CryptoKey' })],
    [
      'another name',
      async () => ({
        [Symbol.toStringTag]: 'CryptoKey',
        algorithm: { name: 'RSA-PSS', hash: { name: 'SHA-256' }, length: 2048 },
      }),
    ],
    ['another inner life', async () => ({ [Symbol.toStringTag]: 'CryptoKey', algorithm: null })],
  ])('of %s is refused', async (_name, key) => {
    const secret = await key();
    const error = await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    expect(error.message).toContain('HMAC with SHA-256');
  });

  test('that only pretends to be one is refused as well', async () => {
    const algorithm = { name: 'HMAC', hash: { name: 'SHA-256' }, length: 256 };
    const secret = { [Symbol.toStringTag]: 'CryptoKey', algorithm, usages: ['sign', 'verify'] };
    await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    const token = await sign(SECRET);
    const options = { secret: secret as unknown as CryptoKey, now: NOW };
    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_SECRET_INVALID');
  });
});

function detached(): Uint8Array {
  const bytes = new TextEncoder().encode(SECRET);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}
