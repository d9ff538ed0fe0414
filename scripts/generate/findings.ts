/** The page docs/findings.md. */
import { CLAIMS } from '../../src/inspect/catalog/claims.ts';
import { FORM } from '../../src/inspect/catalog/form.ts';
import { HASH } from '../../src/inspect/catalog/hash.ts';
import { HEADER } from '../../src/inspect/catalog/header.ts';
import { SIGNATURE } from '../../src/inspect/catalog/signature.ts';
import { TIMES } from '../../src/inspect/catalog/times.ts';
import type { FindingTable } from '../../src/inspect/findings.ts';
import { CHECKS } from '../../src/vendors/checks.ts';
import { cell, code, table } from './markdown.ts';

const INTRO = `# Findings

This page lists everything that \`inspectChatToken\` and \`lintClaims\` report, by code. The codes are part of the API. Messages and hints may change in any release.

| severity | meaning |
| --- | --- |
| \`error\` | the vendor rejects it, or it breaks the vendor's contract or the standard |
| \`warning\` | the vendor silently ignores it, or it is a known pitfall |
| \`info\` | good to know |

Errors come first, then warnings, then infos. Within a severity, the most decisive finding comes first: a secret that the token shows, form, another issuer, algorithm, product and vendor, claims in the wrong place, key id, scope and id, times, signature, everything else. What only follows from another finding is left out. If the vendor does not document something, the message says so.

In the tables, \`…\` marks a value that the finding fills in.
`;

const SECTIONS: readonly (readonly [title: string, findings: FindingTable])[] = [
  ['Form of the token', FORM],
  ['Header', HEADER],
  ['Times', TIMES],
  ['Signature and secret', SIGNATURE],
  ['Claims', CLAIMS],
  ['Identity hash', HASH],
  ...CHECKS.map(({ vendor, findings }) => [vendor.title, findings] as const),
];

const HEAD = ['code', 'severity', 'what it means', 'what to do', 'source'];

/** Returns the whole page. */
export function findingsPage(): string {
  const sections = SECTIONS.map(([title, findings]) => {
    const rows = Object.entries(findings).map(([name, [severity, message, hint, source]]) => [
      code(name),
      severity,
      withEllipses(message),
      withEllipses(hint),
      link(source),
    ]);
    return `## ${title}\n\n${table(HEAD, rows)}\n`;
  });
  return [INTRO, ...sections].join('\n');
}

function withEllipses(text: string): string {
  return cell(text.replace(/\{\w+\}/g, '…'));
}

function link(source: string): string {
  if (source === '{docs}') return "the vendor's documentation";
  if (!source.startsWith('https://')) return cell(source);
  const { hostname, pathname, hash } = new URL(source);
  const [, rfc] = /^\/rfc\/rfc(\d+)$/.exec(pathname) ?? [];
  if (rfc === undefined) return `[${hostname}](${source})`;
  return `[RFC ${rfc}${hash.replace('#section-', ', section ')}](${source})`;
}
