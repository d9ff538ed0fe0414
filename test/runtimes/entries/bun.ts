import * as library from 'chat-token';
import { reportLine, runConformance } from '../../conformance/run.ts';

declare const Bun: { readonly version: string };

console.log(reportLine(await runConformance(library, `Bun ${Bun.version}`)));
