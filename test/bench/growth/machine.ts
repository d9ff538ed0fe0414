import { cpus } from 'node:os';

/** Where and when something was measured. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly node: string;
}

/** This machine, now. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${processors.at(0)?.model.trim() ?? 'an unknown processor'}, ${processors.length} threads`,
    node: `Node.js ${process.versions.node}`,
  };
}
