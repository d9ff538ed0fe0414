/** Vendors of your own, as `--vendor ./acme.mjs` takes them: one for each kind of token. */
import { defineVendor, hmac, jwt } from 'chat-token';
import * as v from 'valibot';

const DOCS = 'https://docs.example.com/chat/identity';

export default defineVendor({
  name: 'acme',
  title: 'Acme Chat',
  docs: DOCS,
  user: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
  token: jwt({ fixedClaims: { role: 'visitor' } }),
  userId: (claims) => claims.visitorId,
  settings: (claims, token) => ({ visitor: claims.visitorId, jwt: token }),
});

export const acmeHash = defineVendor({
  name: 'acme-hash',
  title: 'Acme Inbox',
  docs: DOCS,
  user: v.strictObject({ id: v.string(), name: v.optional(v.string()) }),
  token: hmac({ message: (fields) => fields.id }),
  userId: (fields) => fields.id,
  settings: (fields, hash) => ({ ...fields, hash }),
});

export const notAVendor = 'acme';
