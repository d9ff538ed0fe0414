/** An edge deployment in miniature: the example Worker, served by workerd and called over HTTP. */
import { deepStrictEqual, equal } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { build } from 'esbuild';
import { BUILD, FOLDER } from './build.ts';
import { WORKERD } from './runtimes.ts';

const SECRET = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';
const KEY_ID = 'app_62b5e0ffca5a3800f0225c53';
const SESSION = 'b0a7c1d2e3f405162738';

/** Stands in for the KV namespace: workerd asks it by HTTP, one path for each key. */
const SESSIONS = `export default {
  async fetch(request) {
    const known = new URL(request.url).pathname === '/${SESSION}';
    return known ? Response.json({ external_id: 'u_1' }) : new Response('', { status: 404 });
  },
};`;

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-07-01",
      bindings = [
        (name = "ZENDESK_KEY_ID", text = "${KEY_ID}"),
        (name = "ZENDESK_SECRET", text = "${SECRET}"),
        (name = "SESSIONS", kvNamespace = "sessions"),
      ],
    )),
    (name = "sessions", worker = (
      modules = [(name = "sessions", esModule = embed "sessions.js")],
      compatibilityDate = "2026-07-01",
    )),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);
`;

/** Starts it, calls it, and rejects if anything is not as it should be. */
export async function checkDeployment(): Promise<void> {
  // Not at the top: the packed library is installed only now.
  const { verifyChatToken, zendesk } = await import('chat-token');
  await build({
    bundle: true,
    entryPoints: [`${FOLDER}../../docs/examples/cloudflare-worker/worker.ts`],
    format: 'esm',
    // The example finds the library by its name, as it would in a project that installed it.
    nodePaths: [`${FOLDER}node_modules`],
    outfile: `${BUILD}worker.js`,
    logLevel: 'warning',
  });
  writeFileSync(`${BUILD}sessions.js`, SESSIONS);
  writeFileSync(`${BUILD}deployment.capnp`, CONFIG);

  const port = await freePort();
  const server = spawn(
    WORKERD,
    ['serve', `${BUILD}deployment.capnp`, `--socket-addr=http=127.0.0.1:${port}`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const url = `http://127.0.0.1:${port}/api/chat-token`;
    await reachable(url);
    const call = (path = '', init: RequestInit = {}) => fetch(`${url}${path}`, init);
    const session = { headers: { cookie: `theme=dark; session=${SESSION}` } };

    const response = await call('', session);
    equal(response.status, 200);
    equal(response.headers.get('cache-control'), 'private, no-store');
    const { token }: { token: string } = JSON.parse(await response.text());
    const { claims, header } = await verifyChatToken(zendesk, token, { secret: SECRET });
    deepStrictEqual([claims.scope, claims.external_id, header.kid], ['user', 'u_1', KEY_ID]);

    for (const stranger of [
      call(),
      call('?external_id=u_1'),
      call('', { headers: { cookie: 'session=b0a7c1d2e3f405162739', 'x-user-id': 'u_1' } }),
    ]) {
      const refused = await stranger;
      equal(refused.status, 401);
      equal(refused.headers.get('cache-control'), 'private, no-store');
      equal(await refused.text(), '{}');
    }
    equal((await call('', { ...session, method: 'POST' })).status, 405);
    equal((await call('/other', session)).status, 404);
  } finally {
    server.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
