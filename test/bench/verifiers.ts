import { SECRET } from './payloads.ts';
import { ENCODER, type Entry } from './scene.ts';

/** Refuses by an error, `false` or `undefined`. */
export type Verify = (token: string) => unknown;

const ALGORITHMS: ['HS256'] = ['HS256'];

/** Who verifies. No verdict is remembered: fast-jwt's cache is off, as it is where nothing is said. */
export const VERIFIERS: readonly Entry<Verify>[] = [
  {
    library: 'chat-token',
    call: 'createChatTokenVerifier',
    keyForm: 'string',
    kind: 'ours',
    isWebCrypto: true,
    prepare: async ({ payload }) => payload.createVerifier(),
  },
  {
    library: 'chat-token',
    call: 'verifyChatToken',
    keyForm: 'string',
    kind: 'ours',
    isWebCrypto: true,
    prepare: async ({ payload }) => payload.verifyOnce,
  },
  {
    library: 'crypto.subtle',
    call: 'verify',
    keyForm: 'CryptoKey',
    kind: 'bare',
    isWebCrypto: true,
    async prepare({ cryptoKey, token, input, signature, forgedSignature }) {
      return (given) =>
        crypto.subtle.verify(
          'HMAC',
          cryptoKey,
          given === token ? signature : forgedSignature,
          input,
        );
    },
  },
  {
    library: 'by hand',
    call: 'crypto.subtle.verify',
    keyForm: 'CryptoKey',
    kind: 'by hand',
    isWebCrypto: true,
    async prepare({ cryptoKey }) {
      return async (token) => {
        const [header = '', payload = '', signature = ''] = token.split('.');
        const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
        if (alg !== 'HS256') return undefined;
        const input = ENCODER.encode(`${header}.${payload}`);
        const bytes = Buffer.from(signature, 'base64url');
        if (!(await crypto.subtle.verify('HMAC', cryptoKey, bytes, input))) return undefined;
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
        return claims.exp > Date.now() / 1000 ? claims : undefined;
      };
    },
  },
  ...(['CryptoKey', 'Uint8Array'] as const).map(
    (keyForm): Entry<Verify> => ({
      library: 'jose',
      call: 'jwtVerify',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ cryptoKey, bytes }) {
        const { jwtVerify } = await import('jose');
        const key = keyForm === 'CryptoKey' ? cryptoKey : bytes;
        const options = { algorithms: ALGORITHMS };
        return (token) => jwtVerify(token, key, options);
      },
    }),
  ),
  ...(['CryptoKey', 'string'] as const).map(
    (keyForm): Entry<Verify> => ({
      library: 'hono',
      call: 'verify',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ cryptoKey }) {
        const { verify } = await import('hono/jwt');
        const key = keyForm === 'CryptoKey' ? cryptoKey : SECRET;
        return (token) => verify(token, key, 'HS256');
      },
    }),
  ),
  ...(['CryptoKey', 'string'] as const).map(
    (keyForm): Entry<Verify> => ({
      library: '@tsndr/cloudflare-worker-jwt',
      call: 'verify',
      keyForm,
      kind: 'library',
      isWebCrypto: true,
      async prepare({ cryptoKey }) {
        const { verify } = await import('@tsndr/cloudflare-worker-jwt');
        const key = keyForm === 'CryptoKey' ? cryptoKey : SECRET;
        return (token) => verify(token, key, 'HS256');
      },
    }),
  ),
  ...(['string', 'KeyObject'] as const).map(
    (keyForm): Entry<Verify> => ({
      library: 'jsonwebtoken',
      call: 'verify',
      keyForm,
      kind: 'library',
      isWebCrypto: false,
      async prepare({ bytes }) {
        const { default: jsonwebtoken } = await import('jsonwebtoken');
        const { createSecretKey } = await import('node:crypto');
        const key = keyForm === 'string' ? SECRET : createSecretKey(bytes);
        return (token) => jsonwebtoken.verify(token, key, { algorithms: ALGORITHMS });
      },
    }),
  ),
  {
    library: 'fast-jwt',
    call: 'createVerifier',
    keyForm: 'string',
    kind: 'library',
    isWebCrypto: false,
    async prepare() {
      const { createVerifier } = await import('fast-jwt');
      const verify = createVerifier({ algorithms: ALGORITHMS, key: SECRET, cache: false });
      return (token) => verify(token);
    },
  },
];
