/** Mistakes that other libraries have made, where no other test would see them made here. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  defineVendor,
  deskpro,
  isChatTokenError,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { loginScript } from 'chat-token/html';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import ts from 'typescript';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  anything,
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  OTHER_SECRET,
  permissive,
  refusal,
  SECRET,
} from '../../support/support.ts';

const HS256 = { alg: 'HS256' };
const options = { secret: SECRET, now: NOW };

/** For options that the types refuse. */
const given = (wrong: object) => ({ ...options, ...wrong }) as typeof options;

describe('the algorithm', () => {
  test.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('%s is refused where its signature is right, though nobody named HS256', async (alg, hash) => {
    const input = forge({ alg }, { a: 1 }).split('.').slice(0, 2).join('.');
    const signature = createHmac(hash, SECRET).update(input).digest('base64url');
    const token = `${input}.${signature}`;
    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_ALGORITHM_REJECTED');
  });

  test.each([
    'none',
    'HS512',
    'RS256',
  ])('a kid of a known key does not make %s right', async (alg) => {
    const keys = [{ keyId: KEY_ID, secret: SECRET }];
    const token = forge({ alg, kid: KEY_ID }, { a: 1 });
    await refusal(() => verifyChatToken(permissive, token, { keys }), 'ERR_ALGORITHM_REJECTED');
  });

  test('a key in the header is not the key', async () => {
    const k = Buffer.from(OTHER_SECRET).toString('base64url');
    const jwk = { kty: 'oct', alg: 'HS256', k };
    for (const header of [{ jwk }, { jwk, kid: 'a' }, { jwks: { keys: [jwk] } }, { x5c: [k] }]) {
      const token = forge({ ...HS256, ...header }, { a: 1 }, OTHER_SECRET);
      await refusal(() => verifyChatToken(permissive, token, options), 'ERR_SIGNATURE_INVALID');
    }
  });
});

describe('the secret', () => {
  test('is never converted: what has a toString is no text', async () => {
    const convert = vi.fn(() => SECRET);
    const secret = {
      toString: convert,
      valueOf: convert,
      toJSON: convert,
      [Symbol.toPrimitive]: convert,
    };
    const wrong = given({ secret });
    await refusal(() => createChatTokenVerifier(permissive, wrong), 'ERR_SECRET_INVALID');
    await refusal(() => signChatToken(permissive, { a: 1 }, wrong), 'ERR_SECRET_INVALID');
    await refusal(() => inspectChatToken(forge(HS256, {}), wrong), 'ERR_SECRET_INVALID');
    expect(convert).not.toHaveBeenCalled();
  });

  test.each([
    undefined,
    null,
    '',
    false,
    0,
    new Uint8Array(0),
  ])('%j is refused before there is a token', async (secret) => {
    const wrong = given({ secret });
    await refusal(() => createChatTokenSigner(permissive, wrong), 'ERR_SECRET_INVALID');
    await refusal(() => createChatTokenVerifier(permissive, wrong), 'ERR_SECRET_INVALID');
    const handling = { ...wrong, getUser: () => ({}) };
    await refusal(() => createTokenHandler(permissive, handling), 'ERR_SECRET_INVALID');
  });

  test.each([
    '',
    null,
    undefined,
  ])('a look-up that gives %j is no key, and not the empty one', async (secret) => {
    const token = forge({ ...HS256, kid: 'unknown' }, { a: 1 }, '');
    const keys = async () => [{ secret }] as never;
    const verify = createChatTokenVerifier(permissive, { keys });
    await refusal(() => verify(token), 'ERR_SECRET_INVALID');
  });

  const PEM = '-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA\n-----END RSA PUBLIC KEY-----';
  /** As it may stand in an environment file. */
  const LINE = PEM.replaceAll('\n', ' ');
  test.each([
    '\0ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
    'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5',
    'from="10.0.0.1" ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ',
    'github.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY',
    '---- BEGIN SSH2 PUBLIC KEY ---- AAAAB3NzaC1yc2EAAAADAQAB',
  ])('a public key as %j is none', async (text) => {
    for (const secret of [text, Buffer.from(text)]) {
      const wrong = given({ secret });
      await refusal(() => createChatTokenVerifier(permissive, wrong), 'ERR_SECRET_INVALID');
    }
  });

  test.each([
    '',
    ' ',
    '\n\t',
    '\0',
    '\u200b',
    '\u0007',
    '# the key of the shop\n',
    'text',
    'x'.repeat(1000),
  ])('a public key behind %j is none', async (before) => {
    for (const secret of [before + PEM, before + LINE, Buffer.from(before + LINE)]) {
      await refusal(
        () => createChatTokenVerifier(permissive, given({ secret })),
        'ERR_SECRET_INVALID',
      );
    }
  });
});

