/** What is imported in a fresh process. */
export interface Subject {
  readonly name: string;
  /** JavaScript that exports `sign`, which makes one token, or what comes nearest to it. */
  readonly code: string;
}

const SECRET = 'k3y-0f-zendesk-for-this-example';
const CLAIMS = "external_id: 'u_1', email: 'jane@example.com', email_verified: true";

const SIGN = `
export const sign = () =>
  signChatToken(zendesk, { ${CLAIMS} }, { keyId: 'app_1', secret: '${SECRET}' });
`;

/** Nothing is imported, and what is signed is signed by WebCrypto alone. */
export const NOTHING: Subject = {
  name: 'nothing',
  code: `
const bytes = (text) => new TextEncoder().encode(text);
export async function sign() {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes('${SECRET}'), algorithm, false, ['sign']);
  return crypto.subtle.sign('HMAC', key, bytes("{ ${CLAIMS} }"));
}
`,
};

/** The signing path, as the README imports it. */
export const OURS: Subject = {
  name: 'chat-token',
  code: `import { signChatToken, zendesk } from 'chat-token';${SIGN}`,
};

/** The same with the vendor from its own way into the package. */
export const OURS_BY_VENDOR: Subject = {
  name: 'chat-token and chat-token/zendesk',
  code: `import { signChatToken } from 'chat-token';
import { zendesk } from 'chat-token/zendesk';${SIGN}`,
};

/** What it is held against. */
export const JOSE: Subject = {
  name: "jose's SignJWT",
  code: `
import { SignJWT } from 'jose';
export const sign = () =>
  new SignJWT({ scope: 'user', ${CLAIMS} })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'app_1' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('${SECRET}'));
`,
};
