/** The Content-Security-Policy of the playground's page: no script in it can ask anybody for anything. */
import { createHash } from 'node:crypto';

const CHARSET = '<meta charset="utf-8">';

/**
 * Puts the policy into the page, before all that runs in it. VitePress has scripts in its HTML (dark
 * mode, its map of pages): those are allowed by their hash, as they were built.
 */
export function withPolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)];
  const hashes = scripts.map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    // VitePress writes style attributes into its HTML.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  if (!html.includes(CHARSET))
    throw new Error(`The page has no ${CHARSET} to put its policy behind`);
  return html.replace(CHARSET, (charset) => charset + meta);
}
