import type { signatureFinding } from '../catalog/signature.ts';
import type { FindingValues } from '../findings.ts';
import {
  base64Decodings,
  base64Encodings,
  encoded,
  type Form,
  hexDecodings,
  hexEncodings,
  utf16Encodings,
} from './encodings.ts';

/** A cause of a wrong signature: the code of its finding, and what the finding says. */
export interface Cause {
  readonly code: Parameters<typeof signatureFinding>[0];
  readonly values?: FindingValues;
}

/** One way in which a secret or a key id is changed by mistake. */
export interface Change {
  readonly cause: Cause;
  /** Returns the results, the most common first. */
  apply(text: string): readonly Form[];
  /** How many of the results are combined with other changes. Default: 0. */
  readonly combined?: number;
}

const NAME = /^(?:export\s+|set\s+|\$env:)?[A-Za-z]\w{0,63}(?:\s?=\s?(?!=*$)|:\s)(.+)$/is;

/** What removes damage. Each returns only what has changed. */
const REPAIRS: readonly Change[] = [
  {
    cause: { code: 'SECRET_TRIMMED' },
    apply: (text) => {
      const start = blankStart(text);
      const end = blankEnd(text);
      const results = [text.slice(start, end), text.slice(0, end), text.slice(start)];
      return results.filter((result) => result !== text);
    },
  },
  {
    cause: { code: 'SECRET_REPAIRED', values: { damage: 'the quotation marks around it' } },
    apply: (text) => [
      ...group(text, /^[bru]?(["'`])(.+)\1[;,]?$/s, 2),
      ...group(text, /^[“‘„«](.+)[”’“»]$/s, 1),
    ],
  },
  {
    cause: { code: 'SECRET_REPAIRED', values: { damage: 'the name before it' } },
    apply: (text) => group(text, NAME, 1),
  },
  {
    cause: { code: 'SECRET_REPAIRED', values: { damage: 'the comment after it' } },
    apply: (text) => {
      const start = text.search(/\s(?:#|\/\/)/);
      return start < 1 ? [] : [text.slice(0, start).trimEnd()];
    },
  },
];

/** White space, NUL, zero-width characters and the byte order mark. */
const BLANK = /^[\s\0\u200b-\u200d\u2060\ufeff]$/;

/** Where the white space before a string ends. A line break may be written as `\n`. */
function blankStart(text: string): number {
  let start = 0;
  while (start < text.length) {
    if (BLANK.test(text.charAt(start))) start += 1;
    else if (/^\\[nrt]$/.test(text.slice(start, start + 2))) start += 2;
    else break;
  }
  return start;
}

/** Where the white space after a string starts. A search with an expression would take quadratic time. */
function blankEnd(text: string): number {
  let end = text.length;
  while (end > 0) {
    if (BLANK.test(text.charAt(end - 1))) end -= 1;
    else if (/^\\[nrt]$/.test(text.slice(Math.max(end - 2, 0), end))) end -= 2;
    else break;
  }
  return end;
}

function group(text: string, pattern: RegExp, number: number): readonly string[] {
  const found = pattern.exec(text)?.[number];
  return found === undefined ? [] : [found];
}

/** A layer for each repair, and some more. */
const MAX_LAYERS = 6;

/** Removes layer after layer of damage. Returns what each was as well. */
export function repair(text: string): { readonly text: string; readonly causes: readonly Cause[] } {
  const causes = new Set<Cause>();
  let repaired = text;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const change = REPAIRS.find(({ apply }) => apply(repaired).length > 0);
    const [result] = change?.apply(repaired) ?? [];
    if (change === undefined || typeof result !== 'string' || result === '') break;
    repaired = result;
    causes.add(change.cause);
  }
  return { text: repaired, causes: [...causes] };
}

/** What happens to secrets, the most likely first. */
export const CHANGES: readonly Change[] = [
  { cause: { code: 'SECRET_BASE64_DECODED' }, apply: base64Decodings, combined: 2 },
  {
    cause: { code: 'SECRET_WITH_NEWLINE' },
    apply: (text) => [
      ...['\n', '\r\n', '\r', '\\n', '\n\n', '\r\n\r\n', '\\r\\n'].map((end) => text + end),
      `\n${text}`,
      `\n${text}\n`,
    ],
    combined: 2,
  },
  ...REPAIRS,
  {
    cause: { code: 'SECRET_QUOTED' },
    apply: (text) => [
      ...[`"${text}"`, `'${text}'`, `\`${text}\``, `b'${text}'`, `“${text}”`, `‘${text}’`],
      ...[`"${text}";`, `"${text}",`, `"${text}`, `${text}"`],
    ],
    combined: 2,
  },
  { cause: { code: 'SECRET_HEX_DECODED' }, apply: hexDecodings, combined: 1 },
  {
    cause: { code: 'SECRET_BASE64_ENCODED' },
    apply: (text) => base64Encodings(encoded(text)),
    combined: 1,
  },
  {
    cause: { code: 'SECRET_HEX_ENCODED' },
    apply: (text) => hexEncodings(encoded(text)),
    combined: 1,
  },
  {
    cause: { code: 'SECRET_WITH_SPACE' },
    apply: (text) => [
      ...[' ', '\t', '\xa0', '  '].flatMap((space) => [
        text + space,
        space + text,
        space + text + space,
      ]),
      ...[`\ufeff${text}`, `\ufeff${text}\n`, `\ufeff${text}\r\n`, ` ${text}\n`, `${text} \n`],
    ],
    combined: 1,
  },
  { cause: { code: 'SECRET_IN_OTHER_CHARSET' }, apply: utf16Encodings, combined: 2 },
  {
    cause: { code: 'SECRET_REPAIRED', values: { damage: 'the JSON around it' } },
    apply: jsonStrings,
  },
];

/** Services that keep secrets return a JSON object with the secret in a member. */
function jsonStrings(text: string): readonly string[] {
  if (!/^\s*\{/.test(text)) return [];
  try {
    const members: unknown[] = Object.values(JSON.parse(text));
    return members.filter((member) => typeof member === 'string').slice(0, 20);
  } catch {
    return [];
  }
}

/** A part of the secret: cut off at a `$` or `#`, or when it was copied. */
export const CUT: Change = {
  cause: { code: 'SECRET_CUT' },
  apply: (text) => {
    const length = Math.min(text.length, MAX_CUT);
    return [
      text.replace(/\$(?:\w+|\{\w*\})/g, ''),
      ...Array.from({ length }, (_, index) => text.slice(0, length - 1 - index)),
      ...Array.from({ length: 4 }, (_, index) => text.slice(index + 1)),
    ];
  },
};

/** Of a longer secret, only the first characters are tried. */
const MAX_CUT = 100;

/** Returns the change that leaves the name of the variable before a secret, as in an env file. */
export function withName(vendorName: string | undefined): Change {
  const vendor = (vendorName ?? 'chat').toUpperCase().replaceAll('-', '_');
  const names = ['', `${vendor}_`].flatMap((before) => NAMES.map((name) => before + name));
  return {
    cause: { code: 'SECRET_WITH_NAME' },
    apply: (text) =>
      ['', 'export '].flatMap((before) => names.map((name) => `${before}${name}=${text}`)),
  };
}

const NAMES: readonly string[] = [
  ...['SECRET', 'JWT_SECRET', 'CHAT_SECRET', 'SECRET_KEY', 'JWT_SECRET_KEY', 'SIGNING_KEY'],
  ...['KEY', 'API_SECRET', 'SHARED_SECRET', 'APP_SECRET', 'CLIENT_SECRET'],
];

/** Secrets of examples, and what becomes of one that is missing. */
export const SAMPLES: readonly string[] = [
  // jwt.io, in its versions
  ...['secret', 'your-256-bit-secret', 'your-384-bit-secret', 'your-512-bit-secret'],
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  // jwtbuilder.jamiekurtz.com, jsonwebtoken, jose
  'qwertyuiopasdfghjklzxcvbnm123456',
  ...['shhhhh', 'shhhhhhared-secret'],
  'cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2',
  ...['undefined', 'null', 'None', 'nil', 'NaN', 'false', 'true', '[object Object]'],
  ...['[object Promise]', 'SECRET', 'mysecret', 'my-secret', 'my_secret', 'MY_SECRET'],
  ...['supersecret', 'super-secret', 'super_secret', 'secretkey', 'secret-key', 'secret_key'],
  ...['SECRET_KEY', 'mysecretkey', 'my-secret-key', 'my_secret_key', 'MY_SECRET_KEY'],
  ...['your-secret', 'your_secret', 'YOUR_SECRET', 'your-secret-key', 'your_secret_key'],
  ...['YOUR_SECRET_KEY', 'your-jwt-secret', 'your_jwt_secret', 'YOUR_JWT_SECRET'],
  ...['JWT_SECRET', '$JWT_SECRET', `\${JWT_SECRET}`, 'jwt_secret', 'jwt-secret', 'jwtsecret'],
  ...['signing-key', 'SIGNING_KEY', 'shared-secret', 'shared_secret', 'SHARED_SECRET'],
  ...['changeme', 'change-me', 'change_me', 'CHANGE_ME', 'changeit', 'replace-me', 'REPLACE_ME'],
  ...['todo', 'TODO', 'key', 'test', 'password', 'example', 'foo', 'foobar', '123456'],
];

/** A check box on jwt.io decodes the secret, and files end with a line break. */
export const SAMPLE_CHANGES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'SECRET_BASE64_DECODED',
  'SECRET_WITH_NEWLINE',
]);
