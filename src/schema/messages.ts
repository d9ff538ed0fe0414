import { NAME } from '../utils/issues.ts';
import { MAX_DEPTH } from '../utils/limits.ts';
import { isPlainObject } from '../utils/objects.ts';
import { timeOf } from '../utils/time.ts';

/** What a message reads that would show, or might show, a value of the user. */
export const IS_INVALID = 'is invalid';

/** A longer message was made of values. */
const MAX_MESSAGE_LENGTH = 500;

/** The most values of a user that are compared, and their most characters. More may hold the message. */
const MAX_VALUES = 1000;
const MAX_CHARACTERS = 4000;

/**
 * Returns a function that hides the messages of a foreign schema in which a value of the user occurs: as a
 * whole, as a word, as five letters or three digits in a row, in quotation marks or cut off, in other letter
 * case or escaped. When in doubt, it hides the message.
 */
export function createMessageFilter(user: unknown): (message: unknown) => string {
  const values = createValues();
  try {
    collect(user, values, MAX_DEPTH);
  } catch {
    values.isUnclear = true; // A getter or a proxy threw.
  }
  // Most issues of a long list have the same message.
  const known = new Map<string, string>();
  return (message) => {
    if (typeof message !== 'string' || message.trim() === '') return IS_INVALID;
    const shown = known.get(message) ?? (mayHoldValue(message, values) ? IS_INVALID : message);
    known.set(message, shown);
    return shown;
  };
}

/** The values of a user, in the forms that messages are compared with. */
interface Values {
  readonly letters: Pieces;
  readonly digits: Pieces;
  readonly symbols: Pieces;
  readonly words: Set<string>;
  /** All text, for what a message has in quotation marks or cut off. */
  readonly texts: Set<string>;
  hasDate: boolean;
  /** There are digits, and a schema can turn digits into a date. */
  hasDigits: boolean;
  hasNumber: boolean;
  /** Something can be written in ways that are not known here. */
  isUnclear: boolean;
  valuesLeft: number;
  charactersLeft: number;
}

function createValues(): Values {
  return {
    letters: createPieces(5),
    digits: createPieces(3),
    symbols: createPieces(2),
    words: new Set(),
    texts: new Set(),
    hasDate: false,
    hasDigits: false,
    hasNumber: false,
    isUnclear: false,
    valuesLeft: MAX_VALUES,
    charactersLeft: MAX_CHARACTERS,
  };
}

/** Strings, of which parts of a length are found again, or all if they are shorter. */
interface Pieces {
  add(text: string): void;
  occurIn(text: string): boolean;
}

function createPieces(length: number): Pieces {
  const pieces = new Set<string>();
  return {
    add(text) {
      if (text.length > 0 && text.length < length) pieces.add(text);
      for (let end = length; end <= text.length; end++) pieces.add(text.slice(end - length, end));
    },
    occurIn(text) {
      for (let start = 0; start < text.length; start++) {
        for (let size = 1; size <= length; size++) {
          if (pieces.has(text.slice(start, start + size))) return true;
        }
      }
      return false;
    },
  };
}

/** Collects all values, and the keys that are data. */
function collect(value: unknown, values: Values, depth: number): void {
  values.valuesLeft -= 1;
  if (depth < 0 || values.valuesLeft < 0 || values.charactersLeft < 0) values.isUnclear = true;
  if (values.isUnclear || value === null || value === undefined) return;
  if (typeof value === 'string') addText(value, values);
  else if (typeof value === 'number' || typeof value === 'bigint') addNumber(value, values);
  else if (typeof value === 'boolean') values.words.add(String(value));
  else if (!Number.isNaN(timeOf(value))) values.hasDate = true;
  // No schema can read what it holds.
  else if (isBarePromise(value)) return;
  else if (Array.isArray(value) || value instanceof Map || value instanceof Set) {
    for (const each of value) {
      if (values.isUnclear) return;
      collect(each, values, depth - 1);
    }
  } else if (isPlainObject(value)) collectMembers(value, values, depth - 1);
  else values.isUnclear = true; // A function, a symbol or a class instance.
}

function isBarePromise(value: unknown): boolean {
  return value instanceof Promise && Reflect.ownKeys(value).length === 0;
}

function collectMembers(object: object, values: Values, depth: number): void {
  for (const key of Reflect.ownKeys(object)) {
    if (values.isUnclear) return;
    const member = Object.getOwnPropertyDescriptor(object, key);
    // What a getter returns next may be another value.
    if (typeof key === 'symbol' || member?.get !== undefined) values.isUnclear = true;
    else if (!NAME.test(key)) collect(key, values, depth);
    collect(member?.value, values, depth);
  }
}

function addText(text: string, values: Values): void {
  values.charactersLeft -= text.length;
  if (values.charactersLeft < 0) values.isUnclear = true;
  if (values.isUnclear) return;
  // Decoded too: it may look like an escape.
  for (const form of formsOf(text) ?? [text]) {
    const plain = plainOf(form);
    values.texts.add(plain);
    values.letters.add(plain);
    for (const word of wordsOf(form)) if (word.length >= 3) values.words.add(word);
    const digits = digitsOf(plain);
    values.hasDigits ||= digits !== '';
    // Next to letters, one or two digits are rarely a value.
    if (digits.length >= 3 || digits === plain) values.digits.add(digits);
    const symbols = symbolsOf(form);
    values.symbols.add(plain === '' ? symbols : symbols.replace(/[ -~]/g, ''));
  }
}

