import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { reportLine, runConformance } from '../../conformance/run.ts';

declare const Bun: { readonly version: string };

console.log(reportLine(await runConformance({ ...library, ...server }, `Bun ${Bun.version}`)));
