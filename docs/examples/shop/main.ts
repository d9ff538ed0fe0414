/** Starts the shop where `export default { fetch }` is a server: Deno (`deno serve`), Bun. */
import { createShop } from './shop.ts';

const { CONVRS_SIGNING_SECRET = '', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

export default {
  fetch: createShop({
    zendesk: { keyId: ZENDESK_KEY_ID, secret: ZENDESK_SECRET },
    convrs: { secret: CONVRS_SIGNING_SECRET },
  }),
};
