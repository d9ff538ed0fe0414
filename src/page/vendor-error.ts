import type { ChatLogin } from '../contract/login.ts';
import type { VendorError } from '../utils/errors.ts';

/** What may be a token: a JWT, hexadecimal digits, base64url. */
const TOKEN = /[\w-]{20,}[\w.-]*/g;

/**
 * Reads what a vendor's script says about its error: strings of at most 200 characters, without what
 * looks like a token or an email address, and without the values of the login: as they are or
 * percent-encoded, in upper or lower case.
 */
export function readVendorError(error: unknown, login?: ChatLogin): VendorError | undefined {
  let read: VendorError | undefined;
  const known: string[] = [];
  try {
    JSON.stringify({ ...login, vendor: 0 }, (_name, value: unknown) => {
      const text = textOf(value);
      // Shorter values occur in other words.
      if (text && text.length > 3) known.push(text, encodeURIComponent(text));
      return value;
    });
    known.sort((one, other) => other.length - one.length);
    for (const name of ['type', 'reason', 'code', 'message'] as const) {
      let text = textOf(Object(error)[name])?.slice(0, 2000);
      if (text === undefined) continue;
      for (const value of known) {
        let at = indexIn(text, value);
        while (at >= 0) {
          text = `${text.slice(0, at)}…${text.slice(at + value.length)}`;
          at = indexIn(text, value);
        }
      }
      read = { ...read, [name]: hideTokens(text).slice(0, 200) };
    }
  } catch {
    // A getter of a foreign error threw, or a value cannot be encoded.
  }
  return read;
}

function hideTokens(text: string): string {
  return text.replace(TOKEN, '…').replace(/\S+/g, (word) => (/@|%40/.test(word) ? '…' : word));
}

function indexIn(text: string, value: string): number {
  return text.toLowerCase().indexOf(value.toLowerCase());
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;
}
