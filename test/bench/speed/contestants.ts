import { sign as tsndrSign, verify as tsndrVerify } from '@tsndr/cloudflare-worker-jwt';
import { createSigner, createVerifier } from 'fast-jwt';
import { sign as honoSign, verify as honoVerify } from 'hono/jwt';
import { CompactSign, jwtVerify as joseVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { ENCODER, LIFETIME, type Scene, timed } from './scene.ts';
import type { Contestant, KeyForm } from './targets.ts';

/** Returns a token; WebCrypto alone returns a signature. */
export type Sign = () => unknown;
/** Rejects by an error, `false` or `undefined`. */
export type Verify = (token: string) => unknown;

/** A contestant, and how to prepare its call. */
export interface Entry<Call> extends Contestant {
  prepare(scene: Scene): Call;
}

/** Returns an entry for each form of the key. */
function entries<Form extends KeyForm, Call>(
  kind: Contestant['kind'],
  name: string,
  forms: readonly Form[],
  prepare: (scene: Scene, key: Scene['keys'][Form]) => Call,
): Entry<Call>[] {
  return forms.map((form) => ({
    kind,
    name,
    key: form,
    prepare: (scene) => prepare(scene, scene.keys[form]),
  }));
}

/** Sets new `iat` and `exp` in each call, as all users of these libraries do. */
export const SIGNERS: readonly Entry<Sign>[] = [
  ...entries('ours', 'createChatTokenSigner', ['string'], ({ ours }) => ours.sign),
  ...entries('ours', 'signChatToken', ['string'], ({ ours }) => ours.signOnce),
  ...entries('bare', 'crypto.subtle.sign', ['CryptoKey'], ({ input }, key): Sign => {
    return () => crypto.subtle.sign('HMAC', key, input);
  }),
  ...entries('webcrypto', 'jose CompactSign', ['CryptoKey'], ({ claims, header }, key): Sign => {
    return () =>
      new CompactSign(ENCODER.encode(JSON.stringify(timed(claims))))
        .setProtectedHeader(header)
        .sign(key);
  }),
  ...entries(
    'webcrypto',
    'jose SignJWT',
    ['CryptoKey', 'Uint8Array'],
    ({ claims, header }, key): Sign => {
      return () =>
        new SignJWT(claims)
          .setProtectedHeader(header)
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(key);
    },
  ),
  ...entries('webcrypto', 'hono', ['CryptoKey', 'string'], ({ claims }, key): Sign => {
    return () => honoSign(timed(claims), key, 'HS256');
  }),
  ...entries('webcrypto', 'tsndr', ['CryptoKey', 'string'], ({ claims, header }, key): Sign => {
    const options = { algorithm: 'HS256', header };
    return () => tsndrSign(timed(claims), key, options);
  }),
  ...entries('blocking', 'jsonwebtoken', ['string'], (scene, key): Sign => {
    const { claims, header } = scene;
    const keyid = header.kid === undefined ? {} : { keyid: header.kid };
    const options = { algorithm: 'HS256', expiresIn: LIFETIME, ...keyid } as const;
    return () => jsonwebtoken.sign(claims, key, options);
  }),
  ...entries('blocking', 'fast-jwt', ['string'], ({ claims, header }, key): Sign => {
    const kid = header.kid === undefined ? {} : { kid: header.kid };
    const sign = createSigner({ algorithm: 'HS256', key, expiresIn: LIFETIME * 1000, ...kid });
    return () => sign(claims);
  }),
];

const ALGORITHMS: ['HS256'] = ['HS256'];

/** No contestant caches verified tokens: the cache of fast-jwt is off, which is its default. */
export const VERIFIERS: readonly Entry<Verify>[] = [
  ...entries('ours', 'createChatTokenVerifier', ['string'], ({ ours }) => ours.verify),
  ...entries('ours', 'verifyChatToken', ['string'], ({ ours }) => ours.verifyOnce),
  ...entries('bare', 'crypto.subtle.verify', ['CryptoKey'], ({ signature, input }, key): Verify => {
    return () => crypto.subtle.verify('HMAC', key, signature, input);
  }),
  ...entries('webcrypto', 'jose jwtVerify', ['CryptoKey', 'Uint8Array'], (_, key): Verify => {
    const options = { algorithms: ALGORITHMS };
    return (token) => joseVerify(token, key, options);
  }),
  ...entries('webcrypto', 'hono', ['CryptoKey', 'string'], (_, key): Verify => {
    return (token) => honoVerify(token, key, 'HS256');
  }),
  ...entries('webcrypto', 'tsndr', ['CryptoKey', 'string'], (_, key): Verify => {
    return (token) => tsndrVerify(token, key, 'HS256');
  }),
  ...entries('blocking', 'jsonwebtoken', ['string'], (_, key): Verify => {
    return (token) => jsonwebtoken.verify(token, key, { algorithms: ALGORITHMS });
  }),
  ...entries('blocking', 'fast-jwt', ['string'], (_, key): Verify => {
    const verify = createVerifier({ algorithms: ALGORITHMS, key, cache: false });
    return (token) => verify(token);
  }),
];
