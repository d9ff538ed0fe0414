/** The library works where nothing shared can be written, and uses no network, file or environment. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test('outcomes stay the same in a closed, frozen realm', async () => {
  const folder = mkdtempSync(`${tmpdir()}/chat-token-`);
  const outfile = `${folder}/child.mjs`;
  try {
    await build({
      entryPoints: [file('child.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      tsconfig: file('../../tsconfig.json'),
    });
    const output = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
    const { calls, ...rest } = JSON.parse(output);
    expect(calls).toBeGreaterThan(80);
    expect(rest).toStrictEqual({ used: [], changed: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
