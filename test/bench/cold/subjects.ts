/** What a fresh process imports. */
export interface Subject {
  readonly name: string;
  /** A module that exports `sign`, which nothing calls. */
  readonly code: string;
}

const SIGN = 'export const sign = (user, options) => signChatToken(zendesk, user, options);';

export const OURS: Subject = {
  name: 'chat-token',
  code: `import { signChatToken, zendesk } from 'chat-token'; ${SIGN}`,
};
export const OURS_BY_VENDOR: Subject = {
  name: 'chat-token and chat-token/vendors/zendesk',
  code: `import { signChatToken } from 'chat-token'; import { zendesk } from 'chat-token/vendors/zendesk'; ${SIGN}`,
};
export const JOSE: Subject = {
  name: 'jose SignJWT',
  code: `import { SignJWT } from 'jose';
export const sign = (claims, header, key) =>
  new SignJWT(claims).setProtectedHeader(header).setIssuedAt().setExpirationTime('1h').sign(key);`,
};
export const NOTHING: Subject = { name: 'nothing', code: 'export const sign = () => {};' };
