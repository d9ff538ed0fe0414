/** The page docs/runtimes.md, as a run of the matrix writes it in which nothing failed. */

/** What the suite said on one runtime. */
export interface Row {
  readonly runtime: string;
  /** As the runtime itself tells it. */
  readonly version: string;
  readonly passed: number;
}

/** Without times and machine, so that it changes with what it says, and not with each run. */
export function pageOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ runtime, version, passed }) => `| ${runtime} | ${version} | ${passed} |`,
  );
  return `# Runtimes

One suite of tests on every runtime that the library is for, with the packed library: \`npm run test:runtimes\` writes this page, where no test failed, no runtime could not be started, and each was what it is called.

| runtime | version, as it tells it itself | tests passed |
| --- | --- | --- |
${lines.join('\n')}

- **workerd** is the runtime of Cloudflare Workers; the library needs no \`nodejs_compat\`.
- **Browsers** run what \`chat-token/browser\` and \`chat-token/html\` are for, and the whole library, as here. A secret has no place in one all the same: sign on your server.
- **On an insecure page** (\`http:\` and not \`localhost\`) browsers have no \`crypto.subtle\`: signing and verifying are refused with \`ERR_OPTION_INVALID\`. \`connectChat\` needs neither.
- **JSR's rules** for the source are checked in the same run, with \`deno publish --dry-run\`.

Signing and verifying need nothing of a runtime but WebCrypto (\`crypto.subtle\`), \`TextEncoder\`, \`TextDecoder\`, \`btoa\` and \`atob\`; [the endpoint](./hand-over.md#an-endpoint) needs \`Request\`, \`Response\` and \`URL\`, too.
`;
}
