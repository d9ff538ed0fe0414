/** The recipes of docs/examples: how each is compiled, built and started. */
import { execFile } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

export const FOLDER: string = fileURLToPath(new URL('./', import.meta.url));

/** The recipes are copied here, to find the packed library and the frameworks. */
const BUILD = `${FOLDER}.build/`;
const RECIPES = `${BUILD}recipes/`;
const MODULES = `${FOLDER}node_modules/`;
const RUNTIMES = `${FOLDER}../runtimes/node_modules/`;
const NODE = `${RUNTIMES}node-24/bin/node`;
const DENO = `${RUNTIMES}@deno/linux-x64-glibc/deno`;
const BUN = `${RUNTIMES}@oven/bun-linux-x64/bin/bun`;
const WORKERD = `${RUNTIMES}@cloudflare/workerd-linux-64/bin/workerd`;
const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** No secrets, caches or telemetry of this machine. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  HOME: BUILD,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
};

export interface Recipe {
  readonly name: string;
  /** Under docs/examples. */
  readonly folder: string;
  /** Whether it lists `https://www.example.com` as another origin. */
  readonly listsWww?: boolean;
  /** Its own origin as it sees it, where that is not where it listens. */
  readonly origin?: (port: number) => string;
  /** Checks the types and builds, without the secrets. */
  prepare(): Promise<void>;
  start(port: number): { file: string; args: readonly string[]; cwd: string };
}

async function run(file: string, args: readonly string[], cwd: string = BUILD): Promise<void> {
  try {
    await promisify(execFile)(file, args, { cwd, env: ENVIRONMENT });
  } catch (error) {
    // The compilers print their errors to standard output.
    const { stdout, stderr } = Object(error);
    throw new Error([error, stdout, stderr].join('\n'));
  }
}

/** The folder that is not a recipe: an application with its own tests. */
const OTHERS: readonly string[] = ['shop'];

/** Copies the recipes to where they run, and returns their folders. */
export function copyRecipes(): string[] {
  cpSync(`${FOLDER}../../docs/examples`, RECIPES, { recursive: true });
  return readdirSync(RECIPES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHERS.includes(entry.name))
    .map((entry) => entry.name);
}

/** Puts a recipe that is part of a project into one, and returns its path. */
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

/** A file that Node.js runs without a build. */
function nodeRecipe(name: string, folder: string, listsWww = false): Recipe {
  return {
    name,
    folder,
    listsWww,
    prepare() {
      nodeTypes ??= typecheck('node');
      return nodeTypes;
    },
    start: () => ({ file: NODE, args: ['server.ts'], cwd: `${RECIPES}${folder}` }),
  };
}

export const ALL: readonly Recipe[] = [
  nodeRecipe('Express', 'express'),
  nodeRecipe('Fastify', 'fastify', true),
  nodeRecipe('Hono', 'hono', true),
  nodeRecipe('Koa', 'koa'),
  nodeRecipe('h3', 'h3'),
  {
    name: 'NestJS',
    folder: 'nestjs',
    listsWww: true,
    prepare: () => typecheck('nestjs'),
    start: () => ({ file: NODE, args: ['main.js'], cwd: `${BUILD}compiled/nestjs` }),
  },
  {
    name: 'Next.js',
    folder: 'next',
    // Next.js calls itself localhost, whatever the address.
    origin: (port) => `http://localhost:${port}`,
    // The build checks the types.
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
    // SvelteKit assumes a proxy with HTTPS, unless a header says otherwise.
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
    listsWww: true,
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
    prepare: () => typecheck('bun'),
    start: () => ({ file: BUN, args: ['server.ts'], cwd: `${RECIPES}bun` }),
  },
];
