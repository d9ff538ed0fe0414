import type { AnyChatVendor } from 'chat-token';

/** The last second that a `Date` can hold. */
const LAST_SECOND = 8.64e12;

/** Describes when a token expires: `expires 2026-11-21T12:00:00Z (in 60 minutes)`. */
export function describeExpiry(
  { expiry }: AnyChatVendor['token'],
  claims: { readonly iat?: number; readonly exp?: number },
): string {
  const { iat } = claims;
  const isAge = expiry?.claim === 'iat' && iat !== undefined;
  const exp = claims.exp ?? (isAge ? iat + expiry.max : undefined);
  if (exp === undefined || exp > LAST_SECOND) return 'never expires';
  const minutes = Math.round((exp - Date.now() / 1000) / 60);
  const at = new Date(exp * 1000).toISOString().replace('.000Z', 'Z');
  return `expires ${at} (in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
}
