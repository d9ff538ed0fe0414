import type { ChatLogin } from '../contract/login.ts';
import type { VendorError } from '../utils/errors.ts';

/** What may be a token: a JWT, hexadecimal digits, base64url. */
const TOKEN = /[\w-]{20,}[\w.-]*/g;

/** The name of an error, such as `LOGIN_CONFIG_INVALID`: no token is words in capital letters. */
const ERROR_NAME = /^[A-Z]+(?:_[A-Z]+)+\.?$/;

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
      if (text && text.length > 3) {
        // In the other case, some letters become two.
        known.push(text, text.toLowerCase(), text.toUpperCase(), encodeURIComponent(text));
      }
      return value;
    });
    known.sort((one, other) => other.length - one.length);
    for (const name of ['type', 'reason', 'code', 'message'] as const) {
      let text = textOf(Object(error)[name])?.slice(0, 2000);
      if (text === undefined) continue;
      for (const value of known) text = withoutValue(text, value);
      read = { ...read, [name]: hideTokens(text).slice(0, 200) };
    }
  } catch {
    // A getter of a foreign error threw, or a value cannot be encoded.
  }
  return read;
}

function hideTokens(text: string): string {
  const hide = (found: string) => (ERROR_NAME.test(found) ? found : '…');
  return text.replace(TOKEN, hide).replace(/\S+/g, (word) => (/@|%40/.test(word) ? '…' : word));
}

/** Hides a value, in upper or lower case. */
function withoutValue(text: string, value: string): string {
  const haystack = folded(text);
  const needle = folded(value);
  let result = '';
  let rest = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, rest)) {
    result += `${text.slice(rest, at)}…`;
    rest = at + needle.length;
  }
  return result + text.slice(rest);
}

/** Returns text of the same length in lower case. Some letters would become two, and stay. */
function folded(text: string): string {
  const fold = (letter: string) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  };
  return Array.from(text, fold).join('');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;
}
