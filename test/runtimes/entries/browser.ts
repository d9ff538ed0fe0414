import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { codeOf } from '../../conformance/assert.ts';
import { reportLine, runConformance } from '../../conformance/run.ts';

/** Puts the report where the driver of the browser finds it: into the page's title. */
async function main(): Promise<string> {
  if (isSecureContext)
    return reportLine(await runConformance({ ...library, ...server }, browserVersion()));
  // An insecure page has no crypto.subtle, and must be told so.
  return codeOf(() =>
    library.signChatToken(library.convrs, {}, { secret: 'k3y-0f-convrs-for-this-example' }),
  );
}

/** Chromium and Firefox tell their own version, WebKit that of the Safari it stands for. */
function browserVersion(): string {
  const known = /(?:Headless)?Chrome\/[\d.]+|Firefox\/[\d.]+|Version\/[\d.]+(?= .*Safari)/;
  return known.exec(navigator.userAgent)?.[0] ?? navigator.userAgent;
}

main().then(
  (report) => {
    document.title = report;
  },
  (error: unknown) => {
    document.title = `failed: ${error}`;
  },
);
