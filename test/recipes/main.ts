/**
 * Starts every recipe of docs/examples as a reader would, runs the same checks on each over HTTP,
 * prints one table, and fails if any check failed or any recipe did not start.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { installPackedLibrary } from '../runtimes/build.ts';
import { CHECKS, KEY_ID, PATH, SECRET } from './checks.ts';
import { ALL, copyRecipes, ENVIRONMENT, FOLDER, type Recipe } from './recipes.ts';

const START_MS = 120_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

/** Starts the recipe, calls `use` when it answers, and returns what it wrote meanwhile. */
async function serving(recipe: Recipe, port: number, use: (url: string) => Promise<void>) {
  const { file, args, cwd } = recipe.start(port);
  const env = {
    ...ENVIRONMENT,
    HOST: '127.0.0.1',
    PORT: String(port),
    ZENDESK_KEY_ID: KEY_ID,
    ZENDESK_SECRET: SECRET,
  };
  const server = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      written += text;
    });
  }
  let hasEnded = false;
  const ended = once(server, 'close').finally(() => {
    hasEnded = true;
  });
  // An executable that is missing is reported below, when nothing answers.
  ended.catch((error) => {
    written += error;
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    const start = performance.now();
    while (!(await fetch(url + PATH).catch(() => undefined))) {
      if (hasEnded || performance.now() - start > START_MS) {
        throw new Error(`did not start: ${written.trim()}`);
      }
      await delay(50);
    }
    await use(url);
  } finally {
    // The whole group, because some have children.
    if (!hasEnded && server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
    await ended.catch(() => undefined);
  }
  return written;
}

/** Runs every check on the recipe, and returns the failures. */
async function check(recipe: Recipe): Promise<string[]> {
  const failures: string[] = [];
  const attempt = async (what: string, action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      failures.push(`${recipe.name}: ${what}: ${error instanceof Error ? error.message : error}`);
    }
  };
  await attempt('start', async () => {
    await recipe.prepare();
    const port = await freePort();
    const written = await serving(recipe, port, async (url) => {
      const target = {
        url,
        origin: recipe.origin?.(port) ?? url,
        listsWww: recipe.listsWww ?? false,
      };
      for (const [what, action] of Object.entries(CHECKS)) {
        await attempt(what, () => action(target));
      }
    });
    if (/eyJ|cw_test_|session=|b0a7c1d2|c1b8d2e3/.test(written)) {
      throw new Error('it logs a token, a secret or a session');
    }
  });
  return failures;
}

installPackedLibrary(FOLDER);
const problems = copyRecipes()
  .filter((folder) => !ALL.some((recipe) => recipe.folder === folder))
  .map((folder) => `${folder}: is not tested`);
const rows = [];
for (const recipe of ALL) {
  const failures = await check(recipe);
  problems.push(...failures);
  rows.push({ recipe: recipe.name, checks: Object.keys(CHECKS).length, failed: failures.length });
}
console.table(rows);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
