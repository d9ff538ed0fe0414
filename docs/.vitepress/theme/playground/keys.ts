/** Keys that are made on the spot, and are worth nothing to any vendor. */

/** A key id and a secret; vendors that name no key take the secret alone. */
export interface PlaygroundKey {
  readonly keyId: string;
  readonly secret: string;
}

/** A new key: 256 random bits in base64, which vendors take as text or decode, or in hexadecimal digits. */
export function newKey(encoding: 'base64' | 'hex' = 'base64'): PlaygroundKey {
  const bytes = random(32);
  const secret = encoding === 'hex' ? hexOf(bytes) : btoa(String.fromCharCode(...bytes));
  return { keyId: `app_${hexOf(random(12))}`, secret };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
