/** Where each vendor takes the token, for its page: the same code as the demo shows. */
import type { Snippet } from '../../../src/vendors/snippet.ts';

/** How code of a platform is highlighted. */
const LANGUAGES: Readonly<Record<string, string>> = {
  Web: 'js',
  iOS: 'swift',
  Android: 'kotlin',
};

/** The places in markdown, each with its source. */
export function snippetsText(snippets: readonly Snippet[]): string {
  return snippets
    .map(({ platform, code, source }) => {
      const language = code.startsWith('<') ? 'html' : (LANGUAGES[platform] ?? 'text');
      return `${platform} ([source](${source})):\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
    })
    .join('\n');
}
