import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { reportLine, runConformance } from '../../conformance/run.ts';

declare const EdgeRuntime: string;

async function conformance(hostBytes: Uint8Array, version: string): Promise<string> {
  if (Object.getPrototypeOf(hostBytes) === Uint8Array.prototype) {
    throw new Error('The bytes are not of another realm.');
  }
  await library.signChatToken(library.convrs, {}, { secret: hostBytes });
  return reportLine(await runConformance({ ...library, ...server }, `${EdgeRuntime} ${version}`));
}

// The host calls it with bytes of its own.
Object.assign(globalThis, { conformance });
