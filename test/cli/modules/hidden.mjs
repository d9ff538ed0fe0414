/** A vendor that accepts any claims, in a module whose names contain hidden characters. */
import { defineVendor, jwt } from 'chat-token';

const any = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};

const vendor = defineVendor({
  name: 'hidden',
  title: 'Acme\u202e\u009b31m\u00ad Chat',
  docs: 'https://docs.example.com/chat/identity',
  user: any,
  token: jwt({ keyId: 'optional', requireExpiry: false }),
});

export { vendor as 'vendor\u009b31m\u200b' };
export default vendor;
