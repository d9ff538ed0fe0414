/** The other JWT libraries: each is a small program of its own, in its own language. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A secret as a user of the peer has it: text, or bytes. */
export type PeerSecret = { readonly text: string } | { readonly base64: string };

/** Returns a secret as a program reads it. */
export function secretFor(secret: string | Uint8Array): PeerSecret {
  return typeof secret === 'string'
    ? { text: secret }
    : { base64: Buffer.from(secret).toString('base64') };
}

/** Claims to sign, with the peer's own header and the `kid` that is named. */
export interface SignJob {
  readonly claims: object;
  readonly kid?: string | undefined;
  readonly secret: PeerSecret;
}

/** A token to verify, its times by the peer's own clock. */
export interface VerifyJob {
  readonly token: string;
  readonly secret: PeerSecret;
}

/** What a program reads, as one JSON document. */
export interface Jobs {
  readonly sign: readonly SignJob[];
  readonly verify: readonly VerifyJob[];
}

/** What the peer read in a token, or the peer's own error. */
export type Verdict =
  | { readonly header: object; readonly claims: object }
  | { readonly refused: string };

/** What a program writes, as one JSON document: answers in the order of the jobs. */
export interface Answers {
  /** The library and what it runs on, with their versions. */
  readonly version: string;
  readonly sign: readonly string[];
  readonly verify: readonly Verdict[];
}

/** A program. */
interface Program {
  readonly name: string;
  readonly command: readonly [program: string, file: string];
}

/** A library, and how it differs from the others. */
export interface Peer extends Program {
  /** The `typ` of a header that nothing is said about. */
  readonly typ: { readonly typ?: 'JWT' };
  /** jsonwebtoken writes and reads the header as Latin-1, against RFC 7515, 3.1. */
  readonly headerText: 'utf8' | 'latin1';
  /** What its own error says about the reason. */
  readonly refuses: { readonly signature: string; readonly expired: string };
}

export const PEERS: readonly Peer[] = [
  {
    name: 'jsonwebtoken',
    command: [process.execPath, 'jsonwebtoken.mjs'],
    typ: { typ: 'JWT' },
    headerText: 'latin1',
    refuses: { signature: 'invalid signature', expired: 'jwt expired' },
  },
  {
    name: 'jose',
    command: [process.execPath, 'jose.mjs'],
    typ: {},
    headerText: 'utf8',
    refuses: {
      signature: 'JWSSignatureVerificationFailed',
      expired: 'JWTExpired',
    },
  },
  {
    name: 'PyJWT',
    command: ['/usr/bin/python3', 'pyjwt.py'],
    typ: { typ: 'JWT' },
    headerText: 'utf8',
    refuses: { signature: 'InvalidSignatureError', expired: 'ExpiredSignatureError' },
  },
  {
    name: 'ruby-jwt',
    command: ['/usr/bin/ruby', 'ruby-jwt.rb'],
    typ: {},
    headerText: 'utf8',
    refuses: { signature: 'JWT::VerificationError', expired: 'JWT::ExpiredSignature' },
  },
  {
    name: 'Crypt::JWT',
    command: ['/usr/bin/perl', 'crypt-jwt.pl'],
    typ: {},
    headerText: 'utf8',
    refuses: { signature: 'JWS: invalid signature', expired: 'JWT: exp claim check failed' },
  },
  {
    name: 'golang-jwt',
    command: [process.execPath, 'golang-jwt.mjs'],
    typ: { typ: 'JWT' },
    headerText: 'utf8',
    refuses: { signature: 'signature is invalid', expired: 'Token is expired' },
  },
];

/** What vendors recommend as well, and no package brings that these tests may install. */
export const NOT_RUN = [
  { name: 'php-jwt', why: 'neither Debian nor npm has firebase/php-jwt' },
  { name: 'jjwt', why: 'neither Debian nor npm has io.jsonwebtoken' },
];

/** What computes identity hashes. */
export const HASH_PEERS: readonly Program[] = [
  { name: 'node:crypto', command: [process.execPath, 'node-hmac.mjs'] },
  { name: "Python's hmac", command: ['/usr/bin/python3', 'hmac-sha256.py'] },
  { name: "Ruby's OpenSSL::HMAC", command: ['/usr/bin/ruby', 'openssl-hmac.rb'] },
];

/** A secret that is the key of a hash: some vendors write it in hexadecimal digits, and the peer decodes it. */
export type HashSecret = PeerSecret | { readonly hex: string };

/** Messages to hash. */
export interface HashJobs {
  readonly hash: readonly { readonly message: string; readonly secret: HashSecret }[];
}

/** Their hashes, in the same order. */
export interface HashAnswers {
  readonly version: string;
  readonly hash: readonly string[];
}

/** Has a library do all jobs. */
export function ask(peer: Peer, jobs: Jobs): Answers {
  return run(peer, jobs);
}

/** Has a program compute all hashes. */
export function askForHashes(peer: Program, jobs: HashJobs): HashAnswers {
  return run(peer, jobs);
}

/** Runs a program; one that does not end well is an error here. */
function run<Out>({ name, command: [program, file] }: Program, jobs: object): Out {
  const path = fileURLToPath(new URL(`peers/${file}`, import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(program, [path], {
    input: JSON.stringify(jobs),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    // No language may depend on the machine's locale.
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  if (error !== undefined || status !== 0) {
    throw new Error(`${name} does not run: ${error?.message ?? stderr}`);
  }
  return JSON.parse(stdout);
}
