import { CompactSign } from 'jose';
import { headerOf, PAYLOADS, type Payload, SECRET, timed } from './payloads.ts';
import type { Contestant, Size } from './report.ts';

/** What contestants are given before the clock runs: the payload, the key in each form, a token. */
export interface Scene {
  readonly payload: Payload;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cryptoKey: CryptoKey;
  /** Made by none of those that are compared in verifying alone. */
  readonly token: string;
  /** What the token's signature is over, and the signature. */
  readonly input: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The token with another signature. */
  readonly forged: string;
  readonly forgedSignature: Uint8Array<ArrayBuffer>;
}

/** A contestant, and how its call is made ready. It loads its own library: not every runtime can. */
export interface Entry<Call> extends Contestant {
  prepare(scene: Scene): Promise<Call>;
}

export const ENCODER = new TextEncoder();

export async function setScene(size: Size): Promise<Scene> {
  const payload = PAYLOADS[size];
  const bytes = ENCODER.encode(SECRET);
  const token = await new CompactSign(ENCODER.encode(JSON.stringify(timed(payload.claims))))
    .setProtectedHeader(headerOf(payload))
    .sign(bytes);
  const end = token.lastIndexOf('.');
  const signature = Uint8Array.from(Buffer.from(token.slice(end + 1), 'base64url'));
  const forgedSignature = signature.with(0, (signature[0] ?? 0) ^ 1);
  return {
    payload,
    bytes,
    cryptoKey: await crypto.subtle.importKey(
      'raw',
      bytes,
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign', 'verify'],
    ),
    token,
    input: ENCODER.encode(token.slice(0, end)),
    signature,
    forged: `${token.slice(0, end)}.${Buffer.from(forgedSignature).toString('base64url')}`,
    forgedSignature,
  };
}
