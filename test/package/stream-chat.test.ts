/** Stream's own package and the packed package sign and accept the same tokens. */
import { createRequire } from 'node:module';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';

const USER = { user_id: 'u_1' };
const SECRET = 'vector-secret-0123456789abcdefghijk';
const NOW = new Date('2026-01-01T00:00:00Z');
const TIMES = { iat: 1767225600, exp: 1767229200 };

const project = createRequire(`${inject('project')}/`);
const ours: typeof import('chat-token') = project('chat-token');
const page: typeof import('chat-token/browser') = project('chat-token/browser');

/** The part of `stream-chat` that is used here. */
interface StreamChatPackage {
  JWTUserToken(secret: string, userId: string, extraData?: object, options?: object): string;
  JWTServerToken(secret: string): string;
  UserFromToken(token: string): string;
  StreamChat: new (
    key: string,
    options: object,
  ) => {
    connectUser(user: { id: string }, token: string | (() => Promise<string>)): Promise<unknown>;
    disconnectUser(): Promise<unknown>;
    openConnection: () => Promise<unknown>;
    tokenManager: { getToken(): string; loadToken(): Promise<string> };
    userID?: string;
  };
}

const require = createRequire(import.meta.url);
const theirs: StreamChatPackage = require('stream-chat');
/** The library that `stream-chat` signs with. */
const jwt: typeof import('jsonwebtoken') = createRequire(require.resolve('stream-chat'))(
  'jsonwebtoken',
);

const signOurs = () => ours.signChatToken(ours.stream, USER, { secret: SECRET, now: NOW });
const payloadOf = (token: string) =>
  Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');

describe('tokens', () => {
  test('with the same times are the same, byte for byte', async () => {
    expect(await signOurs()).toBe(theirs.JWTUserToken(SECRET, USER.user_id, TIMES));
  });

  test('have the same claims but for the times, which theirs leaves out by default', async () => {
    const claims: unknown = JSON.parse(payloadOf(theirs.JWTUserToken(SECRET, USER.user_id)));
    expect(claims).toStrictEqual(ours.stream.claims(USER));
    expect(JSON.parse(payloadOf(await signOurs()))).toStrictEqual({ ...Object(claims), ...TIMES });
  });

  test('of theirs verify here, with and without times', async () => {
    const verify = (token: string) =>
      ours.verifyChatToken(ours.stream, token, { secret: SECRET, now: NOW });
    const { claims } = await verify(theirs.JWTUserToken(SECRET, USER.user_id));
    expect(claims).toStrictEqual(USER);
    const timed = await verify(theirs.JWTUserToken(SECRET, USER.user_id, TIMES));
    expect(timed.claims).toStrictEqual({ ...USER, ...TIMES });
  });

  test('of ours verify there', async () => {
    const token = await signOurs();
    const clockTimestamp = TIMES.iat;
    const options = { algorithms: ['HS256' as const], clockTimestamp };
    expect(jwt.verify(token, SECRET, options)).toStrictEqual({ ...USER, ...TIMES });
    expect(() => jwt.verify(token, `${SECRET}x`, options)).toThrow('invalid signature');
    expect(theirs.UserFromToken(token)).toBe(USER.user_id);
  });

  test('for servers, and with a replaced user, are rejected here', async () => {
    const verify = (token: string) =>
      ours.verifyChatToken(ours.stream, token, { secret: SECRET, now: NOW });
    await expect(verify(theirs.JWTServerToken(SECRET))).rejects.toThrow('server');
    const additional = { server: true, user_id: 'u_2' };
    expect(theirs.UserFromToken(theirs.JWTUserToken(SECRET, 'u_1', additional))).toBe('u_2');
    await expect(verify(theirs.JWTUserToken(SECRET, 'u_1', additional))).rejects.toThrow('server');
  });
});

describe("Stream's client", () => {
  const login = async (userId = USER.user_id) => ({
    settings: { token: await signOurs() },
    token: await signOurs(),
    userId,
    nextToken: signOurs,
  });

  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue();
  });

  test('connects a user with a token of ours, and rejects it for another user', async () => {
    const client = clientWithoutNetwork();
    const token = await signOurs();
    await expect(client.connectUser({ id: 'u_2' }, token)).rejects.toThrow('not matching');
    await clientWithoutNetwork().connectUser({ id: 'u_1' }, token);
  });

  test('logs in and out with the widget', async () => {
    const client = clientWithoutNetwork();
    const widget = page.createStreamWidget(client);
    await widget.login(await login());
    expect(client.userID).toBe('u_1');
    expect(client.tokenManager.getToken()).toBe(await signOurs());
    expect(await client.tokenManager.loadToken()).toBe(await signOurs());
    await widget.logout?.();
    expect(client.userID).toBeUndefined();
    expect(() => client.tokenManager.getToken()).toThrow('tokens are not set');
    await widget.login(await login('u_2'));
    expect(client.userID).toBe('u_2');
  });
});

function clientWithoutNetwork() {
  const client = new theirs.StreamChat('key', { allowServerSideConnect: true });
  client.openConnection = () => Promise.resolve();
  return client;
}
