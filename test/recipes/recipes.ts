/** The recipes of docs/examples: how each is checked and built, and how it is started. */
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const FOLDER: string = fileURLToPath(new URL('./', import.meta.url));

/** Here the recipes are copied, so that they find the packed library and the frameworks. */
const BUILD = `${FOLDER}.build/`;
const RECIPES = `${BUILD}recipes/`;
const MODULES = `${FOLDER}node_modules/`;
const RUNTIMES = `${FOLDER}../runtimes/node_modules/`;
const NODE = `${RUNTIMES}node-24/bin/node`;
const DENO = `${RUNTIMES}@deno/linux-x64-glibc/deno`;
const BUN = `${RUNTIMES}@oven/bun-linux-x64/bin/bun`;
const WORKERD = `${RUNTIMES}@cloudflare/workerd-linux-64/bin/workerd`;
const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** No secret and no cache of whoever runs this; nothing is reported to anybody. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  HOME: BUILD,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
};

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface Recipe {
  readonly name: string;
  /** Under docs/examples. */
  readonly folder: string;
  readonly version: string;
  /** The origin that it lists, beside its own. */
  readonly listed?: string;
  /** What it takes for its own origin, where that is not where it listens. */
  readonly origin?: (port: number) => string;
  /** Checks the types, and builds what is to be built: without the secrets. */
  prepare(): Promise<void>;
  start(port: number): Command;
}

function run(file: string, args: readonly string[], cwd: string = BUILD): Promise<void> {
  const options = { cwd, env: ENVIRONMENT, timeout: 120_000 };
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`${stdout}${stderr}`.trim() || error.message));
    });
  });
}

function version(name: string, modules: string = MODULES): string {
  return JSON.parse(readFileSync(`${modules}${name}/package.json`, 'utf8')).version;
}

/** What there is beside the recipes: data, and an application that `npm test` tests. */
const OTHERS: readonly string[] = ['users', 'shop'];

/** Copies the recipes to where they are run, and gives the folders that there are. */
export function copyRecipes(): string[] {
  cpSync(`${FOLDER}../../docs/examples`, RECIPES, { recursive: true });
  return readdirSync(RECIPES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHERS.includes(entry.name))
    .map((entry) => entry.name);
}

/** A project around a recipe that is a part of one. */
function copyProject(name: string, library: string): string {
  const project = `${BUILD}${name}`;
  cpSync(`${FOLDER}projects/${name}`, project, { recursive: true });
  cpSync(`${RECIPES}${name}`, project, { recursive: true });
  cpSync(`${RECIPES}sessions.ts`, `${project}/${library}/sessions.ts`);
  return project;
}

function typecheck(name: string): Promise<void> {
  return run(NODE, [TSC, '-p', `${FOLDER}types/tsconfig.${name}.json`]);
}

let nodeTypes: Promise<void> | undefined;

/** A file that Node.js runs as it is. */
function nodeRecipe(name: string, folder: string, listed?: string): Recipe {
  return {
    name,
    folder,
    version: version(folder),
    ...(listed === undefined ? {} : { listed }),
    prepare() {
      nodeTypes ??= typecheck('node');
      return nodeTypes;
    },
    start: () => ({ file: NODE, args: ['server.ts'], cwd: `${RECIPES}${folder}` }),
  };
}

const WWW = 'https://www.example.com';

export const ALL: readonly Recipe[] = [
  nodeRecipe('Express', 'express'),
  nodeRecipe('Fastify', 'fastify', WWW),
  nodeRecipe('Hono', 'hono', WWW),
  nodeRecipe('Koa', 'koa'),
  nodeRecipe('h3', 'h3'),
  {
    name: 'NestJS',
    folder: 'nestjs',
    version: version('@nestjs/core'),
    listed: WWW,
    prepare: () => typecheck('nestjs'),
    start: () => ({ file: NODE, args: ['main.js'], cwd: `${BUILD}compiled/nestjs` }),
  },
  {
    name: 'Next.js',
    folder: 'next',
    version: version('next'),
    // It takes itself for localhost, whatever the address says.
    origin: (port) => `http://localhost:${port}`,
    // Checks the types itself.
    prepare: () => run(NODE, [`${MODULES}next/dist/bin/next`, 'build'], copyProject('next', 'lib')),
    start: (port) => ({
      file: NODE,
      args: [`${MODULES}next/dist/bin/next`, 'start', '-H', '127.0.0.1', '-p', `${port}`],
      cwd: `${BUILD}next`,
    }),
  },
  {
    name: 'SvelteKit',
    folder: 'sveltekit',
    version: version('@sveltejs/kit'),
    // A proxy before it speaks HTTPS: so it believes, unless a header says otherwise.
    origin: (port) => `https://127.0.0.1:${port}`,
    async prepare() {
      const project = copyProject('sveltekit', 'src/lib');
      await run(NODE, [`${MODULES}vite/bin/vite.js`, 'build'], project);
      await run(NODE, [TSC, '-p', '.'], project);
    },
    start: () => ({ file: NODE, args: ['build'], cwd: `${BUILD}sveltekit` }),
  },
  {
    name: 'Cloudflare Workers',
    folder: 'cloudflare-worker',
    version: version('@cloudflare/workerd-linux-64', RUNTIMES),
    listed: WWW,
    async prepare() {
      await typecheck('worker');
      await build({
        bundle: true,
        entryPoints: {
          worker: `${RECIPES}cloudflare-worker/worker.ts`,
          kv: `${FOLDER}kv.ts`,
        },
        external: ['cloudflare:workers'],
        format: 'esm',
        outdir: `${BUILD}worker`,
        logLevel: 'warning',
      });
    },
    start: (port) => ({
      file: WORKERD,
      args: ['serve', 'worker.capnp', `--socket-addr=http=127.0.0.1:${port}`],
      cwd: FOLDER,
    }),
  },
  {
    name: 'Deno',
    folder: 'deno',
    version: version('@deno/linux-x64-glibc', RUNTIMES),
    prepare: () => run(DENO, ['check', '--no-remote', 'main.ts'], `${RECIPES}deno`),
    start: () => ({
      file: DENO,
      args: ['run', '--no-remote', '--cached-only', '--allow-net', '--allow-env', 'main.ts'],
      cwd: `${RECIPES}deno`,
    }),
  },
  {
    name: 'Bun',
    folder: 'bun',
    version: version('@oven/bun-linux-x64', RUNTIMES),
    prepare: () => typecheck('bun'),
    start: () => ({ file: BUN, args: ['server.ts'], cwd: `${RECIPES}bun` }),
  },
];
