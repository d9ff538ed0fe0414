/** The vendors' servers: the fakes, if there is one, behind what the stand-ins for the widgets ask. */
import { chatwoot, convrs, deskpro, khoros, verifyChatToken, zendesk } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { KEY_ID, SECRET } from '../support/known-tokens.ts';
import { userIn } from './vendors.ts';

/** A widget that a vendor's server has let in. */
export interface Connection {
  /** Whom the vendor takes the visitor for: `null` for somebody unknown. */
  readonly user: string | null;
  say(text: string): Promise<unknown>;
}

/** Lets in a widget with a token, or without one. Rejects what the vendor rejects. */
export type VendorServer = (credentials: unknown) => Promise<Connection>;

const tokenIn = (credentials: unknown) =>
  credentials === undefined ? undefined : String(credentials);

/** A server of each vendor, at a time that is asked for. */
export function openVendorServers(now: () => Date): Readonly<Record<string, VendorServer>> {
  const [named, plain] = [[{ keyId: KEY_ID, secret: SECRET }], [{ secret: SECRET }]];
  const ofKhoros = createFake(khoros, { keys: named, now });
  const ofConvrs = createFake(convrs, { keys: plain, now });
  const ofZendesk = createFake(zendesk, { keys: named, now });
  const ofDeskpro = createFake(deskpro, { keys: plain, now });

  return {
    async khoros(credentials) {
      const token = tokenIn(credentials);
      const visitor = ofKhoros.visitor();
      if (token !== undefined) await visitor.login(String(userIn(token)), token);
      return { user: visitor.userId ?? null, say: visitor.say };
    },
    async convrs(credentials) {
      const token = tokenIn(credentials);
      const visitor = ofConvrs.visitor();
      await visitor.connect(token);
      return { user: visitor.user?.userId ?? null, say: visitor.say };
    },
    async zendesk(credentials) {
      const token = tokenIn(credentials);
      const visitor = ofZendesk.visitor();
      if (token !== undefined) await visitor.login(token);
      return { user: visitor.external_id ?? null, say: visitor.say };
    },
    async deskpro(credentials) {
      const token = tokenIn(credentials);
      const visitor = ofDeskpro.visitor();
      const id = token === undefined ? undefined : userIn(token);
      // "Upfront management": the host system has made the user before.
      if (id !== undefined && ofDeskpro.users.every(({ deskpro_id }) => deskpro_id !== id)) {
        ofDeskpro.addUser({ deskpro_id: id });
      }
      await visitor.start(token);
      return { user: visitor.user?.deskpro_id ?? null, say: visitor.say };
    },
    async chatwoot(credentials) {
      const say = async () => {};
      if (credentials === undefined) return { user: null, say };
      const { identifier_hash, ...fields }: Record<string, unknown> = Object(credentials);
      const user = { ...fields, identifier: String(fields['identifier']) };
      await verifyChatToken(chatwoot, String(identifier_hash), { secret: SECRET, user });
      return { user: user.identifier, say };
    },
  };
}
