import {
  type ChatVendor,
  type ConvrsUser,
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  type KeyIdRule,
  type SignChatTokenOptions,
  signChatToken,
  type VerifyChatTokenOptions,
  verifyChatToken,
  type ZendeskUser,
  zendesk,
} from 'chat-token';
import type { Size } from './report.ts';

/** The secret of all contestants. */
export const SECRET = 'k3y-0f-the-benchmark-for-every-contestant';

/** Of all tokens, in seconds; it is what this library takes where nothing is said. */
export const LIFETIME = 3600;

/** A user, and what each way to its token needs. */
export interface Payload {
  /** The claims as the other libraries are given them, without times. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The `kid`, where the vendor wants one. */
  readonly keyId: string | undefined;
  /** This library's ways: from the user to the token, and back. */
  readonly createSigner: () => () => Promise<string>;
  readonly signOnce: () => Promise<string>;
  readonly createVerifier: () => (token: string) => Promise<unknown>;
  readonly verifyOnce: (token: string) => Promise<unknown>;
}

function payload<User, Claims extends object, KeyId extends KeyIdRule>(
  vendor: ChatVendor<User, Claims, KeyId>,
  user: User,
  options: SignChatTokenOptions<KeyId> & VerifyChatTokenOptions<KeyId>,
): Payload {
  return {
    claims: Object.fromEntries(Object.entries(vendor.claims(user))),
    keyId: options.keyId,
    createSigner: () => {
      const sign = createChatTokenSigner(vendor, options);
      return () => sign(user);
    },
    signOnce: () => signChatToken(vendor, user, options),
    createVerifier: () => {
      const verify = createChatTokenVerifier(vendor, options);
      return (token) => verify(token);
    },
    verifyOnce: (token) => verifyChatToken(vendor, token, options),
  };
}

const SMALL_USER: ZendeskUser = {
  external_id: '3f8a2c64-6d0b-4c1e-9a57-2b9d1f60c7e4',
  name: 'Jane Alexandra Doe',
  email: 'jane.alexandra.doe@example.com',
  email_verified: true,
};

/** Convrs' full example, with rows as a shop's own records add them. */
const LARGE_USER: ConvrsUser = {
  userId: 'user-12345',
  email: 'jane@example.com',
  name: 'Jane Doe',
  phone: '+447700900123',
  locale: 'en-GB',
  crmID: 'CRM-56789',
  userData: {
    accountNumber: 'AC-12345',
    plan: 'enterprise',
    vipTier: 'gold',
    companyName: 'Example Trading Limited',
    openOrders: 2,
    newsletter: false,
  },
  agentData: [
    { label: 'Account', value: 'AC-12345' },
    { label: 'Plan', value: 'Enterprise', type: 'status', color: 'info' },
    { label: 'VIP Tier', value: 'Gold', type: 'status', color: 'warning' },
    { label: 'Verified', value: true, type: 'boolean' },
    { label: 'Member Since', value: '2024-03-15', type: 'date' },
    { label: 'Last Login', value: '2026-04-23T14:30:00Z', type: 'datetime' },
    { label: 'Balance', value: 1250, type: 'currency', currency: 'USD' },
    { label: 'Points', value: 48750, type: 'number' },
    { label: 'Email', value: 'jane@example.com', type: 'email' },
    { label: 'Mobile', value: '+447700900123', type: 'phone' },
    {
      label: 'CRM Record',
      value: 'https://crm.example.com/12345',
      type: 'link',
      text: 'View in CRM',
    },
    { label: 'Last Order', value: '2026-04-19T08:05:12Z', type: 'datetime' },
    { label: 'Order Total', value: 349.95, type: 'currency', currency: 'GBP' },
    { label: 'Delivery', value: 'Delayed', type: 'status', color: 'danger' },
    {
      label: 'Invoice',
      value: 'https://billing.example.com/invoices/2026-04-19/INV-20260419-0042',
      type: 'link',
      text: 'Open invoice',
    },
    { label: 'Account Manager', value: 'Samira Hussain, Key Accounts' },
  ],
};

/** What is signed and verified. */
export const PAYLOADS: Readonly<Record<Size, Payload>> = {
  small: payload(zendesk, SMALL_USER, { keyId: 'app_62b5e0ffca5a3800f0225c53', secret: SECRET }),
  large: payload(convrs, LARGE_USER, { secret: SECRET }),
};

/** What libraries that set no times themselves are given, as their users write it. */
export function timed(claims: Payload['claims']): Payload['claims'] & { iat: number; exp: number } {
  const iat = Math.floor(Date.now() / 1000);
  return { ...claims, iat, exp: iat + LIFETIME };
}

/** The header that all tokens of a payload should have. */
export function headerOf({ keyId }: Payload): { alg: 'HS256'; typ: 'JWT'; kid?: string } {
  return { alg: 'HS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
}

/** Bytes of the claims as JSON, times included. */
export function claimsBytes(size: Size): number {
  return new TextEncoder().encode(JSON.stringify(timed(PAYLOADS[size].claims))).length;
}