describe('a claim with a fixed value', () => {
  const strict = defineVendor({
    name: 'strict',
    title: 'Strict',
    docs: 'https://example.com/docs',
    keyId: 'unused',
    schema: anything,
    fixedClaims: { iss: 'https://shop.example', aud: 'chat' },
    requireExpiry: false,
  });
  const good = { iss: 'https://shop.example', aud: 'chat' };

  test.each([
    { iss: ['https://evil.example', 'https://shop.example'] },
    { iss: ['https://shop.example'] },
    { iss: 'https://shop' },
    { iss: 'https://shop.example.evil.example' },
    { iss: '' },
    { iss: undefined },
    { aud: [] },
    { aud: ['chat'] },
    { aud: ['other', 'chat'] },
    { aud: 'chat2' },
    { aud: {} },
    { aud: undefined },
  ])('is that value and no other: %j', async (wrong) => {
    const verify = createChatTokenVerifier(strict, options);
    await expect(verify(forge(HS256, good))).resolves.toBeDefined();
    await refusal(() => verify(forge(HS256, { ...good, ...wrong })), 'ERR_CLAIMS_INVALID');
  });

  test('is not what the user says, at any depth of what is merged', async () => {
    for (const name of ['iss', 'aud', 'iat', 'exp', 'nbf']) {
      const user = { [name]: 'evil' };
      await refusal(() => signChatToken(strict, user, options), 'ERR_CLAIMS_INVALID');
    }
  });
});

describe('one verifier', () => {
  test('says the same of the same token each time', async () => {
    const verify = createChatTokenVerifier(permissive, options);
    const good = forge(HS256, { sub: 'u_1', iss: 'a' });
    const bad = `${good.slice(0, -4)}AAAA`;
    for (let count = 0; count < 8; count++) {
      expect((await verify(good)).claims).toStrictEqual({ sub: 'u_1', iss: 'a' });
      await refusal(() => verify(bad), 'ERR_SIGNATURE_INVALID');
      expect((await verifyChatToken(permissive, good, options)).claims).toMatchObject({
        sub: 'u_1',
      });
    }
  });

  test('never gives the claims of another token, however alike', async () => {
    const verify = createChatTokenVerifier(permissive, options);
    const tokens = Array.from({ length: 200 }, (_, index) => ({
      sub: `u_${index}`,
      token: forge(HS256, { iss: 'shop', aud: 'chat', jti: 'same', sub: `u_${index}` }),
    }));
    const all = await Promise.all([...tokens, ...tokens].map(({ token }) => verify(token)));
    const subjects = all.map(({ claims }) => Reflect.get(claims, 'sub'));
    expect(subjects).toStrictEqual([...tokens, ...tokens].map(({ sub }) => sub));
  });

  test('gives each caller claims of its own', async () => {
    const verify = createChatTokenVerifier(permissive, options);
    const token = forge(HS256, { sub: 'u_1' });
    const { claims } = await verify(token);
    Object.assign(claims, { sub: 'admin' });
    expect((await verify(token)).claims).toStrictEqual({ sub: 'u_1' });
  });
});

