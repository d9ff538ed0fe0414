import type { AnyChatVendor } from 'chat-token';
import { secondsOf } from '../utils/time.ts';

/** The last second that a `Date` can hold. */
const LAST_SECOND = 8.64e12;

/** Describes when a token expires: `expires 2026-11-21T12:00:00Z (in 60 minutes)`. */
export function describeExpiry(
  { expiry, timeField }: AnyChatVendor['token'],
  claims: { readonly iat?: number; readonly exp?: number },
): string {
  const start: unknown = Reflect.get(claims, expiry?.claim ?? '');
  const isAge = expiry !== null && expiry.claim !== 'exp' && typeof start === 'number';
  const exp =
    claims.exp ??
    (isAge ? Math.round(secondsOf(start, timeField?.unit ?? 'seconds')) + expiry.max : undefined);
  if (exp === undefined || exp > LAST_SECOND) return 'never expires';
  const minutes = Math.round((exp - Date.now() / 1000) / 60);
  const at = new Date(exp * 1000).toISOString().replace('.000Z', 'Z');
  return `expires ${at} (in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
}
