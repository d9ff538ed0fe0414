/**
 * Starts every recipe of docs/examples as those who copy it would, runs the same checks on each over
 * HTTP, prints one table, and fails if any check failed or any recipe did not start.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { installPackedLibrary } from '../runtimes/build.ts';
import { CHECKS, KEY_ID, PATH, SECRET } from './checks.ts';
import { closeConnections, send } from './client.ts';
import { ALL, copyRecipes, ENVIRONMENT, FOLDER, type Recipe } from './recipes.ts';

interface Row {
  readonly recipe: string;
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: string;
}

/** No recipe takes that long to start: what does, does not. */
const START_MS = 30_000;

const problems: string[] = [];

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

/** Starts the recipe and hands its address on; gives what it wrote meanwhile. */
async function serving(recipe: Recipe, use: (url: string, port: number) => Promise<void>) {
  const port = await freePort();
  const { file, args, cwd } = recipe.start(port);
  const server = spawn(file, args, {
    cwd,
    detached: true,
    env: {
      ...ENVIRONMENT,
      HOST: '127.0.0.1',
      PORT: String(port),
      ZENDESK_KEY_ID: KEY_ID,
      ZENDESK_SECRET: SECRET,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  let hasEnded = false;
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      written += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    server.once('error', (error) => {
      written += error.message;
      hasEnded = true;
      resolve();
    });
    server.once('close', () => {
      hasEnded = true;
      resolve();
    });
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    const start = performance.now();
    while (!(await answers(url))) {
      if (hasEnded || performance.now() - start > START_MS) {
        throw new Error(`did not start: ${written.trim()}`);
      }
      await delay(50);
    }
    await use(url, port);
  } finally {
    // The whole group: some have children.
    if (!hasEnded && server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
    await ended;
  }
  return written;
}

async function answers(url: string): Promise<boolean> {
  try {
    await send(url + PATH);
    return true;
  } catch {
    return false;
  }
}

async function check(recipe: Recipe): Promise<Row> {
  const start = performance.now();
  const counts = { passed: 0, failed: 0 };
  const attempt = async (what: string, action: () => void | Promise<void>) => {
    try {
      await action();
      counts.passed++;
    } catch (error) {
      counts.failed++;
      problems.push(`${recipe.name}: ${what}: ${messageOf(error)}`);
    }
  };
  try {
    await recipe.prepare();
    const written = await serving(recipe, async (url, port) => {
      const origin = recipe.origin?.(port) ?? url;
      for (const [what, action] of Object.entries(CHECKS)) {
        await attempt(what, () => action({ url, origin, listed: recipe.listed }));
      }
    });
    await attempt('what it writes holds no token, secret or session', () => {
      if (/eyJ|cw_test_|session=|b0a7c1d2|c1b8d2e3/.test(written)) throw new Error('it does');
    });
  } catch (error) {
    counts.failed++;
    problems.push(`${recipe.name}: ${messageOf(error)}`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return { recipe: recipe.name, version: recipe.version, ...counts, seconds };
}

installPackedLibrary(FOLDER);
for (const folder of copyRecipes()) {
  if (!ALL.some((recipe) => recipe.folder === folder)) problems.push(`${folder}: is not tested`);
}

const rows: Row[] = [];
for (const recipe of ALL) rows.push(await check(recipe));
closeConnections();
console.table(rows);

const expected = Object.keys(CHECKS).length + 1;
for (const { recipe, passed, failed } of rows) {
  if (passed + failed !== expected) problems.push(`${recipe}: not all ${expected} checks ran`);
}
for (const problem of problems) console.error(problem);
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
console.log(`${passed} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 ? 0 : 1;
