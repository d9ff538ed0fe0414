/** The KV namespace of the Worker: workerd calls it over HTTP, with the key as path. */
import { findUser } from '../../docs/examples/sessions.ts';

export default {
  fetch(request: Request): Response {
    const user = findUser(new URL(request.url).pathname.slice(1));
    return user === null ? new Response('', { status: 404 }) : Response.json(user);
  },
};
