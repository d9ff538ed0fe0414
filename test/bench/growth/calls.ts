import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatToken,
  zendesk,
} from 'chat-token';
import type { Dimension } from './growth.ts';

/** A call whose cost depends on a size. */
export interface Call {
  readonly dimension: Exclude<Dimension, 'tenants'>;
  readonly call: string;
  /** Does everything that is not measured. */
  prepare(size: number): Promise<() => Promise<unknown>>;
}

export const USER = { userId: 'user-12345' };

/** The longest token here is shorter. */
const maxTokenLength = 88_064;

const SECRET = 'secret-of-the-benchmark-7f3a9c1e5b2d8046';
const sign = createChatTokenSigner(convrs, { secret: SECRET, maxTokenLength });
const verify = createChatTokenVerifier(convrs, { secret: SECRET, maxTokenLength });

export function secretOf(number: number): string {
  return `secret-number-${number}-7f3a9c1e5b2d8046`;
}

/** Returns a user whose payload has so many bytes, most of them in one string. */
async function userOfBytes(bytes: number): Promise<object> {
  const withNote = (length: number) => ({
    ...USER,
    // A buffer, because `repeat` builds the string only when it is first read.
    userData: { note: Buffer.alloc(length, 'How may we help? ').toString() },
  });
  const [, payload = ''] = (await sign(withNote(0))).split('.');
  return withNote(bytes - Buffer.from(payload, 'base64url').length);
}

/** Returns a user with so many rows, of the types that are cheapest and dearest to check. */
async function userOfRows(count: number): Promise<object> {
  const agentData = Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { label: `Order ${index}`, value: 'on its way' }
      : { label: `Paid ${index}`, value: '2026-03-15', type: 'date' },
  );
  return { ...USER, agentData };
}

function ringOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ secret: secretOf(index) }));
}

function callsOf(
  dimension: Call['dimension'],
  calls: Readonly<Record<string, Call['prepare']>>,
): Call[] {
  return Object.entries(calls).map(([call, prepare]) => ({ dimension, call, prepare }));
}

function signAndVerify(userOf: (size: number) => Promise<object>) {
  return {
    sign: async (size: number) => {
      const user = await userOf(size);
      return () => sign(user);
    },
    verify: async (size: number) => {
      const token = await sign(await userOf(size));
      return () => verify(token);
    },
  };
}

/** The first key of a ring signs; tokens to verify are signed with the last. */
export const CALLS: readonly Call[] = [
  ...callsOf('payload', signAndVerify(userOfBytes)),
  ...callsOf('rows', signAndVerify(userOfRows)),
  ...callsOf('keys', {
    'sign, prepared': async (count) => {
      const signer = createChatTokenSigner(convrs, { keys: ringOf(count) });
      return () => signer(USER);
    },
    'sign, one-shot': async (count) => {
      const keys = ringOf(count);
      return () => signChatToken(convrs, USER, { keys });
    },
    'verify, no kid': async (count) => {
      const keys = ringOf(count);
      const token = await signChatToken(convrs, USER, { keys: keys.slice(-1) });
      const verifier = createChatTokenVerifier(convrs, { keys });
      return () => verifier(token);
    },
    'verify, with kid': async (count) => {
      const keys = ringOf(count).map((key, index) => ({ ...key, keyId: `key_${index}` }));
      const token = await signChatToken(zendesk, { external_id: 'u_1' }, { keys: keys.slice(-1) });
      const verifier = createChatTokenVerifier(zendesk, { keys });
      return () => verifier(token);
    },
  }),
];
