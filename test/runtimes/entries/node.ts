import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { reportLine, runConformance } from '../../conformance/run.ts';

if ('Bun' in globalThis || 'Deno' in globalThis) throw new Error('This is not Node.js.');

console.log(
  reportLine(await runConformance({ ...library, ...server }, `Node.js ${process.versions.node}`)),
);
