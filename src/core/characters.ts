/** Writes one UTF-16 unit as JSON and JavaScript escape it: `\u00fc`. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
