/** The methods that get an answer. */
export const METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];
const ALLOW = [...METHODS, 'OPTIONS'].join(', ');

const ALWAYS = {
  'cache-control': 'private, no-store',
  // For a cache that stores the response anyway: what it depends on, here and in getUser.
  vary: 'Origin, Sec-Fetch-Site, Cookie, Authorization',
  'x-content-type-options': 'nosniff',
};

/** A 401 must name a scheme (RFC 9110, section 15.5.2). No browser asks for a password for this one. */
const CHALLENGE = { 'www-authenticate': 'Session' };

/** What a response depends on. */
type Asked = Pick<Request, 'method' | 'headers'>;

/** Makes a response. `origin` is the listed origin that asked, if there is one. */
export function respond(
  request: Asked,
  origin: string | undefined,
  status: number,
  body?: object,
): Response {
  return new Response(body && request.method !== 'HEAD' ? JSON.stringify(body) : null, {
    status,
    headers: {
      ...ALWAYS,
      ...(body && { 'content-type': 'application/json; charset=utf-8' }),
      ...(origin !== undefined && {
        'access-control-allow-credentials': 'true',
        'access-control-allow-origin': origin,
      }),
      ...(status === 401 && CHALLENGE),
      ...(status === 405 && { allow: ALLOW }),
      ...(status === 204 && preflight(request, origin)),
    },
  });
}

function preflight(request: Asked, origin: string | undefined): Record<string, string> {
  if (origin === undefined) return { allow: ALLOW };
  // An origin that may get a token may also send the header that protects its form against forgery.
  const headers = request.headers.get('access-control-request-headers');
  return {
    allow: ALLOW,
    'access-control-allow-methods': METHODS.join(', '),
    'access-control-max-age': '600',
    vary: `${ALWAYS.vary}, Access-Control-Request-Headers`,
    ...(headers && { 'access-control-allow-headers': headers }),
  };
}
