// What `wrangler types` makes of the Worker's bindings.
declare namespace Cloudflare {
  interface Env {
    ZENDESK_KEY_ID: string;
    ZENDESK_SECRET: string;
    SESSIONS: KVNamespace;
  }
}
interface Env extends Cloudflare.Env {}