function addNumber(value: number | bigint, values: Values): void {
  values.hasNumber = values.hasDigits = true;
  const hexadecimal = value.toString(16).replace(/\W/g, '');
  values.charactersLeft -= hexadecimal.length;
  if (values.charactersLeft < 0) values.isUnclear = true;
  if (values.isUnclear) return;
  if (hexadecimal.length >= 5) values.letters.add(hexadecimal);
  const [mantissa = ''] = String(value).split('e');
  // Written with zeros, separators or an exponent, the first digits stay.
  values.digits.add(/[1-9](?:\d*[1-9])?/.exec(digitsOf(mantissa))?.[0] ?? '0');
  if (!Number.isFinite(Number(value))) addText(String(value), values);
}

function mayHoldValue(message: string, values: Values): boolean {
  if (values.isUnclear || message.length > MAX_MESSAGE_LENGTH) return true;
  const forms = formsOf(message);
  return forms === undefined || forms.some((form) => shows(form, values));
}

function shows(message: string, values: Values): boolean {
  const plain = plainOf(message);
  const digits = digitsOf(plain);
  const texts = [...values.texts];
  if (digits !== '' && values.hasDate) return true;
  if (values.hasDigits && DATE.test(message)) return true;
  if (values.hasNumber && /0[xbo]/i.test(message)) return true;
  // Digits of other scripts.
  if (/[^\P{Nd}0-9]/u.test(plain)) return true;
  return (
    values.letters.occurIn(plain) ||
    values.digits.occurIn(digits) ||
    values.symbols.occurIn(symbolsOf(message)) ||
    wordsOf(message).some((word) => values.words.has(word)) ||
    partsOf(message).some((part) => texts.some((text) => text.includes(part)))
  );
}

/** A date or a time, as JSON and JavaScript write them. */
const DATE = /\d-\d\d-\d\d|\d:\d\d/;

const QUOTED = [
  /(?<=")[^"]*(?=")/g,
  /(?<=')[^']*(?=')/g,
  /(?<=`)[^`]*(?=`)/g,
  /(?<=[“„«‘])[^”“»’]*/g,
];

/** What a message has in quotation marks, or next to an ellipsis. */
function partsOf(message: string): readonly string[] {
  return [...QUOTED.flatMap((pattern) => message.match(pattern) ?? []), ...cutWordsOf(message)]
    .map(plainOf)
    .filter((part) => part !== '');
}

function cutWordsOf(message: string): readonly string[] {
  const pieces = message.split(/…|\.\./).map((piece) => piece.trim().split(/\s/));
  return pieces.flatMap((words, index) => [
    (index > 0 && words[0]) || '',
    (index < pieces.length - 1 && words.at(-1)) || '',
  ]);
}

/** Letters and digits alone, without accents, in lower case. */
function plainOf(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function wordsOf(text: string): readonly string[] {
  return folded(text).split(/[^\p{L}\p{N}]+/u);
}

/** Also the letter ß, whose capitals are SS. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** What is neither a letter, a digit, white space nor part of an escape. */
function symbolsOf(text: string): string {
  return folded(text).replace(/[\p{L}\p{N}\p{Cc}\s\\]/gu, '');
}

const ENTITIES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** The rest of an unknown escape, or of one that was cut off. */
const NO_ESCAPE = /&#?\w+;|&#|\\[ux]|%[\da-f…]/i;

/**
 * Returns text with the escapes of JavaScript, JSON, HTML and addresses, and without them. Returns
 * `undefined` if some are not known.
 */
function formsOf(text: string): readonly string[] | undefined {
  const forms = new Set([text]);
  let form = text;
  // One escape may contain another.
  for (let round = 0; round < 4; round++) {
    // A run of backslashes counts as one: an expression would read it again from each of them.
    const before = form.replace(/\\+/g, '\\');
    form = before
      .replace(
        /\\u\{([\da-f]+)\}|\\u([\da-f]{4})|\\x([\da-f]{2})|&#x([\da-f]+);/gi,
        (all, a, b, c, d) => characterOf(Number.parseInt(a ?? b ?? c ?? d, 16), all),
      )
      .replace(/&#(\d+);/g, (all, code) => characterOf(Number(code), all))
      .replace(/&(\w+);/g, (all, name) => ENTITIES.get(name.toLowerCase()) ?? all)
      .replace(/(?:%[\da-f]{2})+/gi, decodeAddress);
    forms.add(form);
    form = form.replace(/\\(?:[bfnrtv0]|(?=\W))/gi, ' ');
    forms.add(form);
    if (form === before) return NO_ESCAPE.test(form) ? undefined : [...forms];
  }
  return undefined;
}

function characterOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

function decodeAddress(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
