import { createHmac } from 'node:crypto';
import { SECRET } from './known-tokens.ts';

/** Makes a token of any header and payload with node:crypto, independently of the library. */
export function forge(
  header: unknown,
  payload: unknown,
  secret: string | Uint8Array = SECRET,
): string {
  const encode = (part: unknown) =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}
