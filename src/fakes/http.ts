import { requireApi } from '../utils/options.ts';
import { type FakeBase, VendorRejection } from './base.ts';

/** A request that a fake can answer. */
export interface FakeRoute {
  readonly method: string;
  /** The whole address, without the query. */
  readonly address: RegExp;
  /** Answers for the bearer token; throws a {@link VendorRejection} if the vendor rejects it. */
  answer(token: string | undefined): Promise<unknown>;
}

/** Makes a `fetch` that answers the given routes and no other request. */
export function createFakeFetch(
  { undocumented }: FakeBase<object>,
  ...routes: readonly FakeRoute[]
): (input: Request | URL | string, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    for (const name of ['Request', 'Response', 'URL'])
      requireApi(Reflect.get(globalThis, name), name);
    const { method, url, headers } = new Request(input, init);
    const { origin, pathname } = new URL(url);
    const route = routes.find(
      (known) => known.method === method && known.address.test(origin + pathname),
    );
    if (route === undefined) throw undocumented(`a request like this (${method} ${origin})`);
    const token = /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    try {
      await route.answer(token);
    } catch (error) {
      if (!(error instanceof VendorRejection) || error.answer.status === undefined) throw error;
      const { status, body } = error.answer;
      return body === undefined
        ? new Response(unreadable(undocumented(`the body of this ${status}`)), { status })
        : Response.json(body, { status });
    }
    return new Response(unreadable(undocumented('the body of the answer to a good token')));
  };
}

/** A body that may be ignored. Reading it fails. */
function unreadable(error: Error): ReadableStream<Uint8Array> {
  return new ReadableStream(
    { pull: (controller) => controller.error(error) },
    { highWaterMark: 0 },
  );
}
