import { sign as tsndrSign, verify as tsndrVerify } from '@tsndr/cloudflare-worker-jwt';
import { createSigner, createVerifier } from 'fast-jwt';
import { sign as honoSign, verify as honoVerify } from 'hono/jwt';
import { CompactSign, jwtVerify as joseVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { ENCODER, LIFETIME, type Scene, timed } from './scene.ts';
import type { Contestant, KeyForm } from './targets.ts';

/** Signs, or verifies the token; rejects by an error, `false` or `undefined`. */
type Call = (token: string) => unknown;

/** A contestant, and how to prepare its call. */
interface Entry extends Contestant {
  prepare(scene: Scene): Call;
}

/** Returns an entry for each form of the key. */
function entries<Form extends KeyForm>(
  kind: Contestant['kind'],
  name: string,
  forms: readonly Form[],
  prepare: (scene: Scene, key: Scene['keys'][Form]) => Call,
): Entry[] {
  return forms.map((key) => ({
    kind,
    name,
    key,
    prepare: (scene) => prepare(scene, scene.keys[key]),
  }));
}

/** Sets new `iat` and `exp` in each call, as all users of these libraries do. */
export const SIGNERS: readonly Entry[] = [
  ...entries('ours', 'createChatTokenSigner', ['string'], ({ ours }) => ours.sign),
  ...entries('ours', 'signChatToken', ['string'], ({ ours }) => ours.signOnce),
  ...entries('bare', 'crypto.subtle.sign', ['CryptoKey'], ({ input }, key) => {
    return () => crypto.subtle.sign('HMAC', key, input);
  }),
  ...entries('webcrypto', 'jose CompactSign', ['CryptoKey'], ({ claims, header }, key) => {
    return () =>
      new CompactSign(ENCODER.encode(JSON.stringify(timed(claims))))
        .setProtectedHeader(header)
        .sign(key);
  }),
  ...entries(
    'webcrypto',
    'jose SignJWT',
    ['CryptoKey', 'Uint8Array'],
    ({ claims, header }, key) => {
      return () =>
        new SignJWT(claims)
          .setProtectedHeader(header)
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(key);
    },
  ),
  ...entries('webcrypto', 'hono', ['CryptoKey', 'string'], ({ claims }, key) => {
    return () => honoSign(timed(claims), key, 'HS256');
  }),
  ...entries('webcrypto', 'tsndr', ['CryptoKey', 'string'], ({ claims, header }, key) => {
    const options = { algorithm: 'HS256', header };
    return () => tsndrSign(timed(claims), key, options);
  }),
  ...entries('blocking', 'jsonwebtoken', ['string'], (scene, key) => {
    const { claims, header } = scene;
    const keyid = header.kid === undefined ? {} : { keyid: header.kid };
    const options = { algorithm: 'HS256', expiresIn: LIFETIME, ...keyid } as const;
    return () => jsonwebtoken.sign(claims, key, options);
  }),
  ...entries('blocking', 'fast-jwt', ['string'], ({ claims, header }, key) => {
    const kid = header.kid === undefined ? {} : { kid: header.kid };
    const sign = createSigner({ algorithm: 'HS256', key, expiresIn: LIFETIME * 1000, ...kid });
    return () => sign(claims);
  }),
];

const ALGORITHMS: ['HS256'] = ['HS256'];

/** No contestant caches verified tokens: the cache of fast-jwt is off, which is its default. */
export const VERIFIERS: readonly Entry[] = [
  ...entries('ours', 'createChatTokenVerifier', ['string'], ({ ours }) => ours.verify),
  ...entries('ours', 'verifyChatToken', ['string'], ({ ours }) => ours.verifyOnce),
  ...entries('bare', 'crypto.subtle.verify', ['CryptoKey'], ({ signature, input }, key) => {
    return () => crypto.subtle.verify('HMAC', key, signature, input);
  }),
  ...entries('webcrypto', 'jose jwtVerify', ['CryptoKey', 'Uint8Array'], (_, key) => {
    const options = { algorithms: ALGORITHMS };
    return (token) => joseVerify(token, key, options);
  }),
  ...entries('webcrypto', 'hono', ['CryptoKey', 'string'], (_, key) => {
    return (token) => honoVerify(token, key, 'HS256');
  }),
  ...entries('webcrypto', 'tsndr', ['CryptoKey', 'string'], (_, key) => {
    return (token) => tsndrVerify(token, key, 'HS256');
  }),
  ...entries('blocking', 'jsonwebtoken', ['string'], (_, key) => {
    return (token) => jsonwebtoken.verify(token, key, { algorithms: ALGORITHMS });
  }),
  ...entries('blocking', 'fast-jwt', ['string'], (_, key) => {
    const verify = createVerifier({ algorithms: ALGORITHMS, key, cache: false });
    return (token) => verify(token);
  }),
];
