/** What the stand-ins for the vendors' widgets share. The vendors' servers are in ../site.ts. */

/** A vendor's widget in a page, as the tests see it. */
export interface StandIn {
  /** Whom the vendor takes the visitor for: `null` for somebody unknown. */
  user: string | null;
  /** Each token that was handed over, in order. */
  readonly tokens: string[];
  /** What the vendor said of a log-in that failed. */
  readonly failures: string[];
  /** Writes to the support, and says whom the vendor takes the message from. */
  send(text: string): Promise<string | null>;
  /** Reads the token again, where the vendor does so. */
  restart?(): Promise<void>;
}

declare global {
  var standIn: StandIn | undefined;
}

/** What a vendor's server says of a token. */
export interface Identity {
  /** Whom the token names; `null` for no token, or one that is refused. */
  readonly user: string | null;
  /** Stands for the token in what comes later, where the vendor keeps a connection. */
  readonly connection: string;
}

/** Shows a token to the vendor's server. */
export async function identify(vendor: string, token: unknown): Promise<Identity> {
  const response = await post(`/vendors/${vendor}/identity`, { token });
  return response.json();
}

/** Sends a message. A token or connection that the server refuses: `undefined`. */
export async function deliver(
  vendor: string,
  message: { token?: string | undefined; connection?: string | undefined; text: string },
): Promise<string | null | undefined> {
  const response = await post(`/vendors/${vendor}/messages`, message);
  if (response.status === 401) return undefined;
  const { user }: Identity = await response.json();
  return user;
}

function post(path: string, body: object): Promise<Response> {
  return fetch(path, { method: 'POST', body: JSON.stringify(body), credentials: 'omit' });
}
