/** Defines a vendor of this package again, as a user's own: with `defineVendor`. */
import { build } from 'esbuild';
import { ROOT } from '../support/files.ts';
import { forAnyUser, type TestVendor } from '../support/vendors.ts';

/** The module that a vendor gets in place of the one with `builtInVendor`. */
const AS_OWN = `
import { defineVendor } from '${ROOT}src/contract/define.ts';
import { standardSchema } from '${ROOT}test/support/schema.ts';
export const builtInVendor = ({ user, ...definition }) =>
  defineVendor({ ...definition, user: standardSchema(user()) });
`;

/** Returns the vendor with this export of a folder, made with `defineVendor`. */
export async function defineAgain(
  folder: string,
  name: string,
  config?: object,
): Promise<TestVendor> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}src/vendors/${folder}/index.ts`],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'as-own',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /contract\/vendor\.ts$/ }, ({ importer }) =>
            importer.includes('/src/vendors/') ? { path: 'own', namespace: 'own' } : undefined,
          );
          onLoad({ filter: /.*/, namespace: 'own' }, () => ({
            contents: AS_OWN,
            resolveDir: ROOT,
          }));
        },
      },
    ],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`);
  return forAnyUser(config === undefined ? module[name] : module[name](config));
}
