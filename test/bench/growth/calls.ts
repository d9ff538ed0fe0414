import {
  convrs,
  createChatTokenSigner,
  createChatTokenVerifier,
  signChatToken,
  zendesk,
} from 'chat-token';
import { type Dimension, SIZES } from './plan.ts';

/** A call whose cost depends on a size. */
export interface Call {
  readonly dimension: Exclude<Dimension, 'tenants'>;
  readonly call: string;
  /** All that is not to be measured. */
  prepare(size: number): Promise<() => Promise<unknown>>;
}

/** So many characters hold the longest token that is signed. */
const ANY_LENGTH = 88_064;

const SECRET = 'secret-of-the-benchmark-7f3a9c1e5b2d8046';
const user = { userId: 'user-12345' };
const signed = createChatTokenSigner(convrs, { secret: SECRET });
const verified = createChatTokenVerifier(convrs, { secret: SECRET, maxTokenLength: ANY_LENGTH });

/** A secret of its own for each number. */
export function secretOf(number: number): string {
  return `secret-number-${number}-7f3a9c1e5b2d8046`;
}

function bytesOfPayload(token: string): number {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').length;
}

/** A user whose payload has so many bytes, all but some of them in one text of `userData`. */
export async function userOfBytes(bytes: number): Promise<object> {
  const withNote = (length: number) => ({
    ...user,
    // Written at once: a text that repeats another is made when it is first read.
    userData: { note: Buffer.alloc(length, 'How may we help? ').toString() },
  });
  return withNote(bytes - bytesOfPayload(await signed(withNote(0))));
}

/** A user with so many rows, of the kinds that cost least and most to check. */
export function userOfRows(count: number): object {
  const agentData = Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { label: `Order ${index}`, value: 'on its way' }
      : { label: `Paid ${index}`, value: '2026-03-15', type: 'date' },
  );
  return { ...user, agentData };
}

/** Keys without ids, each of which verifies any token. */
function ringOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ secret: secretOf(index) }));
}

/** Keys with ids. */
function namedRingOf(count: number) {
  return ringOf(count).map((key, index) => ({ ...key, keyId: `key_${index}` }));
}

const forSigning = async (of: object) => () => signed(of);

async function forVerifying(of: object) {
  const token = await signed(of);
  return () => verified(token);
}

/** Each call, at each of its sizes. */
export const CALLS: readonly Call[] = [
  { dimension: 'payload', call: 'sign', prepare: async (n) => forSigning(await userOfBytes(n)) },
  {
    dimension: 'payload',
    call: 'verify',
    prepare: async (n) => forVerifying(await userOfBytes(n)),
  },
  { dimension: 'rows', call: 'sign', prepare: (n) => forSigning(userOfRows(n)) },
  { dimension: 'rows', call: 'verify', prepare: (n) => forVerifying(userOfRows(n)) },
  {
    dimension: 'keys',
    call: 'sign, prepared',
    prepare: async (n) => {
      const sign = createChatTokenSigner(convrs, { keys: ringOf(n) });
      return () => sign(user);
    },
  },
  {
    dimension: 'keys',
    call: 'sign, one-shot',
    prepare: async (n) => {
      const keys = ringOf(n);
      return () => signChatToken(convrs, user, { keys });
    },
  },
  {
    dimension: 'keys',
    call: 'verify, no kid',
    prepare: async (n) => {
      const keys = ringOf(n);
      const token = await signChatToken(convrs, user, { keys: keys.slice(-1) });
      const verify = createChatTokenVerifier(convrs, { keys });
      return () => verify(token);
    },
  },
  {
    dimension: 'keys',
    call: 'verify, with kid',
    prepare: async (n) => {
      const keys = namedRingOf(n);
      const token = await signChatToken(zendesk, { external_id: 'u_1' }, { keys: keys.slice(-1) });
      const verify = createChatTokenVerifier(zendesk, { keys });
      return () => verify(token);
    },
  },
];

/** The sizes of a call. */
export function sizesOf({ dimension }: Call): readonly number[] {
  return SIZES[dimension];
}
