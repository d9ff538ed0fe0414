/** Mistakes that other libraries have made, and that no other test would catch here. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  type AnyChatVendor,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  deskpro,
  isChatTokenError,
  khoros,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { createTokenHandler } from 'chat-token/server';
import { describe, expect, test } from 'vitest';
import {
  forge,
  KEY_ID,
  NOW,
  NOW_SECONDS,
  permissive,
  refusal,
  SECRET,
} from '../../support/support.ts';

const HS256 = { alg: 'HS256' };
const options = { secret: SECRET, now: NOW };

const NONE = [undefined, null, '', false, 0, new Uint8Array(0)];
test.for(NONE)('the secret %j is rejected before there is a token', async (secret) => {
  const key = { secret: secret as never };
  const handling = { ...key, getUser: () => ({}) };
  await refusal(() => createChatTokenSigner(permissive, key), 'ERR_SECRET_INVALID');
  await refusal(() => createChatTokenVerifier(permissive, key), 'ERR_SECRET_INVALID');
  await refusal(() => createTokenHandler(permissive, handling), 'ERR_SECRET_INVALID');
  // Nor is a key that is looked up the empty one.
  const verify = createChatTokenVerifier(permissive, { keys: async () => [key] });
  const token = forge({ ...HS256, kid: 'unknown' }, { a: 1 }, '');
  await refusal(() => verify(token), 'ERR_SECRET_INVALID');
});

describe('one verifier', () => {
  const verify = createChatTokenVerifier(permissive, options);

  test('gives the same verdict on the same token each time', async () => {
    const good = forge(HS256, { sub: 'u_1', iss: 'a' });
    const bad = `${good.slice(0, -4)}AAAA`;
    for (let count = 0; count < 4; count++) {
      expect((await verify(good)).claims).toStrictEqual({ sub: 'u_1', iss: 'a' });
      await refusal(() => verify(bad), 'ERR_SIGNATURE_INVALID');
    }
  });

  test('never gives the claims of another token, however alike', async () => {
    const subjects = Array.from({ length: 200 }, (_, index) => `u_${index % 100}`);
    const tokens = subjects.map((sub) => forge(HS256, { iss: 'shop', jti: 'same', sub }));
    const all = await Promise.all(tokens.map((token) => verify(token)));
    expect(all.map(({ claims }) => claims)).toMatchObject(subjects.map((sub) => ({ sub })));
  });

  test('gives each caller claims of its own', async () => {
    const token = forge(HS256, { sub: 'u_1' });
    Object.assign((await verify(token)).claims, { sub: 'admin' });
    expect((await verify(token)).claims).toStrictEqual({ sub: 'u_1' });
  });
});

describe('a token', () => {
  test('of one vendor is not valid for another, even if the key is the same', async () => {
    const withId = { ...options, keyId: KEY_ID };
    const tokens = {
      khoros: await signChatToken(khoros, { userId: 'u' }, withId),
      zendesk: await signChatToken(zendesk, { external_id: 'u' }, withId),
      convrs: await signChatToken(convrs, { userId: 'u' }, options),
      deskpro: await signChatToken(deskpro, { deskpro_id: 'u' }, options),
      // Signed by the same key for something else.
      state: forge({ ...HS256, kid: KEY_ID }, { state: 'xyz', exp: NOW_SECONDS + 60 }),
    };
    const vendors: AnyChatVendor[] = [khoros, zendesk, convrs, deskpro];
    for (const vendor of vendors) {
      const accepted: string[] = [];
      for (const [name, token] of Object.entries(tokens)) {
        const verdict = verifyChatToken(vendor, token, options);
        await verdict.then(
          () => accepted.push(name),
          (error) => expect(isChatTokenError(error)).toBe(true),
        );
      }
      expect(accepted).toStrictEqual([vendor.name]);
    }
  });

  test.each([
    ['[', '', ']'],
    ['{"a":', 'null', '}'],
    ['[{"a":[', '', ']}]'],
  ])('as deep as its length allows is rejected: %s', async (opening, middle, closing) => {
    const levels = Math.floor(11_000 / (opening.length + closing.length));
    const deep = opening.repeat(levels) + middle + closing.repeat(levels);
    const token = forge(HS256, `{"a":${deep},"exp":${NOW_SECONDS + 60}}`);
    expect(token.length).toBeLessThan(16_384);
    await refusal(() => verifyChatToken(permissive, token, options), 'ERR_CLAIMS_INVALID');
    await refusal(() => verifyChatToken(convrs, token, options), 'ERR_CLAIMS_INVALID');
    expect((await inspectChatToken(token, options)).ok).toBe(false);
  });
});

test('regular expressions come to an end with strings that are made to keep them busy', async () => {
  const long = (text: string) => text.repeat(Math.floor(60_000 / text.length));
  const start = ['your', '', '${', '', '<', '', 'eyJ', 'A', '"', '', ''];
  const part = ['-a', 'a=', 'a', '{{', '<', ' ', 'a.', '_A', '"', '-----BEGIN', '\\n'];
  const end = ['!', ' ', '', '', '', 'x', '', '', "'", '', ''];
  for (const [index, each] of part.entries()) {
    const secret = `${start[index]}${long(each)}${end[index]}`;
    await signChatToken(permissive, {}, { secret }).catch((error: unknown) => {
      expect(isChatTokenError(error)).toBe(true);
    });
    const verdict = () => verifyChatToken(permissive, secret, { ...options, maxTokenLength: 1e5 });
    await refusal(verdict, 'ERR_TOKEN_MALFORMED');
    expect((await inspectChatToken(secret, { ...options, secret })).ok).toBe(false);
  }
});

test('nothing decrypts: no code for a JWE is called', () => {
  const src = new URL('../../../src/', import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
  for (const path of files.filter((name) => name.endsWith('.ts'))) {
    const code = readFileSync(new URL(path, src), 'utf8');
    expect(code).not.toMatch(/\.(?:decrypt|unwrapKey|deriveBits|deriveKey)\(|DecompressionStream/);
    expect(code).not.toMatch(/ from '.*(?:jwe|jwk|crypt).*'/i);
  }
});
