import * as library from 'chat-token';
import * as server from 'chat-token/server';
import { reportLine, runConformance } from '../../conformance/run.ts';

/** workerd calls `test()`, and takes a rejection for a failure. */
export default {
  async test(_controller: unknown, { VERSION }: { VERSION: string }) {
    if (navigator.userAgent !== 'Cloudflare-Workers') throw new Error('This is not workerd.');
    const compatibility = 'Buffer' in globalThis ? 'with nodejs_compat' : 'without nodejs_compat';
    console.log(
      reportLine(await runConformance({ ...library, ...server }, `${VERSION} ${compatibility}`)),
    );
  },
};
