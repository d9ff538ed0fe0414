/** Calls a server as it is asked to: `fetch` keeps some headers to itself, and adds others. */
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const TIMEOUT_MS = 10_000;

/** A few connections that are kept, so that answers follow one another on each. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export function send(url: string, { method = 'GET', headers = {}, body }: Call = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { agent, method, headers: { ...headers, ...length }, timeout: TIMEOUT_MS };
    const request = httpRequest(url, options, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method}`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** Everything that comes over the wire, which HTTP clients do not show: a HEAD's body, say. */
export function sendRaw(url: string, { method = 'GET', headers = {} }: Call = {}) {
  const { hostname, port, host, pathname } = new URL(url);
  const lines = Object.entries({ host, connection: 'close', ...headers });
  const socket = connect(Number(port), hostname);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer to ${method}`)));
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`${method} ${pathname} HTTP/1.1\r\n${head}\r\n`);
  return text(socket);
}

export function closeConnections(): void {
  agent.destroy();
}
