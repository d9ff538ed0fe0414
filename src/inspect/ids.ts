import { kindOf } from '../utils/objects.ts';
import type { Finder, Finding } from './findings.ts';

/** Whether a text has the form of an e-mail address, roughly as a browser's input field has it. */
export function isEmail(text: string): boolean {
  return text.length <= 320 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** Whether a text reads as a phone number in international form. */
function isPhone(text: string): boolean {
  return text.length <= 24 && /^\+\d[\d ()-]{5,}\d$/.test(text);
}

/** What a variable that holds nothing becomes when it is made a text. */
const LEFTOVER = /^(?:undefined|null|nan|true|false|\[object object\])$/i;

/** An id that is no string, or a text that says nothing of the user. */
export function adviseId(found: Finder, path: string, id: unknown): readonly Finding[] {
  if (typeof id === 'number' || typeof id === 'bigint' || typeof id === 'boolean') {
    return [
      found(
        'error',
        'ID_NOT_STRING',
        path,
        `The id is ${kindOf(id)}, and must be a string`,
        'Pass String(id): ids are strings for every one of these vendors.',
      ),
    ];
  }
  if (typeof id !== 'string' || !LEFTOVER.test(id)) return [];
  return [
    found(
      'warning',
      'ID_PLACEHOLDER',
      path,
      'The id is what a variable without a value becomes as a text',
      'Look at where the id comes from: all users with this id share one chat history.',
    ),
  ];
}

/** An id that changes, or that says who somebody is. */
export function adviseEmailAsId(found: Finder, path: string, id: unknown): readonly Finding[] {
  if (typeof id !== 'string' || !isEmail(id)) return [];
  return [
    found(
      'warning',
      'ID_IS_EMAIL',
      path,
      'The id is an e-mail address, which may change',
      'Take an id that never changes: the key in your database, or a UUID.',
    ),
  ];
}

/** The same for phone numbers. */
export function advisePhoneAsId(found: Finder, path: string, id: unknown): readonly Finding[] {
  if (typeof id !== 'string' || !isPhone(id)) return [];
  return [
    found(
      'warning',
      'ID_IS_PHONE',
      path,
      'The id is a phone number, which may change',
      'Take an id that never changes: the key in your database, or a UUID.',
    ),
  ];
}
