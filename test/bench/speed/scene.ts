/** What the contestants sign and verify: everything that is ready before the clock runs. */
import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatToken,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { CompactSign } from 'jose';
import type { Size } from './targets.ts';
import { LARGE_USER, SMALL_USER } from './users.ts';

const SECRET = 'k3y-0f-the-benchmark-for-every-contestant';
const ZENDESK = { secret: SECRET, keyId: 'app_62b5e0ffca5a3800f0225c53' };
const CONVRS = { secret: SECRET };

/** The lifetime of all tokens, in seconds: the default of this library. */
export const LIFETIME = 3600;

export const ENCODER = new TextEncoder();

type Claims = Readonly<Record<string, unknown>>;

interface Payload {
  /** The claims without times. */
  readonly claims: Claims;
  readonly header: { readonly alg: 'HS256'; readonly typ: 'JWT'; readonly kid?: string };
  /** The functions of this library, each for one token. */
  readonly ours: {
    readonly sign: () => Promise<string>;
    readonly signOnce: () => Promise<string>;
    readonly verify: (token: string) => Promise<unknown>;
    readonly verifyOnce: (token: string) => Promise<unknown>;
  };
}

function payloadOf(size: Size): Payload {
  const header = { alg: 'HS256', typ: 'JWT' } as const;
  if (size === 'small') {
    const sign = createChatTokenSigner(zendesk, ZENDESK);
    return {
      claims: { ...zendesk.claims(SMALL_USER) },
      header: { ...header, kid: ZENDESK.keyId },
      ours: {
        sign: () => sign(SMALL_USER),
        signOnce: () => signChatToken(zendesk, SMALL_USER, ZENDESK),
        verify: createChatTokenVerifier(zendesk, ZENDESK),
        verifyOnce: (token) => verifyChatToken(zendesk, token, ZENDESK),
      },
    };
  }
  const sign = createChatTokenSigner(convrs, CONVRS);
  return {
    claims: { ...convrs.claims(LARGE_USER) },
    header,
    ours: {
      sign: () => sign(LARGE_USER),
      signOnce: () => signChatToken(convrs, LARGE_USER, CONVRS),
      verify: createChatTokenVerifier(convrs, CONVRS),
      verifyOnce: (token) => verifyChatToken(convrs, token, CONVRS),
    },
  };
}

/** Adds the times for libraries that set none themselves. */
export function timed(claims: Claims): Claims & { iat: number; exp: number } {
  const iat = Math.floor(Date.now() / 1000);
  return { ...claims, iat, exp: iat + LIFETIME };
}

export type Scene = Awaited<ReturnType<typeof setScene>>;

/** Prepares a payload, the secret in each form, a token and the parts of it. */
export async function setScene(size: Size) {
  const payload = payloadOf(size);
  const bytes = ENCODER.encode(SECRET);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const token = await new CompactSign(ENCODER.encode(JSON.stringify(timed(payload.claims))))
    .setProtectedHeader(payload.header)
    .sign(bytes);
  const [input = '', signature = ''] = token.split(/\.(?=[^.]*$)/);
  return {
    ...payload,
    keys: {
      string: SECRET,
      Uint8Array: bytes,
      CryptoKey: await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']),
    },
    token,
    input: ENCODER.encode(input),
    signature: Uint8Array.from(Buffer.from(signature, 'base64url')),
  };
}
