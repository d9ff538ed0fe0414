/**
 * Stands in for Khoros Brand Messenger (Legacy).
 *
 * Source: https://developer.khoros.com/khorosbrandmessengerdocs/docs/end-user-authentication-legacy
 */
import { deliver, identify, type StandIn } from './stand-in.ts';

let current: string | undefined;

const standIn: StandIn = {
  user: null,
  tokens: [],
  failures: [],
  async send(text) {
    const user = await deliver('khoros', { token: current, text });
    // No callback for a fresh token is documented for the web: an expired one is an error.
    if (user === undefined) throw new Error('Invalid JWT');
    return user;
  },
};

const messenger = {
  /** "Brandmessenger.login('userId', 'jwt')" gives a promise that resolves when the messenger is ready. */
  async login(userId: string, jwt: string): Promise<void> {
    standIn.tokens.push(jwt);
    const { user } = await identify('khoros', jwt);
    // Both are sent, and must agree. The wording is the Android SDK's (core 3.1.0).
    if (user === null || user !== userId) {
      standIn.failures.push('login');
      throw new Error('Error logging in. Make sure externalId and JWT are valid');
    }
    standIn.user = user;
    current = jwt;
  },
  /** Not on Khoros' page for the web: Smooch, whose engine it is, has it. */
  async logout(): Promise<void> {
    standIn.user = null;
    current = undefined;
  },
};

Object.assign(globalThis, { standIn, Brandmessenger: messenger });
