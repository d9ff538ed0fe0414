/** A web site with the token endpoint, and beside it the vendors' servers. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import { NOW_SECONDS } from '../support/known-tokens.ts';
import { type Connection, openVendorServers } from './vendor-servers.ts';
import { handlerAt, tested } from './vendors.ts';

/** What the vendor's server was asked. */
export interface VendorCall {
  readonly vendor: string;
  /** Whom it took the visitor for. */
  readonly user: string | null;
  /** What the visitor wrote, where it was a message. */
  readonly text?: string | undefined;
}

/** A page of the site. */
export interface SitePage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly origin: string;
  /** The same server at another port: another origin of the same site. */
  readonly otherOrigin: string;
  /** The servers' time, in milliseconds. */
  now: number;
  readonly pages: Map<string, SitePage>;
  /** Who is logged in, by what the session's cookie holds. */
  readonly sessions: Map<string, string>;
  /** The origins that the endpoint's handler lists. */
  origins: readonly string[];
  /** Answers at the endpoint in place of the handler. */
  failure: ((response: ServerResponse) => unknown) | undefined;
  /** When the endpoint was asked, in milliseconds. */
  readonly asked: number[];
  readonly vendorCalls: VendorCall[];
  /** The address and all headers of each request. */
  readonly heads: string[];
  /** Lets nobody have the vendors' scripts until it is called. */
  holdVendors(): () => void;
  close(): void;
}

/** Opens the site at two ports. */
export async function openSite(): Promise<Site> {
  const scripts = inject('scripts');
  const servers: Server[] = [];
  const connections = new Map<string, Connection>();
  const vendorServers = openVendorServers(() => new Date(site.now));
  let vendorsMayLoad = Promise.resolve();

  const listen = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return `http://localhost:${port}`;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', site.origin);
    const [, room, vendor = '', what] = pathname.split('/');
    site.heads.push([request.url, ...request.rawHeaders].join('\n'));
    response.setHeader('date', new Date(site.now).toUTCString());

    if (room === 'chat-token') await answerToken(vendor, request, response);
    else if (what !== undefined) await answerVendor(vendor, what, request, response);
    else if (room === 'log-in') logIn(searchParams.get('as'), response);
    else if (pathname in scripts) {
      if (room === 'vendors') await vendorsMayLoad;
      response.setHeader('content-type', 'text/javascript').end(scripts[pathname]);
    } else {
      const { html = '<!doctype html><title>Not found</title>', headers = {} } =
        site.pages.get(pathname) ?? {};
      // The page's clock starts at this.
      response.setHeader('server-timing', `now;dur=${site.now}`);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
    }
  };

  /** The endpoint: the real handler behind a bridge from Node's requests. */
  const answerToken = async (
    vendor: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    site.asked.push(site.now);
    if (site.failure) {
      await site.failure(response);
      return;
    }
    const handler = handlerAt(tested(vendor), site, userOf);
    const { status, headers, body } = await handler(
      new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method ?? 'GET',
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      }),
    );
    response.writeHead(status, Object.fromEntries(headers));
    response.end(body && Buffer.from(await new Response(body).arrayBuffer()));
  };

  const userOf = (request: Request): string | undefined => {
    const [, session = ''] =
      /(?:^|; )session=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
    return site.sessions.get(session);
  };

  /** Anew each time, as it should be: nobody keeps the session of somebody else. */
  const logIn = (user: string | null, response: ServerResponse): void => {
    const session = `s${site.sessions.size}`;
    if (user !== null) site.sessions.set(session, user);
    response.setHeader('set-cookie', `session=${session}; Path=/; HttpOnly; SameSite=Lax`);
    response.end();
  };

  /** A vendor's server: says whom a token names, and takes messages. */
  const answerVendor = async (
    vendor: string,
    what: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const { token, connection, text } = JSON.parse(await textOf(request));
    const server = vendorServers[vendor];
    // Nobody is let in where the vendor refuses, or where it does not say what it does.
    const opened = connections.get(connection) ?? (await server?.(token).catch(() => undefined));
    if (what === 'messages') {
      if (opened === undefined) {
        response.writeHead(401).end();
        return;
      }
      await opened.say(text);
    }
    const user = opened?.user ?? null;
    const name = `c${site.vendorCalls.length}`;
    if (opened !== undefined) connections.set(name, opened);
    site.vendorCalls.push({ vendor, user, text });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ user, connection: name }));
  };

  const listener: RequestListener = (request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  };
  const site: Site = {
    origin: await listen(listener),
    otherOrigin: await listen(listener),
    now: NOW_SECONDS * 1000,
    pages: new Map(),
    sessions: new Map(),
    origins: [],
    failure: undefined,
    asked: [],
    vendorCalls: [],
    heads: [],
    holdVendors() {
      let letGo = () => {};
      vendorsMayLoad = new Promise((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  return site;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
