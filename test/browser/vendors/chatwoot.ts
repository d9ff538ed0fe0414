/**
 * Stands in for Chatwoot's live chat.
 *
 * Source: https://github.com/chatwoot/chatwoot/blob/develop/app/javascript/entrypoints/sdk.js
 */
import { deliver, identify, type StandIn } from './stand-in.ts';

let connection: string | undefined;

const standIn: StandIn = {
  user: null,
  tokens: [],
  failures: [],
  async send(text) {
    const user = await deliver('chatwoot', { connection, text });
    return user ?? null;
  },
};

const $chatwoot = {
  hasLoaded: true,
  setUser(identifier: unknown, user: Readonly<Record<string, unknown>>): void {
    if (typeof identifier !== 'string' && typeof identifier !== 'number') {
      throw new Error('Identifier should be a string or a number');
    }
    if (['avatar_url', 'email', 'name'].every((name) => !user[name])) {
      throw new Error('User object should have one of the keys [avatar_url, email, name]');
    }
    standIn.tokens.push(String(user['identifier_hash']));
    void identify('chatwoot', { ...user, identifier }).then((identity) => {
      // "HMAC failed: Invalid Identifier Hash Provided"
      if (identity.user === null) standIn.failures.push('setUser');
      else ({ user: standIn.user, connection } = identity);
    });
  },
  reset(): void {
    standIn.user = null;
    connection = undefined;
  },
};

Object.assign(globalThis, { standIn, $chatwoot });
dispatchEvent(new Event('chatwoot:ready'));
