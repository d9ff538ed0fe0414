/** Every function that the package offers, found by looking: nobody has to remember to add one. */
import { readFileSync } from 'node:fs';

const { exports }: { exports: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** The ways into the package that hold code. */
const MODULES = Object.keys(exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => `chat-token${name.slice(1)}`);

/** Functions in a value by their way: `zendesk.claims`. Each once, under the first name it has. */
export function functionsIn(value: unknown, name: string, seen = new Set<unknown>()): string[] {
  if (seen.has(value)) return [];
  if (typeof value === 'function') {
    seen.add(value);
    return [name];
  }
  if (typeof value !== 'object' || value === null || value instanceof Promise) return [];
  seen.add(value);
  return Reflect.ownKeys(value).flatMap((key) =>
    functionsIn(Reflect.get(value, key), `${name}.${String(key)}`, seen),
  );
}

/** The names of all functions that can be imported. */
export async function exportedFunctions(): Promise<string[]> {
  const seen = new Set<unknown>();
  const names: string[] = [];
  for (const path of MODULES) {
    const module: Record<string, unknown> = await import(path);
    for (const [name, value] of Object.entries(module))
      names.push(...functionsIn(value, name, seen));
  }
  return names;
}
