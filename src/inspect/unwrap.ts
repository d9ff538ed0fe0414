import { LONGEST_TOKEN } from '../utils/limits.ts';
import { isFunction, kindOf, memberOf, readableProperties, tagOf } from '../utils/objects.ts';
import { type Finding, findingsOf } from './findings.ts';

/** The compact serialization of a JWS: what a token is. */
const COMPACT = 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1';

/** A token in quotes in JSON in an HTTP answer, and one more. */
const MAX_LAYERS = 6;

/** What is in the wrapping, and what is to be said of it. */
export interface Unwrapped {
  /** The token alone; `undefined` where there is none. */
  readonly text: string | undefined;
  readonly findings: readonly Finding[];
}

/** One layer of wrapping; `inner` is `undefined` where nothing in it can be a token. */
interface Layer {
  readonly finding: Finding;
  readonly inner: unknown;
}

const found = /* @__PURE__ */ findingsOf(COMPACT);

/** Takes a token out of what it was handed over in: a header, quotes, JSON, an answer. */
export function unwrap(token: unknown): Unwrapped {
  const findings: Finding[] = [];
  let value = token;
  for (let layers = 0; layers < MAX_LAYERS; layers++) {
    const layer = typeof value === 'string' ? textLayer(value) : objectLayer(value);
    if (layer === undefined) break;
    findings.push(layer.finding);
    value = layer.inner;
    if (value === undefined) break;
  }
  return { text: typeof value === 'string' ? value : undefined, findings };
}

function textLayer(text: string): Layer | undefined {
  if (text.length > LONGEST_TOKEN) {
    const finding = found(
      'error',
      'TOKEN_TOO_LARGE',
      '',
      `The token has more than ${LONGEST_TOKEN} characters, and was not looked at`,
      'A chat token has some hundred to some thousand characters: is it another file?',
    );
    return { finding, inner: undefined };
  }
  const trimmed = text.trim();
  if (trimmed === '' || LEFTOVER.test(trimmed)) {
    const finding = found(
      'error',
      'TOKEN_EMPTY',
      '',
      'There is no token: the text is empty, or what a variable without a value becomes as a text',
      'Look at where the token comes from: is a variable not set, or an await missing?',
    );
    return { finding, inner: undefined };
  }
  if (trimmed !== text) {
    const finding = found(
      'warning',
      'TOKEN_WHITESPACE',
      '',
      'There is white space around the token',
      'Trim it: a file and the output of a command end with a line break.',
    );
    return { finding, inner: trimmed };
  }
  const prefix = /^(?:authorization:\s*)?bearer\s+/i.exec(text)?.[0];
  if (prefix !== undefined) {
    const finding = found(
      'error',
      'TOKEN_IS_BEARER_HEADER',
      '',
      'This is an Authorization header, not a token',
      'Hand over what stands behind "Bearer " alone.',
    );
    return { finding, inner: text.slice(prefix.length) };
  }
  if (/^(?:HTTP\/\d|<)/i.test(text)) return httpAnswer(bodyOf(text));
  if (/^["'`]/.test(text) && text.length > 1 && text.at(-1) === text[0]) {
    const finding = found(
      'error',
      'TOKEN_QUOTED',
      '',
      'The token is in quotation marks',
      'Remove them, or decode the JSON that it came in.',
    );
    return { finding, inner: text.slice(1, -1) };
  }
  return text.startsWith('{') ? jsonLayer(text) : undefined;
}

/** What a variable without a value, or an object, becomes as a text. */
const LEFTOVER = /^(?:undefined|null|nan|true|false|\[object \w{1,20}\])$/i;

function bodyOf(answer: string): string | undefined {
  const gap = /\r?\n\r?\n/.exec(answer)?.[0];
  return gap === undefined || answer.startsWith('<')
    ? undefined
    : answer.slice(answer.indexOf(gap) + gap.length);
}

function jsonLayer(text: string): Layer | undefined {
  try {
    return objectLayer(JSON.parse(text));
  } catch {
    return undefined; // What it is instead, the decoder says.
  }
}

function objectLayer(value: unknown): Layer {
  if (tagOf(value) === 'Response') return httpAnswer(undefined);
  if (isThenable(value)) {
    const finding = found(
      'error',
      'TOKEN_IS_PROMISE',
      '',
      'The token is a promise, not a string',
      'Put await before the call that makes it.',
    );
    return { finding, inner: undefined };
  }
  const members = readableProperties(value);
  if (members === undefined) {
    const finding = found(
      'error',
      'TOKEN_NOT_STRING',
      '',
      `The token is ${kindOf(value)}, not a string`,
      'Hand over the token itself, which is a string.',
    );
    return { finding, inner: undefined };
  }
  const inner =
    tokenIn(members) ?? NESTING.map((name) => tokenInObject(members[name])).find(isText);
  const finding = found(
    'error',
    'TOKEN_IS_OBJECT',
    '',
    inner === undefined
      ? 'This is an object, not a token: nothing in it is signed'
      : 'This is an object with a token in it, not the token',
    inner === undefined
      ? 'Sign the claims, and hand over the string that comes out.'
      : 'Hand over the member that holds the token, which is a string.',
  );
  return { finding, inner };
}

const NAMES = ['token', 'jwt'];
const NESTING = ['data', 'body'];

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function tokenIn(members: Readonly<Record<string, unknown>>): string | undefined {
  return NAMES.map((name) => members[name]).find(isText);
}

function tokenInObject(value: unknown): string | undefined {
  const members = readableProperties(value);
  return members === undefined ? undefined : tokenIn(members);
}

function isThenable(value: unknown): boolean {
  try {
    return isFunction(memberOf(Object(value), 'then'));
  } catch {
    return false; // A proxy that throws is nothing to wait for.
  }
}

function httpAnswer(body: string | undefined): Layer {
  const finding = found(
    'error',
    'TOKEN_IS_HTTP_ANSWER',
    '',
    'This is the answer of a server, or a page, not a token',
    'Read the token out of the answer: (await response.json()).token. A page instead of JSON may be that of a log-in or of an error.',
  );
  return { finding, inner: body };
}
