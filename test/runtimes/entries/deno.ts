import * as library from 'chat-token';
import { reportLine, runConformance } from '../../conformance/run.ts';

declare const Deno: { readonly version: { readonly deno: string } };

console.log(reportLine(await runConformance(library, `Deno ${Deno.version.deno}`)));
