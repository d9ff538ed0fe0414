import type { StringFormat } from '../../schema/values.ts';
import { CONTROL } from '../../utils/encoding.ts';

/** A calendar date that exists. */
export const DATE: StringFormat = {
  name: 'date',
  message: 'must be a date that exists, as 2024-03-15',
  test: isDate,
};

/** Date and time in ISO 8601 (RFC 3339's form; seconds and time zone may be left out). */
export const DATE_TIME: StringFormat = {
  name: 'date-time',
  message: 'must be a date and time that exist, as 2026-04-23T14:30:00Z',
  test: (text) => isDate(text.slice(0, 10)) && TIME.test(text.slice(10)),
};

const TIME =
  /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/;

/** An ISO 4217 code by its form; which codes are in use changes with the world. */
export const CURRENCY_CODE: StringFormat = {
  name: 'ISO 4217 code',
  message: 'must be three capital letters, as USD',
  test: (text) => /^[A-Z]{3}$/.test(text),
};

/** An absolute address that a browser opens as a page: `javascript:` and `data:` are none. */
export const WEB_LINK: StringFormat = {
  name: 'http(s) URL',
  message: 'must be an absolute http(s) address',
  // A host has at most 253 characters, and reading a longer one takes URL ever longer.
  test: (text) =>
    /^https?:\/\/\S+$/i.test(text) &&
    !CONTROL.test(text) &&
    /^https?:[/\\]*[^/\\?#]{1,253}(?:[/\\?#]|$)/i.test(text) &&
    URL.canParse(text),
};

function isDate(text: string): boolean {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const day = Number(text.slice(8));
  // A day that does not exist lands in another month, or nowhere.
  return day <= 28 || new Date(text).getUTCDate() === day;
}
