/** Writes markdown that VitePress shows as it was meant. */

/** A table; the cells are markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Markdown for a cell: a bar would end the cell, `<` begin an element and braces be Vue's. In code
 * only the bar counts, for the site shows code as it stands.
 */
export function cell(markdown: string): string {
  return markdown
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : escapeText(part)))
    .join('')
    .replaceAll('|', '\\|');
}

/** The same for a paragraph. */
export function escapeText(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;');
}

/** As code. */
export function code(text: string): string {
  return `\`${text}\``;
}
