import type { Key } from '../keys/keys.ts';
import { MAX_TOKEN_LENGTH } from '../utils/limits.ts';
import { isFunction, kindOf, tagOf } from '../utils/objects.ts';
import { formFinding } from './catalog/form.ts';
import type { Finding, Members } from './findings.ts';
import { nameOther } from './form/others.ts';
import { findToken, tokensIn } from './form/search.ts';
import { isMembers, snapshot } from './snapshot.ts';

/** A token in quotes in JSON in an HTTP response, and one more. */
const MAX_LAYERS = 6;

/** The token without what was around it. */
export interface Unwrapped {
  /** The token alone, or `undefined` without a token. */
  readonly text: string | undefined;
  readonly findings: readonly Finding[];
}

/** One layer around a token. `inner` is `undefined` if nothing in it can be a token. */
interface Layer {
  readonly finding: Finding;
  readonly inner: unknown;
}

/**
 * Takes a token out of what it may come in: a header, quotes, JSON, an address, lines. Each kind of layer
 * is one finding. Names what was passed in place of a token, such as the secret of one of the keys.
 */
export function unwrap(token: unknown, keys: readonly Key[] = []): Unwrapped {
  const findings: Finding[] = [];
  let value = token;
  for (let layers = 0; layers < MAX_LAYERS; layers++) {
    const layer = typeof value === 'string' ? stringLayer(value, keys) : objectLayer(value);
    if (layer === undefined) break;
    const { finding, inner } = layer;
    if (findings.every(({ code }) => code !== finding.code)) findings.push(finding);
    value = inner;
    if (value === undefined) break;
  }
  return { text: typeof value === 'string' ? value : undefined, findings };
}

function stringLayer(text: string, keys: readonly Key[]): Layer | undefined {
  if (text.length > MAX_TOKEN_LENGTH) {
    return nothingIn(formFinding('TOKEN_TOO_LARGE', '', { max: MAX_TOKEN_LENGTH }));
  }
  const trimmed = text.trim();
  if (trimmed === '' || MISSING_VALUE.test(trimmed)) return nothingIn(formFinding('TOKEN_EMPTY'));
  const layer =
    httpLayer(trimmed) ??
    schemeLayer(trimmed) ??
    jsonLayer(trimmed) ??
    quotesLayer(trimmed) ??
    findToken(text);
  if (layer !== undefined) return layer;
  const other = nameOther(trimmed, keys);
  if (other !== undefined) return nothingIn(other);
  return trimmed === text
    ? undefined
    : { finding: formFinding('TOKEN_WHITESPACE'), inner: trimmed };
}

function nothingIn(finding: Finding): Layer {
  return { finding, inner: undefined };
}

/** The string that a missing value becomes. */
const MISSING_VALUE = /^(?:undefined|null|none|nil|nan|true|false)$/i;

/** A response with its header, or a page. */
function httpLayer(text: string): Layer | undefined {
  const isPage = /^<(?:[!?]|[a-z][a-z0-9]*[\s/>])/i.test(text) && !/^<[\w -]+>$/.test(text);
  if (!isPage && !/^HTTP\/\d/i.test(text)) return undefined;
  const gap = isPage ? null : /\r?\n\r?\n/.exec(text);
  const body = gap === null ? undefined : text.slice(gap.index + gap[0].length);
  return { finding: formFinding('TOKEN_IS_HTTP_ANSWER'), inner: body };
}

/** What is before a token in an Authorization header. Only "Bearer" says so without a token after it. */
const SCHEME =
  /^(?:authorization\s*[:=]\s*)?(?:bearer(?:\s+|%20|$)|(?:jwt|token)(?:\s+|%20)(?=e[yw]))/i;

function schemeLayer(text: string): Layer | undefined {
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) return undefined;
  return { finding: formFinding('TOKEN_IS_BEARER_HEADER'), inner: text.slice(scheme.length) };
}

