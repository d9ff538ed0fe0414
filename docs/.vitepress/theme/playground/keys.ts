/** Keys that are made on the spot, and are worth nothing to any vendor. */

/** A key id and a secret; vendors that name no key take the secret alone. */
export interface PlaygroundKey {
  readonly keyId: string;
  readonly secret: string;
}

/** A new key: 256 random bits in base64, which vendors take as text or decode. */
export function newKey(): PlaygroundKey {
  const hex = Array.from(random(12), (byte) => byte.toString(16).padStart(2, '0'));
  const secret = btoa(String.fromCharCode(...random(32)));
  return { keyId: `app_${hex.join('')}`, secret };
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
