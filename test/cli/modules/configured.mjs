/** A vendor of your own that needs configuration: `--vendor ./configured.mjs --config file.json`. */
import { defineConfiguredVendor, jwt } from 'chat-token';
import * as v from 'valibot';

export const acmeCloud = defineConfiguredVendor(
  {
    name: 'acme-cloud',
    title: 'Acme Cloud',
    docs: 'https://docs.example.com/cloud/identity',
    config: { widgetId: 'string' },
  },
  ({ widgetId }) => ({
    user: v.strictObject({ visitorId: v.string() }),
    token: jwt({ keyId: 'required', fixedClaims: { widget: widgetId.trim() } }),
    userId: (claims) => claims.visitorId,
    settings: (_, token) => ({ widgetId, jwt: token }),
  }),
);
