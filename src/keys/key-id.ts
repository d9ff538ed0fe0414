import { ChatTokenError } from '../utils/errors.ts';
import { kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import type { GivenKey, KeyIdReader, KeyIdRule } from './keys.ts';
import { textOf } from './secret.ts';
import { BASIC_CHECKS, CONSOLE_HINT, TEXT_CHECKS, textProblem } from './text.ts';

/** Whether a vendor's JWT names its key, and what checks the key ids of a ring. */
export interface KeyIds<Rule extends KeyIdRule> {
  readonly rule: Rule;
  readonly read: KeyIdReader;
}

/** Of a vendor whose JWT names its key. Anyone can read the id in a token, so it must not show the secret. */
// @__NO_SIDE_EFFECTS__
export function keyIds<Rule extends 'required' | 'optional'>(rule: Rule): KeyIds<Rule> {
  return {
    rule,
    read(keys, title, use) {
      if (rule === 'required' && use === 'sign') rejectMissing(keys, title);
      return keys.map(({ path, keyId, secret }) => {
        if (keyId === undefined || (keyId === '' && rule === 'required')) return undefined;
        const name = `${title}: ${path}keyId`;
        if (typeof keyId !== 'string') {
          throw optionInvalid(`${name} must be a string, got ${kindOf(keyId)}`, CONSOLE_HINT);
        }
        const problem = keyIdProblem(keyId);
        if (problem !== undefined) throw optionInvalid(`${name} ${problem}`, CONSOLE_HINT);
        const text = textOf(secret);
        if (text && (keyId.includes(text) || SWAPPED.test(`${text} ${keyId}`))) {
          throw new ChatTokenError('ERR_SECRET_INVALID', `${name} looks like the secret`, {
            hint: 'Are keyId and secret swapped?',
          });
        }
        return keyId;
      });
    },
  };
}

/** Names everything that is missing at once. */
function rejectMissing(keys: readonly GivenKey[], title: string): void {
  const names = keys.flatMap((key) =>
    (['keyId', 'secret'] as const)
      // An environment variable that is not set becomes an empty string in some setups.
      .filter((name) => key[name] === undefined || key[name] === '')
      .map((name) => key.path + name),
  );
  if (names.length === 0) return;
  const missing = names.join(' and ');
  throw new ChatTokenError(
    missing.includes('keyId') ? 'ERR_KEY_ID_MISSING' : 'ERR_SECRET_INVALID',
    `${title} requires ${missing}`,
    { hint: CONSOLE_HINT },
  );
}

/**
 * What looks like a key id, before what looks like a secret. Hexadecimal behind a prefix can only be a key id
 * (`app_0123456789abcdef`), and 40 or more hexadecimal digits only a secret. Other forms can be both.
 */
const SWAPPED =
  /^(?:[a-z]{2,8}_[\da-f]{8,32} (?:(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{24,}|[\da-f]{40,})|(?:\S{1,23}|[\da-f]{8}-[\da-f-]{27}) [\da-f]{40,})$/;

/** Returns what is wrong with a key id, if anything is. It may be short, words, or a URL. */
export function keyIdProblem(keyId: string): string | undefined {
  return textProblem(keyId, [...BASIC_CHECKS, ...TEXT_CHECKS]);
}
