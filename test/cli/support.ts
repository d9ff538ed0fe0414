import { Readable } from 'node:stream';
import { expect, vi } from 'vitest';
import { runCommand } from '../../src/cli/run.ts';
import { OTHER_SECRET, SECRET } from '../support/support.ts';

/** What a command printed, and its exit code. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as the shell would, with the secret in SECRET, and checks that it never prints a secret. */
export function run(
  args: readonly string[],
  input: string | Buffer | Readable = '',
  secret: string = SECRET,
  variables: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return capture(() => runCommand([...args]), input, secret, variables);
}

/** Runs an action that prints. */
export async function capture(
  action: () => number | Promise<number>,
  input: string | Buffer | Readable = '',
  secret: string = SECRET,
  variables: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      output[stream] += text;
      return true;
    }),
  );
  const environment = {
    SECRET: secret,
    TERM: 'xterm',
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
  };
  for (const [name, value] of Object.entries({ ...environment, ...variables })) {
    vi.stubEnv(name, value);
  }
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') ?? {};
  const value = input instanceof Readable ? input : Readable.from([Buffer.from(input)]);
  Object.defineProperty(process, 'stdin', { value, configurable: true });
  let status: number;
  try {
    status = await action();
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    Object.defineProperty(process, 'stdin', stdin);
  }
  for (const never of [SECRET, OTHER_SECRET]) {
    expect(output.stdout + output.stderr).not.toContain(never);
  }
  return { status, ...output };
}

/** The length of the longest line. Lines with an address do not count. */
export function widest(text: string): number {
  const prose = text.split('\n').filter((line) => !line.includes('https://'));
  return Math.max(...prose.map((line) => line.length));
}
