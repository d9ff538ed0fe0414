import { headerOf, LIFETIME, SECRET, timed } from './payloads.ts';
import { ENCODER, type Entry } from './scene.ts';

/** Gives a token; the bare call of WebCrypto gives a signature. */
export type Sign = () => unknown;

/** Who signs. Those whose users set `iat` and `exp` themselves do it here, anew for each token. */
export const SIGNERS: readonly Entry<Sign>[] = [
  {
    library: 'chat-token',
    call: 'createChatTokenSigner',
    keyForm: 'string',
    kind: 'ours',
    isWebCrypto: true,
    prepare: async ({ payload }) => payload.createSigner(),
  },
  {
    library: 'chat-token',
    call: 'signChatToken',
    keyForm: 'string',
    kind: 'ours',
    isWebCrypto: true,
    prepare: async ({ payload }) => payload.signOnce,
  },
  {
    library: 'crypto.subtle',
    call: 'sign',
    keyForm: 'CryptoKey',
    kind: 'bare',
    isWebCrypto: true,
    prepare:
      async ({ cryptoKey, input }) =>
      () =>
        crypto.subtle.sign('HMAC', cryptoKey, input),
  },
  {
    library: 'by hand',
    call: 'crypto.subtle.sign',
    keyForm: 'CryptoKey',
    kind: 'by hand',
    isWebCrypto: true,
    async prepare({ payload, cryptoKey }) {
      const base64url = (data: string | ArrayBuffer) =>
        (typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)).toString('base64url');
      const header = base64url(JSON.stringify(headerOf(payload)));
      return async () => {
        const input = `${header}.${base64url(JSON.stringify(timed(payload.claims)))}`;
        const signature = await crypto.subtle.sign('HMAC', cryptoKey, ENCODER.encode(input));
        return `${input}.${base64url(signature)}`;
      };
    },
  },
  {
    library: 'jose',
    call: 'CompactSign',
    keyForm: 'CryptoKey',
    kind: 'library',
    isWebCrypto: true,
    async prepare({ payload, cryptoKey }) {
      const { CompactSign } = await import('jose');
      const header = headerOf(payload);
      return () =>
        new CompactSign(ENCODER.encode(JSON.stringify(timed(payload.claims))))
          .setProtectedHeader(header)
          .sign(cryptoKey);
    },
  },
  ...(['CryptoKey', 'Uint8Array'] as const).map(
    (keyForm): Entry<Sign> => ({
      library: 'jose',
      call: 'SignJWT',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ payload, cryptoKey, bytes }) {
        const { SignJWT } = await import('jose');
        const header = headerOf(payload);
        const key = keyForm === 'CryptoKey' ? cryptoKey : bytes;
        return () =>
          new SignJWT(payload.claims)
            .setProtectedHeader(header)
            .setIssuedAt()
            .setExpirationTime('1h')
            .sign(key);
      },
    }),
  ),
  ...(['CryptoKey', 'string'] as const).map(
    (keyForm): Entry<Sign> => ({
      library: 'hono',
      call: 'sign',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ payload, cryptoKey }) {
        const { sign } = await import('hono/jwt');
        const key = keyForm === 'CryptoKey' ? cryptoKey : SECRET;
        return () => sign(timed(payload.claims), key, 'HS256');
      },
    }),
  ),
  ...(['CryptoKey', 'string'] as const).map(
    (keyForm): Entry<Sign> => ({
      library: '@tsndr/cloudflare-worker-jwt',
      call: 'sign',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ payload, cryptoKey }) {
        const { sign } = await import('@tsndr/cloudflare-worker-jwt');
        const key = keyForm === 'CryptoKey' ? cryptoKey : SECRET;
        const options = { algorithm: 'HS256', header: headerOf(payload) };
        return () => sign(timed(payload.claims), key, options);
      },
    }),
  ),
  ...(['string', 'KeyObject'] as const).map(
    (keyForm): Entry<Sign> => ({
      library: 'jsonwebtoken',
      call: 'sign',
      keyForm,
      kind: 'library',
      isWebCrypto: false,
      async prepare({ payload, bytes }) {
        const { default: jsonwebtoken } = await import('jsonwebtoken');
        const { createSecretKey } = await import('node:crypto');
        const key = keyForm === 'string' ? SECRET : createSecretKey(bytes);
        const { kid } = headerOf(payload);
        const keyid = kid === undefined ? {} : { keyid: kid };
        const options = { algorithm: 'HS256', expiresIn: LIFETIME, ...keyid } as const;
        return () => jsonwebtoken.sign(payload.claims, key, options);
      },
    }),
  ),
  {
    library: 'fast-jwt',
    call: 'createSigner',
    keyForm: 'string',
    kind: 'library',
    isWebCrypto: false,
    async prepare({ payload }) {
      const { createSigner } = await import('fast-jwt');
      const { kid } = headerOf(payload);
      const sign = createSigner({
        algorithm: 'HS256',
        key: SECRET,
        expiresIn: LIFETIME * 1000,
        ...(kid === undefined ? {} : { kid }),
      });
      return () => sign(payload.claims);
    },
  },
];
