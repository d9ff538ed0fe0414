import { createSecretKey } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import {
  type ChatTokenSecret,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NOW, permissive, refusal, SECRET } from '../support/support.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

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

test('bytes sign alike without TextDecoder', async () => {
  const binary = new Uint8Array(32).map((_, index) => 255 - 7 * index);
  for (const secret of [bytes, binary]) {
    const expected = await sign(secret);
    vi.stubGlobal('TextDecoder', undefined);
    expect(await sign(secret)).toBe(expected);
    await refusal(() => sign(new Uint8Array(32)), 'ERR_SECRET_INVALID');
    vi.unstubAllGlobals();
  }
});

test('bytes that are overwritten later do not change the key', async () => {
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
    ['outer white space', ' \u200b\ufeff'],
    ['empty or blank', new Uint8Array(32)],
    ['outer white space', `${SECRET}\n`],
    ['outer white space', `\ufeff${SECRET}`],
    ['outer white space', Buffer.from(`\ufeff${SECRET}`)],
    ['line break', `${SECRET}\\n`],
    ['line break', `${SECRET}\\r`],
    ['line break', `\\n${SECRET}`],
    ['outer white space', `${SECRET}\u200c`],
    ['outer white space', Buffer.from(`${SECRET}\r\n`)],
    ['NAME=', `chatToken=${SECRET}`],
    ['NAME=', `apikey=${SECRET}`],
    ['placeholder', 'this-string-here-a-long-secret'],
    ['placeholder', 'put-your-pass-here-put-your-pass'],
    ['reference', '%ZENDESK_MESSAGING_SIGNING_SECRET%'],
    ['JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTYifQ.'],
    ['placeholder', '•'.repeat(32)],
    ['placeholder', '0'.repeat(32)],
    ['PEM', '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZI\\n-----END'],
    ['got an array', Object.assign([...bytes], { [Symbol.toStringTag]: 'Uint8Array' })],
    ['is empty', new Uint8Array()],
    ['quotation marks', `'${SECRET}'`],
    ['NAME=', Buffer.from(`ZENDESK_SECRET=${SECRET}`)],
    ['NAME=', `export zendesk=${SECRET}`],
    ['reference', '{{ .Values.chat.zendesk.secret }}'],
    ['reference', '$ZENDESK_MESSAGING_SIGNING_SECRET'],
    ['reference', 'vault://secret/data/chat/zendesk'],
    ['JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['NAME=', 'zENDESK_SIGNING=q7Lw9Zx2Vb5Rt8'],
    ['NAME=', 'ZENDESK_SIGNINg=q7Lw9Zx2Vb5Rt8'],
    ['NAME=', `kid=${SECRET}`],
    ['JSON', JSON.stringify({ secret: SECRET })],
    ['JSON', JSON.stringify({ secret: SECRET }, null, 2)],
    ['JSON', JSON.stringify([SECRET])],
    ['JSON', Buffer.from(`${JSON.stringify([...bytes])}\n`)],
    ['quotation marks', JSON.stringify(JSON.stringify({ secret: SECRET }))],
    ['quotation marks', `\\"${SECRET}\\"`],
    ['quotation marks', `\u201c${SECRET}\u201d`],
    ['comment', `${SECRET} # Zendesk, production`],
    ['comment', `${SECRET}\t#production`],
    ['comment', `${SECRET} // of 2026`],
    ['comment', `${SECRET} ; of 2026`],
    ['reference', 'projects/123456/secrets/zendesk/versions/latest'],
    ['reference', 'process.env.ZENDESK_MESSAGING_SECRET'],
    ['reference', 'import.meta.env.ZENDESK_MESSAGING_SECRET'],
    ['reference', "os.environ['ZENDESK_MESSAGING_SECRET']"],
    ['reference', "Deno.env.get('ZENDESK_MESSAGING_SECRET')"],
    ['reference', 'System.getenv("ZENDESK_MESSAGING_SECRET")'],
    ['reference', '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/chat)'],
    ['reference', '$env:ZENDESK_MESSAGING_SECRET'],
    ['reference', 'op://production/zendesk/secret'],
    ['reference', 'ref+vault://chat/zendesk#/secret'],
    ['reference', 'secretsmanager:production/chat/zendesk'],
    ['reference', '/run/secrets/zendesk_messaging_secret'],
    ['reference', 'https://vault.example.com/chat/zendesk'],
    ['placeholder', 'sk_live_************************'],
    ['placeholder', 'q7Lw9Zx2Vb5\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022'],
    ['placeholder', 'q7Lw9Zx2Vb5Rt8Yu1\u2026Io4Pa6Sd3F'],
    ['placeholder', 'q7Lw9Zx2Vb5Rt8Yu1...Io4Pa6Sd3F'],
    ['placeholder', 'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx'],
    ['placeholder', '[REDACTED] [REDACTED] [REDACTED]'],
    ['placeholder', 'mySuperSecretKeyForThisExample'],
    ['placeholder', 'cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2'],
    ['placeholder', 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i'],
    ['JWK', '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}'],
    ['control or broken characters', `${SECRET}\ud800`],
    ['more than 65536 bytes', 'x'.repeat(65_537)],
    ['more than 65536 bytes', new Uint8Array(65_537).fill(1)],
    ['is empty', detached()],
    ['outer white space', `\u200b${SECRET}`],
    ['outer white space', Buffer.from(`pässwort-${SECRET}\n`)],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference that was not replaced
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
    ['control or broken characters', `${SECRET}\x7f${SECRET}`],
    ['control or broken characters', `${SECRET}\x80${SECRET}`],
    ['control or broken characters', `${SECRET}\x9f${SECRET}`],
    ['got a function', Object.assign(() => {}, { [Symbol.toStringTag]: 'CryptoKey' })],
    ['got undefined', undefined],
    ['got an instance of SecretKeyObject', createSecretKey(Buffer.from(SECRET))],
    ['got null', null],
    ['got an object', { k: SECRET }],
  ])('%s', async (message, secret) => {
    const error = await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    expect(error.message).toContain(message);
    expect(error.message + error.hint).not.toContain(SECRET);
  });

  test.each<[hint: string, secret: unknown]>([
    ['await secret.get()', { get: async () => SECRET }],
    ['await secret.get()', Object.create({ get: () => SECRET })],
    ['console', {}],
    ['console', [SECRET]],
  ])('says %s', async (hint, secret) => {
    expect((await refusal(() => sign(secret), 'ERR_SECRET_INVALID')).hint).toContain(hint);
  });

  test('is named with the vendor and the option', async () => {
    const quoted = `"${SECRET}"`;
    const key = { secret: SECRET, keyId: 'app_1' };
    for (const [message, options] of [
      ['Permissive: secret is in quotation marks', { secret: quoted }],
      ['Permissive: keys[1].secret is in quotation marks', { keys: [key, { secret: quoted }] }],
      [
        'Permissive: keys[0].secret must be a string',
        { keys: [{ secret: Promise.resolve(SECRET) }] },
      ],
    ] as const) {
      for (const action of [
        () => createChatTokenSigner(permissive, options as { secret: string }),
        () => createChatTokenVerifier(permissive, options as { secret: string }),
      ]) {
        expect((await refusal(action, 'ERR_SECRET_INVALID')).message).toContain(message);
      }
    }
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
    ['braces that are not a reference', 'q7Lw9{{Zx2Vb5Rt8$Yu1Io4Pa6Sd3F'],
    ['bytes of a string and one that is not UTF-8', Uint8Array.of(0xff, ...bytes, 0x0a)],
    ['65,536 characters', 'aB3-dE5_'.repeat(8192)],
    ['65,536 bytes', new Uint8Array(65_536).fill(9)],
    ['base64 with key in it', 'q7Lw9Zx2VbKeyYu1Io4Pa6Sd3Fg='],
    ['a dollar and a brace', 'q7Lw9${Zx2Vb5Rt8Yu1Io4Pa6Sd3F'],
    ['a brace', 'q7Lw9}Zx2Vb5Rt8Yu1Io4Pa6Sd3FG'],
    ['bytes that are control characters', new Uint8Array(32).fill(9)],
    ['bytes with a zero', new Uint8Array(32).fill(9, 1)],
    ['hexadecimal with many letters', '12a34a56a78a90a12a34a56a'],
    ['hexadecimal with two letters', '4839201a4839201834920a839201'],
    ['base64 with key in it and padding', 'q7Lw9Zx2VbKeyYu1Io4Pa6Sd3Fgg=='],
    ['a word that ends like one of a placeholder', 'purplemonkeydishwashertoken'],
    ['ssh inside', 'q7Lw9-ssh-Zx2Vb5Rt8Yu1Io4Pa'],
    ['quotation marks at the end', "q7Lw9'Zx2Vb5Rt8Yu1Io4Pa6Sd'"],
    ['quotation marks at the beginning', "'q7Lw9'Zx2Vb5Rt8Yu1Io4Pa6Sd"],
    ['a token at the end', 'q7Lw9eyJhbGci.eyJzdWIi.c2lnbmF0'],
    ['a token at the beginning', 'eyJhbGci.eyJzdWIi.c2lnbmF0!q7Lw9'],
    ['export inside', 'q7Lw9 export Zx2Vb5Rt8Yu1Io4'],
    ['no name before an equals sign', '!!secret=q7Lw9Zx2Vb5Rt8Yu1Io4'],
    ['no name before an equals sign either', 'secret!=q7Lw9Zx2Vb5Rt8Yu1Io4'],
    ['a word and an equals sign', 'zendesk=q7Lw9Zx2Vb5Rt8Yu1Io4Pa'],
    ['a number sign inside', 'q7Lw9#Zx2Vb5Rt8 Yu1#Io4Pa6Sd'],
    ['brackets that are not JSON', '[q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd3F]'],
    ['braces that are not JSON', '{q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd3F}'],
    ['the beginning of JSON', '{"q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd3F'],
    ['slashes, as base64 has them', '/run+9Zx2Vb5Rt8Yu1Io4/secreT+/A='],
    ['env inside', 'q7Lw9ZenvVb5Rt8.u1Io4Pa6Sd3F'],
    ['a colon', 'ab:q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd3F'],
    ['a colon inside', 'abc7:q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd'],
    ['dots and asterisks', 'q7Lw9..Zx2Vb5**Rt8Yu1Io4Pa6Sd3'],
    ['fewer than three quarters of words', 'q7LwTestZx2Vb5-secret-Rt8Yu1Io4'],
    ['a dollar first', '$q7Lw9!Zx2Vb5Rt8Yu1Io4Pa6'],
    ['per cent signs first', '%q7Lw9%Zx2Vb5Rt8Yu1Io4Pa6'],
    ['something like the scheme of an address', 'Q7Lw://Zx2Vb5Rt8Yu1Io4Pa6'],
    ['angle brackets at the end', 'q7Lw9<Zx2Vb5Rt8Yu1Io4Pa6>'],
    ['angle brackets at the beginning', '<q7Lw9>Zx2Vb5Rt8Yu1Io4Pa6'],
    ['an asterisk first', '*q7Lw9Zx2Vb5Rt8Yu1Io4Pa6Sd'],
    ['the words of a placeholder last', 'q7Lw9Zx2-your-zendesk-signing'],
    ['a word of other letters behind those of a placeholder', 'my-secret-chat-widget-key-пароль'],
    ['a word with an umlaut among those of a placeholder', 'my-sècret-key-for-the-chat'],
    ['Chinese behind the words of a placeholder', 'my-secret-chat-widget-key-密钥'],
    ['Korean behind the words of a placeholder', 'my-secret-chat-widget-key-힣'],
    ['kana behind the words of a placeholder', 'my-secret-chat-widget-key-ぁ'],
    ['the neighbors of control characters', `~ ${SECRET}\xa0~`],
  ])('is not found in %s', async (_name, secret) => {
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
    ['no algorithm', async () => ({ [Symbol.toStringTag]: 'CryptoKey', algorithm: null })],
  ])('of %s is rejected', async (_name, key) => {
    const secret = await key();
    const error = await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
    expect(error.message).toContain('CryptoKey');
    expect(error.hint).toContain('HMAC with SHA-256');
  });

  test('that only pretends to be one is rejected when it is used', async () => {
    const algorithm = { name: 'HMAC', hash: { name: 'SHA-256' }, length: 256 };
    const fake = { [Symbol.toStringTag]: 'CryptoKey', algorithm };
    const usages = ['sign', 'verify'];
    const token = await sign(SECRET);
    for (const secret of [fake, { ...fake, usages }, { ...fake, usages, type: 'secret' }]) {
      await refusal(() => sign(secret), 'ERR_SECRET_INVALID');
      const options = { secret: secret as unknown as CryptoKey, now: NOW };
      await refusal(() => verifyChatToken(permissive, token, options), 'ERR_SECRET_INVALID');
    }
  });
});

