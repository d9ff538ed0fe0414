import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The paths of all files in a folder of the repository, relative to that folder. Installed packages are
 * left out.
 */
export function filesIn(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    if (entry.name === 'node_modules') return [];
    return filesIn(`${folder}/${entry.name}`).map((path) => `${entry.name}/${path}`);
  });
}
