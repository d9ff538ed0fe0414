/** Writes one UTF-16 unit as JSON and JavaScript escape it: `\u00fc`. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A control character: none of what can be printed in ASCII, nor anything behind the second block of
 * controls. No expression of a signing path says `\p{…}`: the engine looks such a class up when it
 * reads the file, and that alone took longer than to load all else.
 */
export const CONTROL: RegExp = /[^ -~\xa0-\uffff]/;
