import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ChatTokenError } from 'chat-token';
import { isPlainObject } from '../utils/objects.ts';
import { nearest } from '../utils/spelling.ts';
import type { Arguments } from './arguments.ts';
import { readJson, VENDOR_MISSING } from './input.ts';
import { UsageError } from './io.ts';
import {
  type AnyConfiguredVendor,
  type AnyVendor,
  isConfiguredVendor,
  isVendor,
  type ListedVendor,
  VENDORS,
  vendorExports,
} from './list.ts';

/** Returns the vendor that `--vendor` names: one of this package, or one of your own module. */
export async function findVendor(
  { vendor: reference, config: file }: Pick<Arguments, 'vendor' | 'config'>,
  vendors: readonly ListedVendor[] = VENDORS,
): Promise<AnyVendor> {
  if (reference === undefined) throw new UsageError(VENDOR_MISSING);
  const found = isModule(reference) ? await loadVendor(reference) : findByName(reference, vendors);
  if (!isVendor(found)) return configure(found, file);
  if (file === undefined) return found;
  throw new UsageError(`Leave out --config: ${found.title} has no configuration.`);
}

function findByName(
  name: string,
  vendors: readonly ListedVendor[],
): AnyVendor | AnyConfiguredVendor {
  const found = vendors.find((listed) => listed.name === name);
  if (found !== undefined) return found.vendor;
  const names = vendors.map((listed) => listed.name);
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new UsageError(
    `--vendor must be a name from chat-token vendors, or a module such as ./my-vendor.mjs.${hint}`,
  );
}

/** A path is a module, a plain word is a name. */
function isModule(reference: string): boolean {
  return /^(?:\.{0,2}[/\\]|file:)|\.(?:mjs|js|ts)(?:#|$)/.test(reference);
}

/** Imports a module: `./my-vendor.mjs`, or `./my-vendor.mjs#name` for the export with this name. */
async function loadVendor(reference: string): Promise<AnyVendor | AnyConfiguredVendor> {
  const [, path = reference, name = 'default'] = /^(.+?)#([^#/\\]+)$/s.exec(reference) ?? [];
  const url = path.startsWith('file:') ? path : pathToFileURL(resolve(path)).href;
  if (!isFile(url)) throw new UsageError('Cannot find the module that --vendor names.');
  const exports = await importModule(url);
  const found = Object.hasOwn(exports, name) ? exports[name] : undefined;
  if (isVendor(found) || isConfiguredVendor(found)) return found;
  const what = name === 'default' ? 'The default export of the module' : 'The export behind #';
  const problem = found === undefined ? 'does not exist' : 'is not a vendor';
  throw new UsageError(`${what} ${problem}. ${vendorsHint(exports)}`);
}

/** Excludes folders, and devices such as /dev/zero, which have no end. */
function isFile(url: string): boolean {
  try {
    return statSync(new URL(url)).isFile();
  } catch {
    return false; // It does not exist, or the address is of something else.
  }
}

async function importModule(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(/* @vite-ignore */ url);
  } catch (error) {
    // The definition of the vendor cannot work. Its error says why.
    if (isOwnError(error)) throw error;
    // Another message may quote the file, and it may be the wrong one.
    const code = codeOf(error);
    const reason = code === undefined ? '' : ` (${code})`;
    throw new UsageError(`Cannot load the module${reason}. Run it with node to see why.`);
  }
}

/** Returns whether this package made an error. What only looks like one may contain anything. */
function isOwnError(error: unknown): error is ChatTokenError {
  return error instanceof ChatTokenError && codeOf(error) !== undefined;
}

/** Returns the code of an error, if it is one of Node.js or of this package. */
function codeOf(error: unknown): string | undefined {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'string' && /^ERR_[A-Z_]+$/.test(code) ? code : undefined;
}

/** Says how to name the vendors that a module exports. */
function vendorsHint(exports: object): string {
  const names = vendorExports(exports)
    .map(([name]) => `#${name}`)
    .sort();
  if (names.length > 0) return `Vendors in this module: ${names.join(', ')}.`;
  return 'Export what defineVendor or defineConfiguredVendor returns.';
}

async function configure(
  vendor: AnyConfiguredVendor,
  file: string | undefined,
): Promise<AnyVendor> {
  const { title, '~call': call } = vendor;
  if (file === undefined) {
    throw new UsageError(
      `--config is required: a JSON file with the configuration of ${title}, as in ${call}.`,
    );
  }
  const config = await readJson('configuration', file);
  if (!isPlainObject(config)) throw new UsageError('The configuration must be a JSON object.');
  try {
    return vendor(config);
  } catch (error) {
    if (isOwnError(error)) throw error;
    throw new UsageError(`${title} cannot be made with this configuration: see ${call}.`);
  }
}
