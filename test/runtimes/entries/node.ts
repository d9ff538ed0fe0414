import * as library from 'chat-token';
import { reportLine, runConformance } from '../../conformance/run.ts';

if ('Bun' in globalThis || 'Deno' in globalThis) throw new Error('This is not Node.js.');

console.log(reportLine(await runConformance(library, `Node.js ${process.versions.node}`)));
