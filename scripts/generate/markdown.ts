/** Writes Markdown that GitHub and VitePress show alike. */

/** Returns a table. The cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Escapes Markdown for a cell: a bar would end the cell, `<` would start an element, and Vue would run
 * braces. In code, only the bar matters.
 */
export function cell(markdown: string): string {
  return markdown
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : escapeText(part)))
    .join('')
    .replaceAll('|', '\\|');
}

/** Escapes Markdown for a paragraph. */
export function escapeText(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;');
}

/** Returns code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Returns a number of seconds in words: `15 minutes`. */
export function duration(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
