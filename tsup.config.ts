import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { markPureCalls } from './scripts/pure.ts';

const { exports }: { exports: Record<string, string> } = JSON.parse(
  readFileSync('jsr.json', 'utf8'),
);

/** The entry points by name: `{ server: './src/server/index.ts', … }`. Those of vendors re-export `index`. */
const entry = Object.fromEntries(
  Object.entries(exports)
    .filter(([path]) => !path.startsWith('./vendors/'))
    .map(([path, source]) => [path.slice(2) || 'index', source]),
);

/**
 * One CommonJS bundle with all entry points. A bundle for each would have its own `ChatTokenError`.
 * scripts/finish-build.mjs adds a small file for each entry point.
 */
const bundle = 'reports/build/bundle.ts';
mkdirSync('reports/build', { recursive: true });
writeFileSync(
  bundle,
  Object.entries(entry)
    .map(([name, source]) => `export * as ${name} from '../../${source}';\n`)
    .join(''),
);
rmSync('dist', { recursive: true, force: true });

/** The licence of jose, which only the CommonJS bundle contains: ES modules import the package. */
const notice = `/*! Contains jose, https://github.com/panva/jose\n\n${readFileSync(
  'node_modules/jose/LICENSE.md',
  'utf8',
).trim()}\n*/`;

const library: Options = {
  // `neutral` rejects every `node:` import: the library runs on every runtime.
  platform: 'neutral',
  silent: true,
};

export default defineConfig([
  { ...library, entry, format: 'esm', target: 'es2022', esbuildPlugins: [markPureCalls()] },
  {
    ...library,
    entry: { bundle },
    outDir: 'dist/cjs',
    format: 'cjs',
    target: 'es2021',
    // jose consists of ES modules, which `require()` cannot load in every runtime. It is still loaded
    // on first use: esbuild makes a function of it.
    noExternal: ['jose'],
    splitting: false,
    banner: { js: notice },
  },
  {
    platform: 'node',
    silent: true,
    entry: { main: 'src/cli/main.ts' },
    outDir: 'dist/cli',
    format: 'esm',
    target: 'es2022',
    // Otherwise `node:util` becomes `util`.
    removeNodeProtocol: false,
    external: [/^chat-token(?:\/|$)/],
  },
]);
