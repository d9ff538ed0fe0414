/**
 * Stands in for Convrs Web Chat.
 *
 * Source: https://convrs.io/docs/integrations/web-chat-identity-verification
 */
import { deliver, identify, type StandIn } from './stand-in.ts';

let connection: Promise<string> | undefined;

const standIn: StandIn = {
  user: null,
  tokens: [],
  failures: [],
  async send(text) {
    // The token was read when the widget connected: its expiry does not end the connection.
    const user = await deliver('convrs', { connection: await connection, text });
    return user ?? null;
  },
  restart: () => connect(),
};

/** "Read when the WebSocket opens; if unset the widget works without identity." */
function connect(): Promise<void> {
  const { ConvrsUser }: { ConvrsUser?: unknown } = globalThis as object;
  // "Must be the string, not an object."
  const token = typeof ConvrsUser === 'string' ? ConvrsUser : undefined;
  if (token !== undefined) standIn.tokens.push(token);
  const opened = identify('convrs', token);
  connection = opened.then((identity) => identity.connection);
  return opened.then(({ user }) => {
    standIn.user = user;
    if (token !== undefined && user === null) standIn.failures.push('connect');
  });
}

Object.assign(globalThis, { standIn });
void connect();
