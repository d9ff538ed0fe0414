/**
 * Stands in for Zendesk messaging.
 *
 * Source: https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/
 */
import { deliver, identify, type StandIn } from './stand-in.ts';

type JwtCallback = (callback: (jwt: string) => void) => void;
type LoginCallback = (error: LoginFailedError | null) => void;

interface LoginFailedError {
  readonly type: 'LoginFailedError';
  readonly message: string;
  readonly reason: string;
}

let current: string | undefined;
let jwtCallback: JwtCallback | undefined;

const standIn: StandIn = {
  user: null,
  tokens: [],
  failures: [],
  async send(text) {
    // "called again when an updated JWT is needed": before a request with one that has expired,
    if (current !== undefined && expiresAt(current) <= Date.now()) await askAgain();
    const user = await deliver('zendesk', { token: current, text });
    if (user !== undefined) return user;
    // and when the server has refused it (seen live: Automattic/wp-calypso#104619).
    await askAgain();
    const again = await deliver('zendesk', { token: current, text });
    if (again === undefined) throw new Error('Invalid JWT');
    return again;
  },
};

async function askAgain(): Promise<void> {
  const ask = jwtCallback;
  if (ask === undefined) throw new Error('nobody is logged in');
  const token = await new Promise<string>((resolve) => ask(resolve));
  standIn.tokens.push(token);
  // A log-out meanwhile has the last word.
  if (jwtCallback === ask) current = token;
}

async function loginUser(ask: JwtCallback, tell?: LoginCallback): Promise<void> {
  jwtCallback = ask;
  await askAgain();
  if (jwtCallback !== ask || current === undefined) return;
  const { user } = await identify('zendesk', current);
  if (user === null) {
    // "login fails, user continues unauthenticated" (help article 4411666638746).
    current = undefined;
    jwtCallback = undefined;
    standIn.failures.push('login');
    // "loginCallback(error)": null, or a LoginFailedError.
    tell?.({ type: 'LoginFailedError', message: 'Authentication failed', reason: 'unauthorized' });
  } else {
    standIn.user = user;
    tell?.(null);
  }
}

function zE(_: 'messenger', command: string, ask?: JwtCallback, tell?: LoginCallback): void {
  if (command === 'loginUser' && ask !== undefined) void loginUser(ask, tell);
  if (command === 'logoutUser') {
    current = undefined;
    jwtCallback = undefined;
    standIn.user = null;
  }
}

function expiresAt(token: string): number {
  const [, payload = ''] = token.split('.');
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000;
}

Object.assign(globalThis, { standIn, zE });
