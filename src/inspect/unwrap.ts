import { MAX_TOKEN_LENGTH } from '../utils/limits.ts';
import { copyPlain, isFunction, kindOf, tagOf } from '../utils/objects.ts';
import { formFinding } from './catalog/form.ts';
import type { Finding } from './findings.ts';

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

/** Takes a token out of what it may come in: a header, quotes, JSON, an HTTP response. */
export function unwrap(token: unknown): Unwrapped {
  const findings: Finding[] = [];
  let value = token;
  for (let layers = 0; layers < MAX_LAYERS; layers++) {
    const layer = typeof value === 'string' ? stringLayer(value) : objectLayer(value);
    if (layer === undefined) break;
    findings.push(layer.finding);
    value = layer.inner;
    if (value === undefined) break;
  }
  return { text: typeof value === 'string' ? value : undefined, findings };
}

function stringLayer(text: string): Layer | undefined {
  if (text.length > MAX_TOKEN_LENGTH) {
    return {
      finding: formFinding('TOKEN_TOO_LARGE', '', { max: MAX_TOKEN_LENGTH }),
      inner: undefined,
    };
  }
  const trimmed = text.trim();
  if (trimmed === '' || MISSING_VALUE.test(trimmed)) {
    return { finding: formFinding('TOKEN_EMPTY'), inner: undefined };
  }
  if (trimmed !== text) return { finding: formFinding('TOKEN_WHITESPACE'), inner: trimmed };
  const prefix = /^(?:authorization:\s*)?bearer\s+/i.exec(text)?.[0];
  if (prefix !== undefined) {
    return { finding: formFinding('TOKEN_IS_BEARER_HEADER'), inner: text.slice(prefix.length) };
  }
  if (/^(?:HTTP\/\d|<)/i.test(text)) return httpLayer(bodyOf(text));
  if (/^["'`]/.test(text) && text.length > 1 && text.at(-1) === text[0]) {
    return { finding: formFinding('TOKEN_QUOTED'), inner: text.slice(1, -1) };
  }
  return text.startsWith('{') ? jsonLayer(text) : undefined;
}

/** The string that a missing value or an object becomes. */
const MISSING_VALUE = /^(?:undefined|null|nan|true|false|\[object \w{1,20}\])$/i;

function bodyOf(response: string): string | undefined {
  const gap = /\r?\n\r?\n/.exec(response);
  if (gap === null || response.startsWith('<')) return undefined;
  return response.slice(gap.index + gap[0].length);
}

function jsonLayer(text: string): Layer | undefined {
  try {
    return objectLayer(JSON.parse(text));
  } catch {
    return undefined; // The decoder reports what it is instead.
  }
}

function objectLayer(value: unknown): Layer {
  if (tagOf(value) === 'Response') return httpLayer(undefined);
  if (isFunction(Reflect.get(Object(value), 'then'))) {
    return { finding: formFinding('TOKEN_IS_PROMISE'), inner: undefined };
  }
  const members = copyPlain(value);
  if (members === undefined) {
    return {
      finding: formFinding('TOKEN_NOT_STRING', '', { kind: kindOf(value) }),
      inner: undefined,
    };
  }
  const inner = [members, members['data'], members['body']].map(tokenIn).find(isString);
  const texts =
    inner === undefined
      ? { content: 'without a token', fix: 'sign the claims to get it.' }
      : { content: 'with a token in it', fix: 'it is in a member of the object.' };
  return { finding: formFinding('TOKEN_IS_OBJECT', '', texts), inner };
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function tokenIn(value: unknown): string | undefined {
  const members = copyPlain(value);
  return [members?.['token'], members?.['jwt']].find(isString);
}

function httpLayer(body: string | undefined): Layer {
  return { finding: formFinding('TOKEN_IS_HTTP_ANSWER'), inner: body };
}
