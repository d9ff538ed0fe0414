/** Where docs/findings.md lists each finding, for the pages that point there. */
import { readFileSync } from 'node:fs';

const markdown = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');

/** The section's anchor by the finding's code. */
export const findingSections: ReadonlyMap<string, string> = new Map(
  markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const anchor = section.slice(0, section.indexOf('\n')).toLowerCase().replaceAll(' ', '-');
      const codes = [...section.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)];
      return codes.map(([, code = '']) => [code, anchor] as const);
    }),
);
