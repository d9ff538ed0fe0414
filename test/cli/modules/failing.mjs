/** Vendors that fail in ways that the library does not expect, with an error that contains a secret. */
import { defineVendor, jwt } from 'chat-token';

const vendor = defineVendor({
  name: 'failing',
  title: 'Failing',
  docs: 'https://docs.example.com/chat/identity',
  user: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  token: jwt(),
});

/** Replaces what defineVendor would have guarded. */
const failing = (prepare) => ({ ...vendor, token: { ...vendor.token, prepare } });

const fail = () => {
  throw Object.assign(new TypeError(`v_12345 ${process.env.SECRET}`), { data: 'v_12345' });
};

export const now = failing(fail);
export const notAnError = failing(() => {
  throw 'v_12345';
});
export const unreadable = failing(() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
});
export const pretender = failing(() => {
  throw { code: 'ERR_OPTION_INVALID', message: 'v_12345' };
});
export const later = failing((...args) => {
  setTimeout(fail);
  return vendor.token.prepare(...args);
});
export const inPromise = failing((...args) => {
  Promise.reject(new Error('v_12345'));
  return vendor.token.prepare(...args);
});
