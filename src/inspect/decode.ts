import { readJson } from '../formats/jwt/compact.ts';
import type { SignedInput } from '../keys/hmac.ts';
import { bytesOfBinary, decodeBinary, utf8 } from '../utils/encoding.ts';
import type { OwnProperties } from '../utils/objects.ts';
import { type Finding, findingsOf } from './findings.ts';

/** What could be read of a token, whoever made it. */
export interface DecodedToken {
  readonly header: OwnProperties | undefined;
  readonly claims: OwnProperties | undefined;
  /** What was signed, and the signature's bytes, where there is one that can be read. */
  readonly signed: SignedInput | undefined;
  readonly findings: readonly Finding[];
}

/** Deeper than any vendor's claims, and not so deep that JSON.stringify would give up. */
const MAX_DEPTH = 64;

/** What Node.js takes in all headers of a request together, and `verifyChatToken` without options. */
const LONG = 16_384;

const COMPACT = 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1';
const HEADERS = 'https://nodejs.org/api/http.html#httpmaxheadersize';
const HMAC = 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2';

/** Reads as much of a token as there is to read. */
export function decodeLoosely(token: string): DecodedToken {
  const findings: Finding[] = [];
  const found = findingsOf(COMPACT);
  const parts = token.split('.', 6);
  const first = String(parts.at(0));
  const second = parts.at(1) ?? '';
  const third = parts.at(2) ?? '';
  if (parts.length === 5) {
    findings.push(
      found(
        'error',
        'TOKEN_ENCRYPTED',
        '',
        'The token has five parts: it is encrypted (JWE), not signed',
        'Sign it with HS256 instead; these vendors take no encrypted token.',
      ),
    );
    return {
      header: readPart(first, 'header', findings),
      claims: undefined,
      signed: undefined,
      findings,
    };
  }
  if (parts.length !== 3) {
    findings.push(
      found(
        'error',
        'TOKEN_MALFORMED',
        '',
        `The token has ${parts.length === 6 ? 'more than five parts' : `${parts.length} of three parts`}`,
        'Hand over header.payload.signature in one piece: was it cut off on the way?',
      ),
    );
    if (parts.length !== 2) {
      return { header: undefined, claims: undefined, signed: undefined, findings };
    }
  } else if (third === '') {
    findings.push(
      found(
        'error',
        'TOKEN_UNSIGNED',
        '',
        'The token has no signature',
        'Sign it with HS256 and the secret that the vendor issued.',
      ),
    );
  }
  if (parts.some((part) => decodeBinary(part) === undefined)) {
    findings.push(
      found(
        'error',
        'TOKEN_NOT_BASE64URL',
        '',
        'The token holds what base64url does not: +, /, =, white space or another sign',
        'Use the encoding of JWTs (base64url without padding), and copy the token whole.',
      ),
    );
  }
  const header = readPart(first, 'header', findings);
  const claims = readPart(second, 'payload', findings);
  if (token.length > LONG) {
    findings.push(
      findingsOf(HEADERS)(
        'warning',
        'TOKEN_LONG',
        '',
        `The token has more than ${LONG} characters, more than servers take in a header`,
        'Leave out what the chat does not need.',
      ),
    );
  }
  const binary = parts.length === 3 && third !== '' ? decodePart(third) : undefined;
  if (binary === undefined) return { header, claims, signed: undefined, findings };
  const signature = bytesOfBinary(binary);
  if (header?.['alg'] === 'HS256' && signature.length !== 32) {
    findings.push(
      findingsOf(HMAC)(
        'error',
        'SIGNATURE_LENGTH',
        '',
        `The signature has ${signature.length} bytes, and one of HS256 has 32`,
        'Was the token cut off, or signed with another algorithm than its header says?',
      ),
    );
  }
  const input = utf8(`${first}.${second}`);
  return { header, claims, signed: { input, signature }, findings };
}

function readPart(
  part: string,
  name: 'header' | 'payload',
  findings: Finding[],
): OwnProperties | undefined {
  const binary = decodePart(part);
  const found = findingsOf('https://www.rfc-editor.org/rfc/rfc7519#section-7.2');
  if (binary !== undefined && isDeep(binary)) {
    findings.push(
      found(
        'error',
        'TOKEN_TOO_DEEP',
        '',
        `The token's ${name} is nested more than ${MAX_DEPTH} levels deep, and was not read`,
        'No vendor wants claims as deep: look at what was signed.',
      ),
    );
    return undefined;
  }
  try {
    if (binary !== undefined) return readJson(binary, name);
  } catch {
    // What is wrong with it, the finding says without quoting it.
  }
  findings.push(
    name === 'header'
      ? found(
          'error',
          'HEADER_NOT_JSON',
          '',
          "The token's header is no JSON object in UTF-8",
          'Is it a token at all? One begins with eyJ.',
        )
      : found(
          'error',
          'PAYLOAD_NOT_JSON',
          '',
          "The token's payload is no JSON object in UTF-8",
          'Sign an object with the claims, not a text, a list or something encrypted.',
        ),
  );
  return undefined;
}

/** Takes the padding and the alphabet of plain base64, too. */
function decodePart(part: string): string | undefined {
  let end = part.length;
  while (part[end - 1] === '=') end--;
  return decodeBinary(part.slice(0, end).replaceAll('+', '-').replaceAll('/', '_'), true);
}

/** Looks at the brackets outside of strings: no parser has to go down there. */
function isDeep(json: string): boolean {
  let depth = 0;
  let isString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json.charCodeAt(index);
    if (byte === 0x22) isString = !isString;
    else if (isString) index += byte === 0x5c ? 1 : 0;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
