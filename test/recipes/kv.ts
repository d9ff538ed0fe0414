/** Stands in for the KV namespace of the Worker: workerd asks it by HTTP, one path for each key. */
import { findUser } from '../../docs/examples/sessions.ts';

export default {
  fetch(request: Request): Response {
    const user = findUser(new URL(request.url).pathname.slice(1));
    return user === null ? new Response('', { status: 404 }) : Response.json(user);
  },
};