describe('the memory of secrets', () => {
  test('imports a string once for all one-shot calls', async () => {
    const secret = `${SECRET}-one-shot`;
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const token = await sign(secret);
    await sign(secret);
    await verifyChatToken(permissive, token, { secret, now: NOW });
    expect(imports).toHaveBeenCalledTimes(1);
  });

  test('keeps no bytes, which the caller may change', async () => {
    const secret = new Uint8Array(32).fill(1, 1);
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const first = await sign(secret);
    expect(await sign(secret)).toBe(first);
    expect(imports).toHaveBeenCalledTimes(2);
    secret.fill(2, 1);
    expect(await sign(secret)).not.toBe(first);
  });

  test('keeps no secret that allowShortSecret let through', async () => {
    await sign('short-one', true);
    await refusal(() => sign('short-one'), 'ERR_SECRET_INVALID');
  });

  /** Signs with a secret of that many characters, and returns how many keys were imported. */
  async function importsOf(id: string, length = 1024): Promise<number> {
    const imports = vi.spyOn(crypto.subtle, 'importKey').mockClear();
    await sign(`${id}-${'aB3-dE5_'.repeat(128)}`.slice(0, length));
    return imports.mock.calls.length;
  }

  test('holds secrets of up to 1,024 characters', async () => {
    expect(await importsOf('Q1', 1024)).toBe(1);
    expect(await importsOf('Q1', 1024)).toBe(0);
    expect(await importsOf('Q2', 1025)).toBe(1);
    expect(await importsOf('Q2', 1025)).toBe(1);
  });

  test('holds 1,000 secrets at most, and drops the least recently used', async () => {
    const imported = vi.spyOn(crypto.subtle, 'importKey');
    let keys: { secret: string }[] = [];
    const signer = createChatTokenSigner(permissive, { keys: () => keys });
    /** Reads 100 secrets, signs with the first, and returns how many keys were imported. */
    const use = async (from: number) => {
      keys = Array.from({ length: 100 }, (_, index) => ({ secret: `${SECRET}-${from + index}` }));
      imported.mockClear();
      await signer({});
      return imported.mock.calls.length;
    };
    for (let from = 0; from < 1000; from += 100) expect(await use(from)).toBe(1);
    expect(await use(0)).toBe(0);
    // A hundred more: those from 100 on go, because the first were just used.
    expect(await use(1000)).toBe(1);
    expect(await use(0)).toBe(0);
    expect(await use(200)).toBe(0);
    expect(await use(100)).toBe(1);
  });

  test('a signer keeps its own key when the memory drops it', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const signer = createChatTokenSigner(permissive, { secret: `${SECRET}-of-a-signer` });
    await signer({});
    for (let index = 0; index < 1001; index++) await importsOf(`R${index}`);
    imports.mockClear();
    await signer({});
    expect(imports).not.toHaveBeenCalled();
  });
});

function detached(): Uint8Array {
  const bytes = new TextEncoder().encode(SECRET);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}
