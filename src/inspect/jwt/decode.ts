import type { SignedInput } from '../../keys/hmac.ts';
import { encodeUtf8, isBase64url } from '../../utils/encoding.ts';
import type { OwnProperties } from '../../utils/objects.ts';
import { formFinding } from '../catalog/form.ts';
import type { Finding } from '../findings.ts';
import { readJson } from '../form/json.ts';
import { decodeBase64, startsLikeToken, toBase64url } from '../form/search.ts';

/** What was signed, and the signature, also as the parts of the token that they are. */
export interface SignedToken extends SignedInput {
  readonly parts: readonly [header: string, payload: string, signature: string];
}

/** What could be read from a token. */
export interface DecodedToken {
  readonly header: OwnProperties | undefined;
  readonly claims: OwnProperties | undefined;
  /** What was signed, and the signature, if it can be read. */
  readonly signed: SignedToken | undefined;
  /** The same in canonical base64url, if the token is written in another way. */
  readonly canonical: SignedToken | undefined;
  /** Whether characters are lost or changed, so that the signature cannot match. */
  readonly isDamaged: boolean;
  readonly findings: readonly Finding[];
}

type Part = 'header' | 'payload' | 'signature';

/** The characters of an HS256 signature. */
const SIGNATURE = 43;

/** The bytes of HMACs with shorter hashes: MD5, SHA-1, SHA-224. */
const SHORT_HASHES: readonly number[] = [16, 20, 28];

/** Reads as much of a token as possible. */
export function decodeLoosely(token: string): DecodedToken {
  const parts = token.split('.', 6);
  const [first = '', second = '', third = ''] = parts;
  if (startsLikeToken(token) && /…|\.{3}|\*{3}/.test(token)) {
    return unread([
      formFinding('TOKEN_CUT_OFF', '', { what: 'a part that was left out when it was shown' }),
    ]);
  }
  const header = readPart(first, 'header');
  if (parts.length === 5 && header.members?.['enc'] !== undefined) {
    return { ...unread([formFinding('TOKEN_ENCRYPTED')]), header: header.members };
  }
  if (parts.length > 3 || (parts.length < 3 && !startsLikeToken(token))) {
    const count = parts.length === 6 ? 'more than five' : parts.length;
    return unread([formFinding('TOKEN_MALFORMED', '', { count })]);
  }
  if (parts.length < 3) return cutOff(header, parts[1]);

  const payload = readPart(second, 'payload');
  if (!header.members && !payload.members && !startsLikeToken(token)) {
    return unread([formFinding('HEADER_NOT_JSON')]);
  }
  const findings = [
    ...(third === '' ? [formFinding('TOKEN_UNSIGNED')] : []),
    ...(/[^\w-]/.test(parts.join('')) ? [formFinding('TOKEN_NOT_BASE64URL')] : []),
    ...header.findings,
    ...payload.findings,
    ...adviseSignature(third, header.members?.['alg']),
  ];
  const canonical = toBase64url(token);
  return {
    header: header.members,
    claims: payload.members,
    signed: signedToken(token),
    canonical: canonical === token ? undefined : signedToken(canonical),
    isDamaged:
      header.members === undefined ||
      /[^\w+/=-]/.test(parts.join('')) ||
      findings.some(({ code }) => DAMAGE.has(code)),
    findings,
  };
}

const DAMAGE: ReadonlySet<string> = /* @__PURE__ */ new Set(['TOKEN_DAMAGED', 'TOKEN_CUT_OFF']);

function unread(findings: readonly Finding[]): DecodedToken {
  const nothing = { header: undefined, claims: undefined, signed: undefined, canonical: undefined };
  return { ...nothing, isDamaged: false, findings };
}

interface ReadPart {
  readonly members: OwnProperties | undefined;
  readonly findings: readonly Finding[];
}

function readPart(text: string, part: 'header' | 'payload'): ReadPart {
  const damage = damageOf(text, part);
  const bytes = decodeBase64(text);
  if (bytes === undefined) return { members: undefined, findings: damage };
  const read = readJson(bytes, part);
  // What ends in the wrong bits and cannot be read has one cause.
  return read.members === undefined ? read : { ...read, findings: [...damage, ...read.findings] };
}

/** Finds what base64 says about lost characters. Padding and other characters are another finding. */
function damageOf(text: string, part: Part): readonly Finding[] {
  const canonical = toBase64url(text);
  if (isBase64url(canonical) || /[^\w-]/.test(canonical)) return [];
  const reason =
    canonical.length % 4 === 1
      ? 'no base64 has this number of characters'
      : 'its last character has bits that encode nothing';
  return [formFinding('TOKEN_DAMAGED', '', { part, reason })];
}

/** A token without its signature. */
function cutOff(header: ReadPart, payload: string | undefined): DecodedToken {
  const claims = payload ? readPart(payload, 'payload') : undefined;
  const missing = claims?.members ? 'the signature' : 'the end of the payload, and the signature';
  const what = payload ? missing : 'everything after the header';
  const findings = [
    formFinding('TOKEN_CUT_OFF', '', { what }),
    ...(header.members === undefined && payload ? header.findings : []),
  ];
  return { ...unread(findings), header: header.members, claims: claims?.members };
}

/** Finds a signature that ends too early. Its other mistakes need a key, and are found with it. */
function adviseSignature(text: string, alg: unknown): readonly Finding[] {
  const { length } = toBase64url(text);
  const bytes = decodeBase64(text);
  const isOtherHash = isBase64url(text) && SHORT_HASHES.includes(bytes?.length ?? 0);
  return alg === 'HS256' && length > 0 && length < SIGNATURE && !isOtherHash
    ? [formFinding('TOKEN_CUT_OFF', '', { what: 'the end of the signature' })]
    : damageOf(text, 'signature');
}

function signedToken(token: string): SignedToken | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.', 3);
  // One character alone encodes nothing.
  const bytes = decodeBase64(signature.length % 4 === 1 ? signature.slice(0, -1) : signature);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const input = encodeUtf8(`${header}.${payload}`);
  return { input, signature: bytes, parts: [header, payload, signature] };
}
