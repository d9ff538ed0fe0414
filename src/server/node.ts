import { isFunction, kindOf } from '../utils/objects.ts';
import { optionInvalid } from '../utils/options.ts';
import { addressOf } from './address.ts';
import { failureOf, logError } from './failure.ts';
import { respond } from './respond.ts';

/**
 * What {@link toNodeHandler} reads of a request of Node.js, HTTP/1 or HTTP/2. Fastify's request and Koa's
 * context have the same members.
 */
export interface NodeRequest {
  /** The method. */
  readonly method?: string | undefined;
  /** Path and query. */
  readonly url?: string | undefined;
  /** The headers, by names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Path and query before a mounted router of Express shortened `url`. */
  readonly originalUrl?: string | undefined;
  /** The host name, as the framework knows it behind a proxy. */
  readonly hostname?: string | undefined;
  /** `http` or `https`, as the framework knows it behind a proxy. */
  readonly protocol?: string | undefined;
  /** The connection. */
  readonly socket?: object | null | undefined;
}

/** What {@link toNodeHandler} uses of a response of Node.js, HTTP/1 or HTTP/2. */
export interface NodeResponse {
  /** The status. */
  statusCode: number;
  /** Whether the headers were sent. */
  readonly headersSent: boolean;
  /** Whether `end` was called. */
  readonly writableEnded: boolean;
  /** Whether the connection is closed, for HTTP/1. */
  readonly destroyed?: boolean;
  /** Sets a header. */
  setHeader(name: string, value: string): unknown;
  /** Adds a value to a header. */
  appendHeader(name: string, value: string): unknown;
  /** Sends the response. */
  end(body: Uint8Array | string): unknown;
}

/** Answers `(req, res)` of Node.js. Resolves once the response was passed to `res`. */
export type NodeHandler<Req = unknown, Res = unknown> = (
  req: NodeRequest & Req,
  res: NodeResponse & Res,
) => Promise<void>;

/**
 * Makes a handler for `(req, res)` of Express, NestJS, `node:http` or `node:http2`. With Fastify, call it
 * with `(request, reply.raw)`, and with Koa with `(ctx, ctx.res)`.
 *
 * Both arguments are passed on to `getUser` after the web `Request`, and to the vendor and `keys`
 * functions: a framework's `req.session` and `req.user` are there. The body is not read, and body parsers
 * may run before.
 *
 * The address of the web `Request` has the host of the `Host` header, and `https:` if the connection is
 * encrypted, or `X-Forwarded-Proto` or the framework says so. `X-Forwarded-Host` counts only if the
 * framework trusts its proxy, such as Express with `trust proxy`. If a proxy changes the host, list your
 * own origin in `origins`.
 *
 * No request makes it reject. Errors of your own function around the handler are logged, and answered
 * with 500.
 *
 * @param handler - what `createTokenHandler` returns, or your function around it
 * @throws `ChatTokenError` `ERR_OPTION_INVALID` if the handler is not a function; the handler that it
 *   returns rejects with it if its arguments are not those of Node.js.
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { zendesk } from 'chat-token';
 * import { createTokenHandler, toNodeHandler } from 'chat-token/server';
 *
 * const sessions = new Map([['s3ss10n', { external_id: 'u_1', name: 'Jane Doe' }]]);
 *
 * const handler = createTokenHandler(zendesk, {
 *   getUser(request) {
 *     const [, session = ''] = /(?:^|; )session=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
 *     return sessions.get(session) ?? null;
 *   },
 *   keyId: 'app_62b5e0ffca5a3800f0225c53',
 *   secret: 'k3y-0f-zendesk-for-this-example',
 * });
 *
 * const server = createServer(toNodeHandler(handler));
 * ```
 */
export function toNodeHandler<Req = unknown, Res = unknown>(
  handler: (request: Request, req: Req, res: Res) => Response | Promise<Response>,
): NodeHandler<Req, Res> {
  if (!isFunction(handler)) {
    throw optionInvalid(
      `toNodeHandler takes a function, got ${kindOf(handler)}`,
      'Pass what createTokenHandler returns.',
    );
  }
  return async (req, res) => {
    rejectNonNode(req, res);
    try {
      await send(res, await handler(toRequest(req), req, res));
    } catch (error) {
      logError(error);
      const asked = { method: req.method ?? 'GET', headers: new Headers() };
      await send(res, respond(asked, undefined, 500, failureOf(error))).catch(logError);
    }
  };
}

function rejectNonNode(req: NodeRequest, res: NodeResponse): void {
  if (typeof req?.headers === 'object' && isFunction(res?.setHeader)) return;
  throw optionInvalid(
    'The handler takes (req, res) of Node.js',
    'With Fastify, pass (request, reply.raw); with Koa, (ctx, ctx.res).',
  );
}

/** Methods that no web Request may have. */
const FORBIDDEN = /^(?:connect|trace|track)$/i;

/** Makes the web Request. What the errors of the web API quote may be a cookie, so they are replaced. */
function toRequest(req: NodeRequest): Request {
  try {
    return makeRequest(req);
  } catch {
    throw optionInvalid(
      'The request cannot become a web Request',
      'Its method, address or headers have another form than those of Node.js.',
    );
  }
}

function makeRequest(req: NodeRequest): Request {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(req.headers)) {
    // HTTP/2 has pseudo-headers, such as :path.
    if (name.startsWith(':')) continue;
    for (const value of typeof values === 'string' ? [values] : values) headers.append(name, value);
  }
  const { method = 'GET' } = req;
  // The handler rejects an unknown method as it would reject these.
  return new Request(addressOf(req), {
    method: FORBIDDEN.test(method) ? 'UNKNOWN' : method,
    headers,
  });
}

async function send(res: NodeResponse, response: Response): Promise<void> {
  const body = response.body === null ? '' : new Uint8Array(await response.arrayBuffer());
  // The client has left, or something else has answered, such as a time limit.
  if (res.destroyed || res.headersSent || res.writableEnded) return;
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(body);
}
