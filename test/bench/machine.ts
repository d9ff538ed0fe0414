import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Where, when and of which source something was measured. */
export interface Machine {
  readonly date: string;
  /** The commit, and whether the source differed from it. */
  readonly library: string;
  readonly processor: string;
  readonly node: string;
}

/** This machine, now. */
export function thisMachine(): Machine {
  const processors = cpus();
  const isChanged = git('status', '--porcelain', '--', 'src') !== '';
  return {
    date: new Date().toISOString().slice(0, 10),
    library: `\`${git('rev-parse', '--short=12', 'HEAD')}\`${isChanged ? ', changed since' : ''}`,
    processor: `${processors.at(0)?.model.trim() ?? 'an unknown processor'}, ${processors.length} threads`,
    node: `Node.js ${process.versions.node}`,
  };
}

function git(...command: string[]): string {
  return execFileSync('git', command, { encoding: 'utf8' }).trim();
}
