/** A vendor whose definition cannot work: it throws while the module is imported. */
import { defineVendor } from 'chat-token';

export default defineVendor({
  name: 'acme',
  title: 'Acme Chat',
  docs: 'https://docs.example.com/chat/identity',
  user: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  token: 'jwt',
});
