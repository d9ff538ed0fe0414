import { decodeBase64url, parseJson } from '../../utils/encoding.ts';
import { copyPlain } from '../../utils/objects.ts';
import { formFinding } from '../catalog/form.ts';
import type { Finding } from '../findings.ts';
import { binaryOf } from '../mistakes/encodings.ts';

/** A token that was found in a string, and what was around it or done to it. */
export interface FoundToken {
  readonly finding: Finding;
  readonly inner: string;
}

/** The start of a header or of claims in base64: `{"`, `{ "`, or `{` and a line break. */
const START = /^e(?:y[A-J]|w[0Ako])[\w+/-]{8}/;

/** A token and nothing else. Padding and plain base64 count, because the decoder reads them. */
const TOKEN = /^e(?:y[A-J]|w[0Ako])[\w+/-]{8,}=*\.[\w+/-]+=*\.[\w+/-]*=*$/;

/** A token between other things. */
const WORD = /^(?:[Bb]earer|JWT|[Tt]oken)?(e(?:y[A-J]|w[0Ako])[\w-]{8,}\.[\w-]{2,}\.[\w-]*)\.*$/;

/** A token with a signature that is not cut off. */
const COMPLETE = /\.(?:[\w-]{43}|[\w-]{64,})$/;

/** White space, invisible characters, and the ways to write a line break. */
const GAPS = /\\[nrt]|=\r?\n|[\s\p{Cf}\p{Cc}\\]/gu;

/** Characters in the signature of HS256. */
const SIGNATURE = 43;

/** Returns whether a string starts like a token. */
export function startsLikeToken(text: string): boolean {
  return START.test(text);
}

/** What is around tokens in texts: white space, brackets, quotation marks, and the signs of addresses. */
const AROUND = /[\s"'`‘-‟«»()<>[\]{}&#?=:;,|/\\%+@]+/;

/** Returns the tokens that a string contains, as often as it contains them. */
export function tokensIn(text: string): string[] {
  return text.split(AROUND).flatMap((word) => {
    const tokens: string[] = [];
    let rest = word;
    for (let next = gluedToken(rest); next !== undefined; next = gluedToken(rest)) {
      tokens.push(next);
      rest = rest.slice(next.length);
    }
    const last = WORD.exec(rest)?.[1];
    return last === undefined ? tokens : [...tokens, last];
  });
}

/** Returns the first of several tokens that are pasted together: `header.payload.signatureheader.…` */
function gluedToken(text: string): string | undefined {
  if (!START.test(text)) return undefined;
  const [header = '', payload = '', third = '', fourth] = text.split('.', 4);
  if (fourth === undefined) return undefined;
  const ends = [SIGNATURE, third.length - header.length, third.lastIndexOf('eyJ')];
  const end = ends.find((index) => index > 0 && START.test(third.slice(index)));
  return end === undefined ? undefined : `${header}.${payload}.${third.slice(0, end)}`;
}

/** Finds the token in a string, unless the string is a token and nothing else. */
export function findToken(text: string): FoundToken | undefined {
  if (TOKEN.test(text)) return undefined;
  const plain = percentDecoded(text);
  const compact = plain.replace(GAPS, '');
  const tokens = tokensIn(plain);
  return (
    decodedToken(compact) ??
    compactToken(text, plain, compact, tokens) ??
    tokenInText(plain, tokens) ??
    withBeginning(compact)
  );
}

function percentDecoded(text: string): string {
  let plain = text;
  // An address in an address is encoded twice.
  for (let times = 0; times < 2 && /%[0-9a-f]{2}/i.test(plain); times++) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      break;
    }
  }
  return plain;
}

/** A token that is encoded as base64 once more, or claims that were only encoded. */
function decodedToken(compact: string): FoundToken | undefined {
  const bytes = compact.includes('.') ? undefined : decodeBase64(compact);
  if (bytes === undefined || !/^(?:eyJ|ZXlK)/.test(compact)) return undefined;
  const inner = binaryOf(bytes);
  const isHeader = copyPlain(parseJson(bytes))?.['alg'] !== undefined;
  if (!TOKEN.test(inner) && (isHeader || parseJson(bytes) === undefined)) return undefined;
  return { finding: formFinding('TOKEN_ENCODED', '', { encoding: 'base64' }), inner };
}

/** A token, whole or not, that needs no more than to be without white space. */
function compactToken(
  text: string,
  plain: string,
  compact: string,
  tokens: readonly string[],
): FoundToken | undefined {
  if (compact === text || !START.test(compact) || !/^[\w+/=.-]+$/.test(compact)) return undefined;
  // Words after a whole token are not its end.
  const unpadded = compact.replaceAll('=', '');
  if (tokens.some((token) => token !== unpadded && COMPLETE.test(token))) return undefined;
  const finding =
    plain !== text
      ? formFinding('TOKEN_ENCODED', '', { encoding: 'percent-encoding, as in addresses' })
      : formFinding(plain.includes(compact) ? 'TOKEN_WHITESPACE' : 'TOKEN_LINE_BREAKS');
  return { finding, inner: compact };
}

function tokenInText(plain: string, tokens: readonly string[]): FoundToken | undefined {
  const [inner] = tokens;
  if (inner === undefined) return undefined;
  if (tokens.length > 1) {
    return { finding: formFinding('TOKENS_SEVERAL', '', { count: tokens.length }), inner };
  }
  const before = plain.slice(0, plain.indexOf(inner));
  if (/authorization|bearer|^(?:jwt|token)\s/i.test(before)) {
    return { finding: formFinding('TOKEN_IS_BEARER_HEADER'), inner };
  }
  if (/^[/?#]\w|:\/\//.test(before)) return { finding: formFinding('TOKEN_IS_URL'), inner };
  return { finding: formFinding('TOKEN_IN_TEXT'), inner };
}

/** A token whose first characters were not copied. */
function withBeginning(compact: string): FoundToken | undefined {
  for (const lost of ['e', 'ey', 'eyJ']) {
    const inner = lost + compact;
    if (!TOKEN.test(inner)) continue;
    const header = copyPlain(parseJson(decodeBase64(inner.slice(0, inner.indexOf('.')))));
    if (header?.['alg'] === undefined) continue;
    return { finding: formFinding('TOKEN_CUT_OFF', '', { what: 'its beginning' }), inner };
  }
  return undefined;
}

/** Decodes both alphabets of base64, with and without padding. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let end = text.length;
  while (text[end - 1] === '=') end--;
  return decodeBase64url(text.slice(0, end).replaceAll('+', '-').replaceAll('/', '_'));
}

/** The canonical spelling: the alphabet of base64url, without padding. */
export function toBase64url(token: string): string {
  return token.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
