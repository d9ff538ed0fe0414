import { decodeUtf8, encodeUtf8, parseJson } from '../../utils/encoding.ts';
import { copyPlain, type OwnProperties } from '../../utils/objects.ts';
import { formFinding } from '../catalog/form.ts';
import type { Finding } from '../findings.ts';
import { decodeBase64, startsLikeToken } from './search.ts';

/** The name of a part of a token that is JSON. */
export type JsonPart = 'header' | 'payload';

/** The object in a part of a token, and what is wrong with its JSON. */
export interface ReadJson {
  readonly members: OwnProperties | undefined;
  readonly findings: readonly Finding[];
}

/** Deeper than any vendor's claims, but not too deep for JSON.stringify. */
const MAX_DEPTH = 64;

/** JSON in a string in a list, and one more. */
const MAX_WRAPPERS = 4;

/** Reads the object in a part of a token, also from other encodings, and if it was encoded twice. */
export function readJson(bytes: Uint8Array, part: JsonPart): ReadJson {
  const findings: Finding[] = [];
  const { utf8, encoding } = toUtf8(bytes);
  if (isDeep(utf8)) {
    return {
      members: undefined,
      findings: [formFinding('TOKEN_TOO_DEEP', '', { part, max: MAX_DEPTH })],
    };
  }
  const { value, what } = unwrapJson(utf8);
  const members = copyPlain(value);
  if (members === undefined) return { members, findings: [unreadable(utf8, part)] };
  if (encoding !== undefined) findings.push(formFinding('JSON_NOT_UTF8', '', { part, encoding }));
  if (what !== undefined) findings.push(formFinding('JSON_WRAPPED', '', { part, what }));
  return { members, findings };
}

/** Bytes in UTF-8, and the name of their encoding if it was another one. */
interface Recoded {
  readonly utf8: Uint8Array;
  readonly encoding?: string;
}

function toUtf8(bytes: Uint8Array): Recoded {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { utf8: bytes.subarray(3), encoding: 'UTF-8 after a byte order mark' };
  }
  // JSON starts with an ASCII character, so that one of its two bytes is 0.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) {
    return recode(bytes, 'utf-16le', 'UTF-16');
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) {
    return recode(bytes, 'utf-16be', 'UTF-16');
  }
  try {
    decodeUtf8(bytes);
    return { utf8: bytes };
  } catch {
    return recode(bytes, 'windows-1252', 'Latin-1 or a similar encoding');
  }
}

function recode(bytes: Uint8Array, label: string, encoding: string): Recoded {
  try {
    return { utf8: encodeUtf8(new TextDecoder(label).decode(bytes)), encoding };
  } catch {
    return { utf8: bytes }; // The runtime has no TextDecoder, or only one for UTF-8.
  }
}

/** Takes an object out of strings and lists. */
function unwrapJson(utf8: Uint8Array): { value: unknown; what?: string } {
  let value = parseJson(utf8);
  let what: string | undefined;
  if (value === undefined) {
    value = textOf(utf8);
    what = 'base64 of it: it was encoded twice';
  }
  for (let wrappers = 0; wrappers < MAX_WRAPPERS; wrappers++) {
    if (typeof value === 'string') {
      what ??= 'a string with JSON in it';
      const text = value.trim();
      const inner = startsLikeToken(text) ? decodeBase64(text) : encodeUtf8(text);
      value = inner === undefined || isDeep(inner) ? undefined : parseJson(inner);
    } else if (Array.isArray(value) && value.length === 1) {
      what ??= 'a list with it';
      [value] = value;
    } else break;
  }
  return what === undefined ? { value } : { value, what };
}

function textOf(utf8: Uint8Array): string {
  try {
    return decodeUtf8(utf8);
  } catch {
    return '';
  }
}

/** Says why no object can be read. */
function unreadable(utf8: Uint8Array, part: JsonPart): Finding {
  const text = textOf(utf8).trim();
  if (/^\{\s*"/.test(text) && parseJson(utf8) === undefined) {
    return formFinding('TOKEN_DAMAGED', '', { part, reason: 'it is not complete JSON' });
  }
  return formFinding(part === 'header' ? 'HEADER_NOT_JSON' : 'PAYLOAD_NOT_JSON');
}

/** Counts the brackets outside of strings, so that no parser has to descend. */
function isDeep(json: Uint8Array): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (byte === 0x22) isInString = !isInString;
    else if (isInString) index += byte === 0x5c ? 1 : 0;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
