import type { NodeRequest } from './node.ts';

/** Host names that browsers send. No other character can change what the address means. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** For a missing or malformed host. No page has this origin (RFC 6761, section 6.4). */
const UNKNOWN_HOST = 'unknown.invalid';

/** Returns the address that the visitor asked for, as far as the server can know it. Never throws. */
export function addressOf(request: NodeRequest): string {
  const host = hostOf(request);
  const origin = `${isSecure(request) ? 'https' : 'http'}://${host}`;
  const address = new URL(
    HOST.test(host) && URL.canParse(origin) ? origin : `http://${UNKNOWN_HOST}`,
  );
  // Express shortens url in mounted routers. A proxy may send a whole address: only the host counts.
  const target = (request.originalUrl ?? request.url ?? '').replace(
    /^[a-z][a-z\d+.-]*:\/\/[^/?]*/i,
    '',
  );
  const query = target.indexOf('?');
  // Setting the parts never changes the host: '//evil.example' stays a path.
  address.pathname = query < 0 ? target : target.slice(0, query);
  if (query >= 0) address.search = target.slice(query);
  return address.href;
}

/**
 * A client can send X-Forwarded-Proto without a proxy, but a page of another origin cannot: the handler
 * rejects the preflight. The header therefore lets no page in, and can be used without a setting.
 */
function isSecure({ headers, protocol, socket }: NodeRequest): boolean {
  return (
    [protocol, headers[':scheme'], firstOf(headers['x-forwarded-proto'])].includes('https') ||
    Reflect.get(Object(socket), 'encrypted') === true
  );
}

/**
 * X-Forwarded-Host alone is never used, because any client can send it, and a host may select a tenant.
 * Frameworks have a setting for proxies, and give the result as `hostname`, without the port.
 */
function hostOf({ headers, hostname }: NodeRequest): string {
  const sent = firstOf(headers[':authority'] ?? headers['host']);
  if (hostname === undefined) return sent;
  const candidates = [sent, firstOf(headers['x-forwarded-host'])];
  return candidates.find((host) => host.replace(/:\d+$/, '') === hostname) ?? hostname;
}

/** Returns the first value of a header that proxies append to. */
function firstOf(value: string | readonly string[] | undefined): string {
  return (
    String(value ?? '')
      .split(',', 1)[0]
      ?.trim() ?? ''
  );
}
