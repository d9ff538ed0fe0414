import type { SignedInput } from '../keys/hmac.ts';
import { decodeBase64url, encodeUtf8, isBase64url, parseJson } from '../utils/encoding.ts';
import { copyPlain, type OwnProperties } from '../utils/objects.ts';
import { formFinding } from './catalog/form.ts';
import type { Finding } from './findings.ts';

/** What could be read from a token. */
export interface DecodedToken {
  readonly header: OwnProperties | undefined;
  readonly claims: OwnProperties | undefined;
  /** What was signed, and the signature, if it can be read. */
  readonly signed: SignedInput | undefined;
  readonly findings: readonly Finding[];
}

/** Deeper than any vendor's claims, but not too deep for JSON.stringify. */
const MAX_DEPTH = 64;

/** Reads as much of a token as possible. */
export function decodeLoosely(token: string): DecodedToken {
  const findings: Finding[] = [];
  const parts = token.split('.', 6);
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 5) {
    findings.push(formFinding('TOKEN_ENCRYPTED'));
    const header = readPart(first, 'header', findings);
    return { header, claims: undefined, signed: undefined, findings };
  }
  if (/^[0-9a-f]{64}$/i.test(token)) {
    findings.push(formFinding('TOKEN_IS_HASH'));
    return { header: undefined, claims: undefined, signed: undefined, findings };
  }
  if (parts.length !== 3) {
    const count = parts.length === 6 ? 'more than five' : parts.length;
    findings.push(formFinding('TOKEN_MALFORMED', '', { count }));
    if (parts.length !== 2) {
      return { header: undefined, claims: undefined, signed: undefined, findings };
    }
  } else if (third === '') findings.push(formFinding('TOKEN_UNSIGNED'));
  if (!parts.every(isBase64url)) findings.push(formFinding('TOKEN_NOT_BASE64URL'));

  const header = readPart(first, 'header', findings);
  const claims = readPart(second, 'payload', findings);
  const signature = third === '' ? undefined : decodePart(third);
  if (signature === undefined) return { header, claims, signed: undefined, findings };
  if (header?.['alg'] === 'HS256' && signature.length !== 32) {
    findings.push(formFinding('SIGNATURE_LENGTH', '', { length: signature.length }));
  }
  const input = encodeUtf8(`${first}.${second}`);
  return { header, claims, signed: { input, signature }, findings };
}

function readPart(
  part: string,
  name: 'header' | 'payload',
  findings: Finding[],
): OwnProperties | undefined {
  const bytes = decodePart(part);
  if (bytes !== undefined && isDeep(bytes)) {
    findings.push(formFinding('TOKEN_TOO_DEEP', '', { part: name, max: MAX_DEPTH }));
    return undefined;
  }
  const members = copyPlain(parseJson(bytes));
  if (members === undefined) {
    findings.push(formFinding(name === 'header' ? 'HEADER_NOT_JSON' : 'PAYLOAD_NOT_JSON'));
  }
  return members;
}

/** Also accepts padding and the alphabet of plain base64. */
function decodePart(part: string): Uint8Array<ArrayBuffer> | undefined {
  let end = part.length;
  while (part[end - 1] === '=') end--;
  return decodeBase64url(part.slice(0, end).replaceAll('+', '-').replaceAll('/', '_'));
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
