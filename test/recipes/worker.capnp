using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed ".build/worker/worker.js")],
      compatibilityDate = "2026-07-01",
      bindings = [
        (name = "ZENDESK_KEY_ID", fromEnvironment = "ZENDESK_KEY_ID"),
        (name = "ZENDESK_SECRET", fromEnvironment = "ZENDESK_SECRET"),
        (name = "SESSIONS", kvNamespace = "sessions"),
      ],
    )),
    (name = "sessions", worker = (
      modules = [(name = "sessions", esModule = embed ".build/worker/kv.js")],
      compatibilityDate = "2026-07-01",
    )),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);
