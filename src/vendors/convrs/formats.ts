import type { StringFormat } from '../../schema/values.ts';

/** A calendar date that exists. */
export const DATE: StringFormat = {
  name: 'date',
  message: 'must be a date that exists, such as 2024-03-15',
  test: isDate,
};

/** A date and time in ISO 8601, in the form of RFC 3339. Seconds and time zone are optional. */
export const DATE_TIME: StringFormat = {
  name: 'date-time',
  message: 'must be a date and time that exist, such as 2026-04-23T14:30:00Z',
  test: (text) => isDate(text.slice(0, 10)) && TIME.test(text.slice(10)),
};

const TIME =
  /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/;

/** A string in the form of an ISO 4217 code. The list of codes changes over time. */
export const CURRENCY_CODE: StringFormat = {
  name: 'ISO 4217 code',
  message: 'must be three capital letters, such as USD',
  test: (text) => /^[A-Z]{3}$/.test(text),
};

/** An absolute URL that a browser opens as a page. `javascript:` and `data:` URLs are not allowed. */
export const WEB_LINK: StringFormat = {
  name: 'http(s) URL',
  message: 'must be an absolute http(s) URL',
  // A host has at most 253 characters, and URL takes very long to parse a longer one.
  test: (text) =>
    /^https?:\/\/\S+$/i.test(text) &&
    !/\p{Cc}/u.test(text) &&
    /^https?:[/\\]*[^/\\?#]{1,253}(?:[/\\?#]|$)/i.test(text) &&
    // An older browser has no canParse.
    (globalThis.URL?.canParse?.(text) ?? true),
};

function isDate(text: string): boolean {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const day = Number(text.slice(8));
  // Date moves a day that does not exist into the next month, or is invalid.
  return day <= 28 || new Date(text).getUTCDate() === day;
}
