import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What a process printed, on both of its streams, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for the files of a test, and processes that run with it. */
export interface Desk {
  /** Writes a file, and gives its path. */
  file(name: string, text: string): string;
  /** Runs Node.js with an environment that holds nothing but this. */
  run(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    input?: string,
  ): Promise<Ended>;
  /** Takes all of it away. */
  clear(): void;
}

export function createDesk(): Desk {
  const folder = mkdtempSync(`${tmpdir()}/chat-token-leaks-`);
  let runs = 0;
  const file = (name: string, text: string) => {
    writeFileSync(`${folder}/${name}`, text);
    return `${folder}/${name}`;
  };
  return {
    file,
    async run(args, env, input = '') {
      const name = `run-${++runs}`;
      // Files, and no pipes: a process that dies may not get all that it says into a full pipe.
      const paths = ['in', 'out', 'err'].map((stream) => file(`${name}.${stream}`, input));
      const [stdin = 0, stdout = 1, stderr = 2] = paths.map((path, stream) =>
        openSync(path, stream === 0 ? 'r' : 'w'),
      );
      const child = spawn(process.execPath, args, {
        env: { PATH: process.env['PATH'], ...env },
        stdio: [stdin, stdout, stderr],
      });
      const status = await new Promise<number | null>((resolve, reject) => {
        child.on('error', reject).on('close', resolve);
      });
      for (const stream of [stdin, stdout, stderr]) closeSync(stream);
      const [, out = '', err = ''] = paths.map((path) => readFileSync(path, 'utf8'));
      return { status, stdout: out, stderr: err };
    },
    clear: () => rmSync(folder, { recursive: true }),
  };
}
