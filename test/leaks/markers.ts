/** What must not get out, in all the forms that it could have when it does. */
import { type ZendeskUser, zendesk } from 'chat-token';
import { forge, KEY_ID, NOW_SECONDS } from '../support/support.ts';

/** Whose a marker is: what may be shown where is said in these words. */
export type Kind = 'secret' | 'token' | 'user' | 'planted';

/** The quotation mark and the backslash make its form in JSON another one than itself. */
export const MARKER_SECRET = 'Zq7"Wv9\\leak-of-the-secret/Kf3+Tz8~ok';

/** A visitor. The number is one of a card, by its check digit. */
export const CARD = '4539578763621486';
export const EMAIL = 'qjane.marker@leak.example';
export const NAME = 'Qwertzina "Marker" Yxcvb';

/** For Zendesk, whose users have a name, an e-mail address and an id. */
export const USER: ZendeskUser = {
  external_id: CARD,
  name: NAME,
  email: EMAIL,
  email_verified: true,
};

/** What a hostile value holds, wherever it is put. */
export const PLANTED = 'Xk5 planted@leak.example "J\\v4" marker';

/** A token of that visitor, signed with that secret. */
export const TOKEN: string = forge(
  { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
  { ...zendesk.claims(USER), iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 },
  MARKER_SECRET,
);

/** A token is known by its payload and by its signature; headers are all alike. */
const [, PAYLOAD = '', SIGNATURE = ''] = TOKEN.split('.');

interface Form {
  readonly kind: Kind;
  readonly form: string;
  readonly text: string;
}

/** Every form of a text that `leak.json` names, and some more. */
function formsOf(kind: Kind, text: string): Form[] {
  const bytes = Buffer.from(text);
  const list = [...bytes.subarray(0, 8)];
  const forms: Record<string, string> = {
    text,
    'first 8 characters': text.slice(0, 8),
    base64: bytes.toString('base64').replace(/=+$/, ''),
    base64url: bytes.toString('base64url'),
    hex: bytes.toString('hex'),
    'JSON-escaped': JSON.stringify(text).slice(1, -1),
    'first 8 characters, JSON-escaped': JSON.stringify(text.slice(0, 8)).slice(1, -1),
    'percent-encoded': encodeURIComponent(text),
    'bytes of a Buffer': list.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    'bytes in a list': list.join(', '),
    'bytes in JSON': list.join(','),
    'bytes of a typed array in JSON': list.map((byte, index) => `"${index}":${byte}`).join(','),
  };
  for (const offset of [0, 1, 2])
    forms[`base64 at offset ${offset} of another text`] = within(text, offset);
  return Object.entries(forms).map(([form, each]) => ({ kind, form, text: each }));
}

/** The signs of base64url that a text has wherever it stands in a longer one: a payload, say. */
function within(text: string, offset: number): string {
  const encoded = Buffer.from(' '.repeat(offset) + text).toString('base64url');
  const first = offset === 0 ? 0 : 4;
  return encoded.slice(first, encoded.length - (encoded.length % 4 || 4));
}

const FORMS: readonly Form[] = [
  ...formsOf('secret', MARKER_SECRET),
  ...[PAYLOAD, SIGNATURE].flatMap((part) => formsOf('token', part)),
  ...[CARD, EMAIL, NAME].flatMap((text) => formsOf('user', text)),
  ...formsOf('planted', PLANTED),
];

/** What a text gives away, but for what it may hold: the form, never the text itself. */
export function leaksIn(text: string, mayHold: readonly Kind[] = []): string[] {
  const leaks = FORMS.filter((form) => !mayHold.includes(form.kind) && text.includes(form.text));
  const found = leaks.map(({ kind, form }) => `${kind}: ${form}`);
  const isToken = !mayHold.includes('token') && /\beyJ[\w-]{10,}\.[\w-]{3,}/.test(text);
  return isToken ? [...found, 'token: any'] : found;
}