describe('options', () => {
  const NUMBERS = [Number.NaN, Infinity, -Infinity, -1, 1.5];

  test.each(NUMBERS)('none of them takes %j', async (number) => {
    const wrong = [{ clockTolerance: number }, { maxTokenLength: number }];
    for (const each of wrong) {
      await refusal(() => createChatTokenVerifier(permissive, given(each)), 'ERR_OPTION_INVALID');
    }
    const expiresIn = given({ expiresIn: number });
    await refusal(() => createChatTokenSigner(permissive, expiresIn), 'ERR_OPTION_INVALID');
    const sign = createChatTokenSigner(permissive, options);
    await refusal(() => sign({}, { expiresIn: number }), 'ERR_OPTION_INVALID');
    const lifetime = () => defineVendor({ ...permissive, lifetime: { default: number } });
    await refusal(lifetime, 'ERR_OPTION_INVALID');
  });

  test.each(
    NUMBERS.filter((number) => !Number.isFinite(number)),
  )('no time is %j', async (number) => {
    const now = new Date(number);
    await refusal(() => createChatTokenVerifier(permissive, given({ now })), 'ERR_OPTION_INVALID');
    await refusal(() => createChatTokenSigner(permissive, given({ now })), 'ERR_OPTION_INVALID');
    const keys = [{ secret: SECRET, expiresAt: number }];
    await refusal(() => createChatTokenVerifier(permissive, { keys }), 'ERR_OPTION_INVALID');
  });

  test.each([
    'issuer',
    'iss',
    'audience',
    'allowedIss',
    'subject',
  ])('there is no pattern to give: %s', async (name) => {
    const wrong = given({ [name]: /^https:\/\/shop\.example$/g });
    await refusal(() => createChatTokenVerifier(permissive, wrong), 'ERR_OPTION_INVALID');
  });
});

describe('the clock', () => {
  afterEach(() => void vi.useRealTimers());

  test.each([2 ** 31, 2 ** 32, 2 ** 33])('goes on at %i seconds', async (seconds) => {
    vi.useFakeTimers({ now: seconds * 1000, toFake: ['Date'] });
    const token = await signChatToken(permissive, { a: 1 }, { secret: SECRET, expiresIn: 60 });
    const { claims } = await verifyChatToken(permissive, token, { secret: SECRET });
    expect(claims).toMatchObject({ iat: seconds, exp: seconds + 60 });
    vi.setSystemTime((seconds + 60) * 1000);
    await refusal(
      () => verifyChatToken(permissive, token, { secret: SECRET }),
      'ERR_TOKEN_EXPIRED',
    );
  });
});

