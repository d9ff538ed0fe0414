import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { reportLine, runConformance } from '../../conformance/run.ts';

declare const Deno: { readonly version: { readonly deno: string } };

console.log(
  reportLine(await runConformance({ ...library, ...server }, `Deno ${Deno.version.deno}`)),
);