function jsonLayer(text: string): Layer | undefined {
  const json = /^[{["]/.test(text) ? parse(text) : undefined;
  if (typeof json === 'string') return { finding: formFinding('TOKEN_QUOTED'), inner: json };
  return json === undefined ? undefined : objectLayer(json);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The decoder reports what it is instead.
  }
}

/** Quotation marks of languages and of typography, and how languages mark the kind of a string. */
function quotesLayer(text: string): Layer | undefined {
  const [, kind = '', open = ''] = /^(b|[ru]{0,2})(["'`“”„‘’‚«»])/i.exec(text) ?? [];
  const close = text.at(-1) ?? '';
  const isPair = /["'`]/.test(open) ? close === open : /["”“’‘«»]/.test(close);
  const inner = text.slice(kind.length + open.length, -1);
  if (open === '' || !isPair || text.length < 2) return undefined;
  // Otherwise these are the quotation marks of several strings.
  if (inner.includes(open) && !inner.startsWith(open)) return undefined;
  const code = kind.toLowerCase() === 'b' ? 'TOKEN_IS_BYTES' : 'TOKEN_QUOTED';
  return { finding: formFinding(code), inner };
}

function objectLayer(value: unknown): Layer {
  try {
    return readObject(value);
  } catch {
    // A getter or a proxy threw.
    return nothingIn(formFinding('TOKEN_NOT_STRING', '', { kind: kindOf(value) }));
  }
}

function readObject(value: unknown): Layer {
  if (tagOf(value) === 'Response') return nothingIn(formFinding('TOKEN_IS_HTTP_ANSWER'));
  if (isFunction(Reflect.get(Object(value), 'then'))) {
    return nothingIn(formFinding('TOKEN_IS_PROMISE'));
  }
  const copy = snapshot({ value })?.['value'];
  if (Array.isArray(copy)) return containerLayer(copy, {}, 'a list');
  if (isMembers(copy)) return containerLayer(copy, copy, 'an object');
  return nothingIn(formFinding('TOKEN_NOT_STRING', '', { kind: kindOf(value) }));
}

function containerLayer(value: unknown, members: Members, kind: string): Layer {
  const texts = stringsIn(value).filter((text) => tokensIn(text).length > 0);
  const count = new Set(texts.map((text) => tokensIn(text)[0])).size;
  // A member with such a name is explained, even if it has something else than a token.
  const named = [members, members['data'], members['body']].map(tokenIn).find(isString);
  const inner = named ?? texts[0];
  if (count > 1) return { finding: formFinding('TOKENS_SEVERAL', '', { count }), inner };
  if (inner === undefined) {
    const answer = errorAnswer(members);
    if (answer !== undefined) return nothingIn(answer);
  }
  const [content, fix] =
    inner === undefined
      ? ['without a token', 'sign the claims to get it.']
      : ['with a token in it', placeOf(value, inner)];
  return { finding: formFinding('TOKEN_IS_OBJECT', '', { kind, content, fix }), inner };
}

/** Names of members that can be shown. Others may be data. */
const MEMBER = /^(?:(?:access|id|auth|chat|user)_?)?(?:token|jwt)$/i;

function placeOf(value: unknown, token: string): string {
  const name = memberWith(value, token);
  if (name !== undefined) return `it is the member ${name}.`;
  return Array.isArray(value) ? 'it is in the list.' : 'it is inside the object.';
}

function memberWith(value: unknown, token: string): string | undefined {
  if (!Array.isArray(value) && !isMembers(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const found = entries.find(([name, text]) => text === token && MEMBER.test(name));
  return found?.[0] ?? entries.map(([, inner]) => memberWith(inner, token)).find(isString);
}

/** All strings, a member before what is in the next one. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > MAX_TOKEN_LENGTH ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isMembers(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function tokenIn(value: unknown): string | undefined {
  return isMembers(value) ? [value['token'], value['jwt']].find(isString) : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function errorAnswer({ error, errors, message, statusCode }: Members): Finding | undefined {
  if (!error && !Array.isArray(errors) && !(isString(message) && statusCode)) return undefined;
  // Only a code of this package is shown: anything else may be data.
  const code = isString(error) && /^ERR_[A-Z_]{3,40}$/.test(error) ? error : undefined;
  const what = code === undefined ? '' : `: ${code}`;
  return formFinding('TOKEN_IS_ERROR_ANSWER', '', { what });
}
