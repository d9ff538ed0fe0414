import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { EdgeVM } from '@edge-runtime/vm';
import { BROWSERS } from './browsers.ts';
import { BUILD, FOLDER } from './build.ts';

/** A runtime: how it is started, and by what in the report it is known to be the one. */
export interface Runtime {
  readonly name: string;
  readonly expectedVersion: RegExp;
  /** Returns what the entry printed. */
  run(): Promise<string>;
}

const MODULES = `${FOLDER}node_modules/`;

/** No suite takes a minute: a longer one hangs. */
const TIMEOUT_MS = 120_000;

async function command(file: string, args: string[], cwd: string = BUILD): Promise<string> {
  const options = { cwd, timeout: TIMEOUT_MS, env: { HOME: BUILD, PATH: '' } };
  const { stdout, stderr } = await promisify(execFile)(file, args, options);
  return stdout + stderr;
}

function installedVersion(name: string): string {
  return JSON.parse(readFileSync(`${MODULES}${name}/package.json`, 'utf8')).version;
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}

function node(major: number): Runtime {
  return {
    name: `Node.js ${major}`,
    expectedVersion: new RegExp(`^Node\\.js ${major}\\.`),
    run: () => command(`${MODULES}node-${major}/bin/node`, ['node.mjs']),
  };
}

/** The executable of workerd. */
export const WORKERD: string = `${MODULES}@cloudflare/workerd-linux-64/bin/workerd`;

/** `1.20260730.1` is the workerd of 2026-07-30. */
const WORKERD_VERSION = installedVersion('@cloudflare/workerd-linux-64').replace(
  /^\d+\.(\d{4})(\d{2})(\d{2})\..*$/,
  'workerd $1-$2-$3',
);

function workerd(compatibilityFlags: string[], compatibility: string): Runtime {
  const config = `${BUILD}workerd-${compatibilityFlags.length}.capnp`;
  return {
    name: `workerd ${compatibility}`,
    expectedVersion: new RegExp(`^${WORKERD_VERSION} ${compatibility}$`),
    async run() {
      // A worker cannot ask for workerd's version: the executable is asked, and tells it the worker.
      const version = (await command(WORKERD, ['--version'])).trim();
      writeFileSync(
        config,
        `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker", esModule = embed "workerd.js")],
  compatibilityDate = "2026-07-01",
  compatibilityFlags = ${JSON.stringify(compatibilityFlags)},
  bindings = [(name = "VERSION", text = "${version}")],
))]);
`,
      );
      return command(WORKERD, ['test', config]);
    },
  };
}

const EDGE_VERSION = installedVersion('@edge-runtime/vm');

const edgeRuntime: Runtime = {
  name: 'edge-runtime',
  expectedVersion: new RegExp(`^edge-runtime ${escaped(EDGE_VERSION)}$`),
  async run() {
    const machine = new EdgeVM();
    machine.evaluate(readFileSync(`${BUILD}edge.js`, 'utf8'));
    const conformance =
      machine.evaluate<(bytes: Uint8Array, version: string) => Promise<string>>('conformance');
    return conformance(new TextEncoder().encode('k3y-0f-convrs-for-this-example'), EDGE_VERSION);
  },
};

const DENO = `${MODULES}@deno/linux-x64-glibc/deno`;

/** JSR's own rules for the source: Deno checks them without publishing anything. */
export async function checkJsr(): Promise<void> {
  await command(DENO, ['publish', '--dry-run', '--allow-dirty'], `${FOLDER}../..`);
}

/** Every runtime that the library is for. */
export const RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24, 26].map(node),
  {
    name: 'Deno',
    expectedVersion: new RegExp(`^Deno ${escaped(installedVersion('@deno/linux-x64-glibc'))}$`),
    run: () => command(DENO, ['run', '--no-remote', '--cached-only', 'deno.mjs']),
  },
  {
    name: 'Bun',
    expectedVersion: new RegExp(`^Bun ${escaped(installedVersion('@oven/bun-linux-x64'))}$`),
    run: () => command(`${MODULES}@oven/bun-linux-x64/bin/bun`, ['bun.mjs']),
  },
  workerd([], 'without nodejs_compat'),
  workerd(['nodejs_compat'], 'with nodejs_compat'),
  edgeRuntime,
  ...BROWSERS,
];
