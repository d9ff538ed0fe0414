/** Requests that are garbage are answered like all others: nothing in them is read, so nothing fails. */
import { describe, expect, test, vi } from 'vitest';
import { ask, endpoint, user } from './support.ts';

const HEADERS: Record<string, string>[] = [
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer %E0%A4%A' },
  { authorization: 'Bearer %' },
  { authorization: 'Basic dXNlcl8xMjM6eA==' },
  { authorization: 'Token user_123' },
  { authorization: 'Bearer ..' },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJleHRlcm5hbF9pZCI6ImFkbWluIn0.' },
  { cookie: '%E0%A4%A=%; =; ;;' },
  { cookie: '__proto__=x; session' },
  { referer: 'not an address', host: '%' },
  { 'content-type': 'multipart/form-data', 'content-length': 'many' },
];

const QUERIES = [
  '?callbackUrl=%',
  '?callbackUrl=javascript:alert(1)&redirect=%E0%A4%A',
  '?__proto__[token]=x&constructor[prototype][user]=x',
  '?a=b&a=b&&&==&a',
  '?token=%00&userId=admin',
];

describe.each([
  ['nobody', null, 401],
  ['a user', user, 200],
] as const)('where %s is logged in', (_who, who, status) => {
  const onError = vi.fn();
  const handler = endpoint({ getUser: () => who, onError });

  test.each(HEADERS)('with the headers %j', async (headers) => {
    expect((await handler(ask(headers))).status).toBe(status);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each(QUERIES)('at the address %s', async (query) => {
    expect((await handler(ask({}, 'GET', query))).status).toBe(status);
    expect((await handler(ask({}, 'POST', query))).status).toBe(status);
    expect(onError).not.toHaveBeenCalled();
  });
});
