/** Secrets, tokens and user data that must never get out, and every form that they could take. */
import { createHmac } from 'node:crypto';
import { type ChatwootUser, type ZendeskUser, zendesk } from 'chat-token';
import { forge, KEY_ID, NOW_SECONDS } from '../support/support.ts';

/** What a marker belongs to. */
export type Kind = 'secret' | 'token' | 'user' | 'planted';

/** The quotation mark and the backslash give it another form in JSON. */
export const MARKER_SECRET = 'Zq7"Wv9\\leak-of-the-secret/Kf3+Tz8~ok';

/** A visitor. The number passes for one of a payment card. */
export const CARD = '4539578763621486';
export const EMAIL = 'qjane.marker@leak.example';
export const NAME = 'Qwertzina "Marker" Yxcvb';

export const USER: ZendeskUser = {
  external_id: CARD,
  name: NAME,
  email: EMAIL,
  email_verified: true,
};

/** What every hostile value holds. */
export const PLANTED = 'Xk5 planted@leak.example "J\\v4" marker';

/** A token of that visitor, signed with that secret. */
export const TOKEN: string = forge(
  { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
  { ...zendesk.claims(USER), iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 },
  MARKER_SECRET,
);

/** The same visitor for a vendor with an identity hash, and the hash. */
export const HASH_USER: ChatwootUser = { identifier: CARD, name: NAME, email: EMAIL };
export const HASH: string = createHmac('sha256', MARKER_SECRET).update(CARD).digest('hex');

/** Payload and signature identify a token; headers are all alike. */
const [, PAYLOAD = '', SIGNATURE = ''] = TOKEN.split('.');

interface Form {
  readonly kind: Kind;
  readonly form: string;
  readonly text: string;
}

/** The forms of a string: encoded, escaped, shortened, as bytes. */
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

/** The base64url characters of a string inside a longer one, such as a payload. */
function within(text: string, offset: number): string {
  const encoded = Buffer.from(' '.repeat(offset) + text).toString('base64url');
  const first = offset === 0 ? 0 : 4;
  return encoded.slice(first, encoded.length - (encoded.length % 4 || 4));
}

const FORMS: readonly Form[] = [
  ...formsOf('secret', MARKER_SECRET),
  ...[PAYLOAD, SIGNATURE, HASH].flatMap((part) => formsOf('token', part)),
  ...[CARD, EMAIL, NAME].flatMap((text) => formsOf('user', text)),
  ...formsOf('planted', PLANTED),
];

/** Names the markers in a text, except for those it may hold, and never quotes the text. */
export function leaksIn(text: string, mayHold: readonly Kind[] = []): string[] {
  const leaks = FORMS.filter((form) => !mayHold.includes(form.kind) && text.includes(form.text));
  const found = leaks.map(({ kind, form }) => `${kind}: ${form}`);
  const isToken = !mayHold.includes('token') && /\beyJ[\w-]{10,}\.[\w-]{3,}/.test(text);
  return isToken ? [...found, 'token: any'] : found;
}
