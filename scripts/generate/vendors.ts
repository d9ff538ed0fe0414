/** Every vendor object of the package, with the files of its folder. */
import { readFileSync } from 'node:fs';
import { type AnyVendor, exampleOf, exampleVendor, listVendors } from '../../src/cli/list.ts';
import type { VendorExample } from '../../src/vendors/example.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import * as exported from '../../src/vendors/index.ts';
import type { Snippet } from '../../src/vendors/snippet.ts';
import { SNIPPETS } from '../../src/vendors/snippets.ts';
import * as widgets from '../../src/vendors/widgets.ts';
import { camelCase, vendorFolders } from './lists.ts';

/** A vendor, and what its page is made of. */
export interface DocumentedVendor {
  /** The vendor object. A vendor that needs configuration has that of its example. */
  readonly vendor: AnyVendor;
  /** The name of its export: `amazonConnect`. */
  readonly exportName: string;
  /** The folder in `src/vendors/`. Its vendors have its name, or a longer one: `acme-hash`. */
  readonly folder: string;
  readonly example: VendorExample;
  readonly snippets: readonly Snippet[];
  /** The content of `guide.md`. */
  readonly guide: string;
  /** Whether `chat-token/browser` and `chat-token/html` have its widget. */
  readonly hasWidget: boolean;
  /** The function of `chat-token/browser` that makes the widget, if the page must pass something. */
  readonly createWidget: string | undefined;
}

/** Returns every vendor, in the order of their names. */
export function documentedVendors(): DocumentedVendor[] {
  return listVendors(exported, EXAMPLES, SNIPPETS).map((listed) => {
    const { name, snippets } = listed;
    const folder = vendorFolders()
      .filter((each) => name === each || name.startsWith(`${each}-`))
      .at(-1);
    if (folder === undefined) throw new Error(`${name} has no folder in src/vendors/`);
    const exportName = camelCase(name);
    if (!Object.hasOwn(exported, exportName)) {
      throw new Error(`The export of ${name} must be named ${exportName}`);
    }
    const path = `src/vendors/${folder}`;
    const createWidget = `create${exportName.charAt(0).toUpperCase()}${exportName.slice(1)}Widget`;
    return {
      vendor: exampleVendor(listed),
      exportName,
      folder,
      example: exampleOf(listed),
      snippets,
      guide: readFileSync(`${path}/guide${name.slice(folder.length)}.md`, 'utf8'),
      hasWidget: Object.hasOwn(widgets, `${exportName}Widget`),
      createWidget: Object.hasOwn(widgets, createWidget) ? createWidget : undefined,
    };
  });
}
