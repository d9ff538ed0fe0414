import { existsSync, readdirSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

const VENDORS = readdirSync('src/vendors', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => existsSync(`src/vendors/${name}/index.ts`));
const FACES = readdirSync('src')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length));

const shared: Options = {
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  // tsup would turn `node:util` into `util`, which Deno and Bun do not take for Node's own.
  removeNodeProtocol: false,
  // tsup sets a `baseUrl` for its declaration step, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
};

export default defineConfig([
  {
    ...shared,
    // `neutral` refuses every `node:` import: the library runs where Node does not.
    platform: 'neutral',
    clean: ['!cli/**'],
    entry: {
      testing: 'src/testing/index.ts',
      ...Object.fromEntries(FACES.map((name) => [name, `src/${name}.ts`])),
      ...Object.fromEntries(VENDORS.map((name) => [name, `src/vendors/${name}/index.ts`])),
    },
  },
  {
    ...shared,
    platform: 'node',
    clean: true,
    outDir: 'dist/cli',
    entry: { main: 'src/cli/main.ts' },
    external: [/^chat-token(?:\/|$)/],
    dts: false,
  },
]);
