import { isDeepStrictEqual } from 'node:util';
import { compactVerify } from 'jose';
import { LIFETIME } from './payloads.ts';
import type { Contestant } from './report.ts';
import type { Scene } from './scene.ts';
import type { Sign } from './signers.ts';
import type { Verify } from './verifiers.ts';

/**
 * Whether a signer gives what all give, an HS256 token with these claims and these times, and so does
 * the same work. Gives whether the token names the key.
 */
export async function checkSigner(
  signer: Contestant,
  sign: Sign,
  { payload, bytes, signature }: Scene,
): Promise<boolean> {
  const made = await sign();
  if (signer.kind === 'bare') {
    if (!isDeepStrictEqual(new Uint8Array(made as ArrayBuffer), signature)) {
      throw new Error('The signature is another one.');
    }
    return true;
  }
  const { protectedHeader, payload: json } = await compactVerify(String(made), bytes);
  const { iat, exp, ...claims } = JSON.parse(new TextDecoder().decode(json));
  if (protectedHeader.alg !== 'HS256') throw new Error('The token is not of HS256.');
  if (!isDeepStrictEqual(claims, payload.claims)) throw new Error('The token has other claims.');
  if (exp - iat !== LIFETIME || Math.abs(iat - Date.now() / 1000) > 5) {
    throw new Error('The token has other times.');
  }
  return protectedHeader.kid === payload.keyId;
}

/** Whether a verifier takes the good token and refuses the other. */
export async function checkVerifier(verify: Verify, { token, forged }: Scene): Promise<void> {
  if (!isAccepted(await verify(token))) throw new Error('The good token is refused.');
  if (await acceptsForged(verify, forged)) throw new Error('A forged token is taken.');
}

async function acceptsForged(verify: Verify, forged: string): Promise<boolean> {
  try {
    return isAccepted(await verify(forged));
  } catch {
    return false;
  }
}

function isAccepted(verdict: unknown): boolean {
  return verdict !== undefined && verdict !== false;
}
