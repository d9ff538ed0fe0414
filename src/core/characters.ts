/** Writes one UTF-16 unit as JSON and JavaScript escape it: `\u00fc`. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A control character (U+0000 to U+001F, U+007F to U+009F), named by what is none. No expression of a
 * signing path says `\p{…}`: the engine looks such a class up when it reads the file.
 */
export const CONTROL: RegExp = /[^ -~\xa0-\uffff]/;
