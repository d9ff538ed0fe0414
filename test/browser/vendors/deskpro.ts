/**
 * Stands in for Deskpro Messenger.
 *
 * Source: https://support.deskpro.com/de/guides/admin-guide/authenticating-users-in-messenger-using-jwt
 */
import { deliver, identify, type StandIn } from './stand-in.ts';

let connection: Promise<string> | undefined;

const standIn: StandIn = {
  user: null,
  tokens: [],
  failures: [],
  async send(text) {
    const user = await deliver('deskpro', { connection: await connection, text });
    return user ?? null;
  },
  // No call is documented: this is what the script would find if it ran again.
  restart: () => start(),
};

/** "window.DpMessengerOptions = { …, signedUserInfo: jwt }" is set before the module script runs. */
function start(): Promise<void> {
  const { DpMessengerOptions = {} }: { DpMessengerOptions?: { signedUserInfo?: unknown } } =
    globalThis as object;
  const { signedUserInfo } = DpMessengerOptions;
  const token = typeof signedUserInfo === 'string' ? signedUserInfo : undefined;
  if (token !== undefined) standIn.tokens.push(token);
  const opened = identify('deskpro', token);
  connection = opened.then((identity) => identity.connection);
  return opened.then(({ user }) => {
    standIn.user = user;
    // "Bad signature: the payload is rejected."
    if (token !== undefined && user === null) standIn.failures.push('start');
  });
}

Object.assign(globalThis, { standIn });
void start();
