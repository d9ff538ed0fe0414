/** JSON that a person types. */

/** What was read, or why it cannot be. */
export type ReadJson =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** Reads JSON text. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { problem: 'there is nothing' };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // The engine quotes what it read, which is the user's own, on their own screen.
    return { problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}

/** Writes JSON text. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