describe('a token', () => {
  test('of one vendor is none of another, where the key is the same', async () => {
    const key = { secret: SECRET, now: NOW };
    const withId = { ...key, keyId: KEY_ID };
    const tokens = {
      khoros: await signChatToken(khoros, { userId: 'u' }, withId),
      zendesk: await signChatToken(zendesk, { external_id: 'u' }, withId),
      convrs: await signChatToken(convrs, { userId: 'u' }, key),
      deskpro: await signChatToken(deskpro, { deskpro_id: 'u' }, key),
    };
    const vendors = { khoros, zendesk, convrs, deskpro };
    for (const [name, vendor] of Object.entries(vendors)) {
      for (const [other, token] of Object.entries(tokens)) {
        const verdict = verifyChatToken(vendor, token, key).then(
          () => 'taken',
          () => 'refused',
        );
        expect([name, other, await verdict]).toStrictEqual([
          name,
          other,
          name === other ? 'taken' : 'refused',
        ]);
      }
    }
  });

  test('for something else, by the same key, is none: it names no user', async () => {
    const state = forge(
      { ...HS256, kid: KEY_ID },
      { state: 'xyz', iat: NOW_SECONDS, exp: NOW_SECONDS + 60 },
    );
    await refusal(() => verifyChatToken(khoros, state, options), 'ERR_CLAIMS_INVALID');
    await refusal(() => verifyChatToken(zendesk, state, options), 'ERR_CLAIMS_INVALID');
  });

  test('that is empty, or none, is nobody', async () => {
    for (const token of ['', ' ', 'null', 'undefined', '..']) {
      await refusal(() => verifyChatToken(permissive, token, options), 'ERR_TOKEN_MALFORMED');
      await refusal(() => loginScript(convrs, { token }), 'ERR_TOKEN_MALFORMED');
      expect((await inspectChatToken(token)).ok).toBe(false);
    }
  });

  test('of five parts is not decoded, whatever is in it', async () => {
    const decode = vi.spyOn(JSON, 'parse');
    const token = `${forge({ alg: 'dir', enc: 'A256GCM', zip: 'DEF', p2c: 2 ** 31 }, {})}.AA.AA`;
    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_TOKEN_MALFORMED');
    expect(decode).not.toHaveBeenCalled();
    decode.mockRestore();
  });

  test('that is expired and has a bad signature is refused for the signature', async () => {
    const token = forge(HS256, { exp: 1, iat: 'x' }, OTHER_SECRET);
    const error = await refusal(() => verifyChatToken(permissive, token, options));
    expect(error.code).toBe('ERR_SIGNATURE_INVALID');
    expect(Object.keys(error).sort()).toStrictEqual(['code', 'hint']);
  });

  test.each([
    '[',
    '{"a":',
    '[{"a":[',
  ])('as deep as its length lets it be is refused, and nothing overflows: %j', async (opening) => {
    const levels = Math.floor(11_000 / (2 * opening.length));
    const closing = [...opening].reverse().flatMap((sign) => ({ '{': '}', '[': ']' })[sign] ?? []);
    const deep =
      opening.repeat(levels) +
      (opening.endsWith(':') ? 'null' : '') +
      closing.join('').repeat(levels);
    const token = forge(HS256, `{"a":${deep}}`);
    expect(token.length).toBeLessThan(16_384);
    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_CLAIMS_INVALID');
    await refusal(
      () => verifyChatToken(convrs, token, { ...options, requireExpiry: false }),
      'ERR_CLAIMS_INVALID',
    );
    expect((await inspectChatToken(token, options)).ok).toBe(false);
  });
});

describe('regular expressions', () => {
  test('come to an end with texts that are made to keep them busy', async () => {
    const long = (text: string) => text.repeat(Math.floor(60_000 / text.length));
    const texts = [
      `your${long('-a')}!`,
      `${long('a=')} `,
      `\${${long('a')}`,
      long('{{'),
      `<${long('<')}`,
      `${long(' ')}x`,
      `eyJ${long('a.')}`,
      `A${long('_A')}`,
      `"${long('"')}'`,
      long('-----BEGIN'),
      long('\\n'),
    ];
    // What each takes in time is measured elsewhere; here it has to end, in an answer or in an error.
    const ended = (error: unknown) => expect(isChatTokenError(error)).toBe(true);
    for (const secret of texts) {
      await signChatToken(permissive, {}, { secret }).catch(ended);
      const verdict = verifyChatToken(permissive, secret, { ...options, maxTokenLength: 100_000 });
      await verdict.then(() => expect.fail('taken'), ended);
      expect((await inspectChatToken(secret, given({ secret }))).ok).toBe(false);
    }
  });
});

test('nothing decrypts: no way into a JWE is imported', () => {
  const src = new URL('../../../src/', import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const imports = files.flatMap((path) =>
    ts
      .preProcessFile(readFileSync(new URL(path, src), 'utf8'))
      .importedFiles.map((file) => file.fileName),
  );
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((name) => /jose|jwe|crypt|jwk/i.test(name))).toStrictEqual([]);
  for (const path of files) {
    const code = readFileSync(new URL(path, src), 'utf8');
    expect(code).not.toMatch(/\.(?:decrypt|unwrapKey|deriveBits|deriveKey)\(|DecompressionStream/);
  }
});
