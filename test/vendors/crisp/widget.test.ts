import vm from 'node:vm';
import { crisp, signChatLogin } from 'chat-token';
import { crispWidget as widget } from 'chat-token/browser';
import { loginScript, crispWidget as scriptWidget } from 'chat-token/html';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECRET } from '../../support/support.ts';

const make = (email: string) => signChatLogin(crisp, { email }, { secret: SECRET });
const made = await make('jane</script>@example.com');
const other = await make('john@example.com');
const set = ({ settings, token }: typeof made) => ['set', 'user:email', [settings.email, token]];
const RESET = ['do', 'session:reset'];

let $crisp: unknown[];
const tokenId = () => Reflect.get(globalThis, 'CRISP_TOKEN_ID');

beforeEach(() => {
  $crisp = [];
  vi.stubGlobal('$crisp', $crisp);
});
afterEach(() => {
  // The widget remembers the user of the page.
  widget.logout?.();
  vi.unstubAllGlobals();
});

describe('in a page', () => {
  const login = (one = made) => widget.login({ ...one, nextToken: () => Promise.resolve('') });

  test('passes the address with its signature, and resets the session', () => {
    login();
    expect($crisp).toStrictEqual([set(made)]);
    widget.logout?.();
    expect($crisp).toStrictEqual([set(made), RESET]);
  });

  test('resets the session before another user, and not before the same', () => {
    login();
    login();
    login(other);
    expect($crisp).toStrictEqual([set(made), set(made), RESET, set(other)]);
  });

  test('a log-out is not repeated for the next user', () => {
    login();
    widget.logout?.();
    login(other);
    expect($crisp).toStrictEqual([set(made), RESET, set(other)]);
  });

  test('keeps the token id for the user, and unsets it before the reset', () => {
    vi.stubGlobal('CRISP_TOKEN_ID', 't0ken-id');
    login();
    login();
    expect(tokenId()).toBe('t0ken-id');
    const atReset: unknown[] = [];
    vi.stubGlobal('$crisp', { push: () => atReset.push(tokenId()) });
    widget.logout?.();
    expect(atReset).toStrictEqual([null]);
  });

  test('is ready once the page has $crisp', () => {
    expect(widget.isReady()).toBe(true);
    for (const page of [undefined, {}]) {
      vi.stubGlobal('$crisp', page);
      expect(widget.isReady()).toBe(false);
      widget.logout?.();
    }
  });
});

describe('in HTML', () => {
  const run = (page: Record<string, unknown>) => {
    page['window'] = page;
    const html = loginScript(scriptWidget, made);
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    vm.runInNewContext(html.replace(/<\/?script>/g, ''), page);
  };

  test('passes the address with its signature', () => {
    run({ $crisp });
    expect($crisp).toEqual([set(made)]);
  });

  test('waits for $crisp', () => {
    const setTimeout = vi.fn();
    const page: Record<string, unknown> = { setTimeout };
    run(page);
    page['$crisp'] = $crisp;
    expect($crisp).toEqual([]);
    setTimeout.mock.calls[0]?.[0]();
    expect($crisp).toEqual([set(made)]);
  });
});
