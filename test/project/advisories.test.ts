/** What was published about other JWT libraries, and the tests that would fail here for the same. */
import { describe, expect, test } from 'vitest';
import { readData } from '../support/support.ts';
import { membersOf, testNames } from '../support/test-names.ts';

/**
 * Who would catch it: `<file>: <name of a test>`, or `<file of test/data>: <id of a case>`, in which a
 * `*` stands for anything. With `cannot`, why it cannot happen here, and the tests keep it so.
 */
type Catch = readonly string[] | { readonly cannot: string; readonly checks: readonly string[] };

const PEERS = 'test/token/verify/peers.test.ts';
const VERIFY = 'test/token/verify.test.ts';
const KEYS = 'test/keys/keys.test.ts';
const SERVER = 'test/server.test.ts';
const LEAKS = 'test/leaks/functions.test.ts: %s lets nothing out';
const NO_JWE = `${PEERS}: nothing decrypts: no way into a JWE is imported`;
const OTHER_HASH = `${PEERS}: the algorithm > %s is refused where its signature is right, though nobody named HS256`;
const BLANK = `${PEERS}: the secret > %j is refused before there is a token`;
const LOOK_UP = `${PEERS}: the secret > a look-up that gives %j is no key, and not the empty one`;
const FIXED = `${PEERS}: a claim with a fixed value > is that value and no other: %j`;
const GARBAGE = 'test/server/garbage.test.ts: where %s is logged in > with the headers %j';

const ADVISORIES: Readonly<Record<string, Catch>> = {
  'CVE-2015-9235 (GHSA-c7hr-j4mj-j2w6)': ['verify.json: confusion-*', 'verify.json: alg-none*'],
  'CVE-2016-10555 (GHSA-vgrx-w6rg-8fqf)': [
    'verify.json: alg-*-hs256-mac',
    `${VERIFY}: algorithm > %s`,
  ],
  'CVE-2016-1000223': ['verify.json: alg-*-hs256-mac'],
  'CVE-2018-0114': [`${PEERS}: the algorithm > a key in the header is not the key`],
  'CVE-2020-15084 (GHSA-6g6m-m6h5-w9gf)': [OTHER_HASH, 'verify.json: alg-none*'],
  'CVE-2022-23529 (withdrawn/rejected)': [
    `${PEERS}: the secret > is never converted: what has a toString is no text`,
    'secret.json: type-toString-object',
  ],
  'CVE-2022-23539': ['secret.json: pubkey-*', 'secret.json: cryptokey-rsa-public'],
  'CVE-2022-23540 (GHSA-qwph-4952-7xr6)': [
    BLANK,
    'secret.json: type-*',
    'secret.json: empty-*',
    'verify.json: alg-none*',
  ],
  'CVE-2022-23541 (GHSA-hjrf-2m68-5959)': [
    'verify.json: confusion-*',
    `${PEERS}: the algorithm > a kid of a known key does not make %s right`,
  ],
  'CVE-2025-65945 (GHSA-869p-cjfg-cm3x)': [LOOK_UP, 'verify.json: kid-*-empty-key-sig'],
  'CVE-2022-36083': {
    cannot: 'Nothing is decrypted, so no PBES2 header sets the work.',
    checks: [NO_JWE, 'verify.json: wyche-jwe-*'],
  },
  'CVE-2024-28176 (GHSA-hhhv-q57g-882q)': {
    cannot: 'Nothing is decrypted or inflated.',
    checks: [
      NO_JWE,
      `${PEERS}: a token > of five parts is not decoded, whatever is in it`,
      'verify.json: rfc7520-jwe-*',
    ],
  },
  'CVE-2021-29443..29446': [
    `${VERIFY}: signature > every failure reads alike`,
    'verify.json: sig-*',
    NO_JWE,
  ],
  'CVE-2023-48223 (GHSA-c2ff-88x2-x9pg)': [
    'verify.json: confusion-rsa-pkcs1-as-secret',
    'secret.json: pubkey-rsa-pkcs1-pem',
  ],
  'CVE-2025-30144 (GHSA-gm45-q3v2-6cf8)': [FIXED],
  'CVE-2026-34950 (GHSA-mvf2-f6gm-w987)': [
    'verify.json: confusion-rsa-spki-lead-*',
    'secret.json: pubkey-pem-leading-ws',
  ],
  'GHSA-ww5h-9m49-7xx4': [
    `${PEERS}: the secret > a public key behind %j is none`,
    'secret.json: pubkey-pem-leading-zwsp',
  ],
  'GHSA-g3jj-5cmm-3hxx': [
    'verify.json: confusion-*-jwk-as-secret',
    'secret.json: pubkey-jwks',
    'secret.json: pubkey-jwk-array',
  ],
  'CVE-2026-35039 (GHSA-rp9m-7r4c-75qg)': [
    `${PEERS}: one verifier > never gives the claims of another token, however alike`,
    'http.json: concurrency-identity',
  ],
  'CVE-2026-35040 (GHSA-3j8v-cgw4-2g6q)': [
    `${PEERS}: one verifier > says the same of the same token each time`,
    `${PEERS}: options > there is no pattern to give: %s`,
  ],
  'CVE-2026-35041 (GHSA-cjw9-ghj4-fwxf)': [
    `${PEERS}: options > there is no pattern to give: %s`,
    `${PEERS}: regular expressions > come to an end with texts that are made to keep them busy`,
  ],
  'CVE-2026-35042 (GHSA-hm7r-c7qw-ghp6)': ['verify.json: crit-*'],
  'CVE-2026-44351 (GHSA-gmvf-9v4p-v8jc)': [
    LOOK_UP,
    `${KEYS}: a function of keys > that gives %o is refused when it does`,
  ],
  'GHSA-8wpc-h4q6-8fxv': [BLANK, 'secret.json: empty-*', 'secret.json: type-null'],
  'fast-jwt #606/#607, 2026-04': ['verify.json: b64-sig-*', `${VERIFY}: form > %s`],
  'fast-jwt #638/#639, 2026-07': ['verify.json: pl-json-array', `${VERIFY}: form > %s`],
  'fast-jwt #640, 2026-07': [
    `${PEERS}: options > none of them takes %j`,
    `${PEERS}: options > no time is %j`,
    `${VERIFY}: options > %o`,
  ],
  'CVE-2025-62610 (GHSA-m732-5p4w-x69g)': [FIXED],
  'CVE-2026-22817 (GHSA-f67f-6cw9-8mq4)': [
    'verify.json: confusion-*-as-secret',
    'secret.json: pubkey-*',
  ],
  'CVE-2026-22818 (GHSA-3vhc-576x-3qv4)': ['verify.json: alg-*', OTHER_HASH],
  'CVE-2026-44459 (GHSA-hm8q-7f3q-5f36)': [
    'verify.json: type-*',
    'verify.json: exp-zero',
    'verify.json: exp-inf-1e400',
    `${VERIFY}: times > %s must be a number`,
  ],
  'hono e4602ad1': [
    `${PEERS}: the clock > goes on at %i seconds`,
    'verify.json: clock-2038-*',
    'verify.json: clock-2106-*',
  ],
  'hono 5463db27 (2026-05-19 fork merge)': {
    cannot: 'The endpoint reads no Authorization header: who is logged in is what getUser says.',
    checks: [
      `${SERVER}: identity comes from getUser alone > not from %s`,
      'http.json: two-auth-headers',
      GARBAGE,
    ],
  },
  'CVE-2026-44457 (GHSA-p77w-8qqv-26rm)': [`${SERVER}: %s: %i to %s with %j`, 'http.json: unauth'],
  'hono JwtTokenInvalid': [LEAKS, `${VERIFY}: signature > comes before the claims`],
  'CVE-2023-48309 (GHSA-v64w-49xw-qq89)': [
    `${PEERS}: a token > for something else, by the same key, is none: it names no user`,
    `${PEERS}: a token > of one vendor is none of another, where the key is the same`,
    FIXED,
  ],
  'GHSA-xmf8-cvqr-rfgj': [GARBAGE],
  'CVE-2022-31093': ['test/server/garbage.test.ts: where %s is logged in > at the address %s'],
  'CVE-2022-29217 (GHSA-ffqj-6fqr-9h24)': [
    'secret.json: pubkey-ssh-*',
    'secret.json: pubkey-ecdsa-ssh',
  ],
  'CVE-2024-53861 (GHSA-75c5-xw7c-p5pm)': [FIXED],
  'CVE-2026-32597': ['verify.json: crit-*'],
  'GHSA-hxm8-2xgr-2p9m': ['verify.json: b64-sig-junk-*'],
  'CVE-2025-59420 / CVE-2025-61920': [
    'verify.json: crit-*',
    'size.json: sig-*',
    'size.json: header-*',
  ],
  'CVE-2025-30204 / CVE-2025-27144 / CVE-2025-22868': [
    'size.json: dots-*',
    'size.json: token-plus-dots',
    'verify.json: size-dots-*',
  ],
  'CVE-2024-51744': [
    `${PEERS}: a token > that is expired and has a bad signature is refused for the signature`,
    `${VERIFY}: signature > comes before the claims`,
  ],
  'CVE-2020-26160': [FIXED],
  'CVE-2021-46743': [
    `${PEERS}: the algorithm > a kid of a known key does not make %s right`,
    `${KEYS}: verifying > kid selects the key: another key is not tried`,
    'verify.json: kid-*-empty-key-sig',
  ],
  'CVE-2026-45363 (GHSA-c32j-vqhx-rx3x)': [BLANK, LOOK_UP, 'verify.json: sig-key-empty-key'],
  // The floor is 24 bytes here, which vendors issue, and 32 is advised (SECRET_SHORT).
  'CVE-2025-45765/45768/45769': [
    'test/keys/secret.test.ts: length > 23 need allowShortSecret, in every form',
    'secret.json: short-*',
    'verify.json: weak-secret-*',
  ],
  'CVE-2023-51774': {
    cannot: 'Nothing is decrypted, so there is no other verdict on a JWE than that it is no token.',
    checks: [NO_JWE, 'verify.json: wyche-jwe-*', 'verify.json: rfc7520-jwe-*'],
  },
  'CVE-2025-53864': [
    `${PEERS}: a token > as deep as its length lets it be is refused, and nothing overflows: %j`,
    'size.json: header-deep-*',
  ],
  'CVE-2018-1000531, 2019-20933, 2020-28042, 2020-28637': [
    BLANK,
    'verify.json: alg-none*',
    'verify.json: sig-key-empty-key',
    `${VERIFY}: form > %s`,
  ],
  'chatwoot #2694/#2762': [
    `${PEERS}: a token > that is empty, or none, is nobody`,
    'http.json: unauth',
    'test/page/connect.test.ts: log-in > nobody is logged in: no error, no request more',
  ],
  'chatwoot #15775 (CWE-598)': [
    'http.json: get-token-in-url',
    'test/page/connect.test.ts: log-in > asks the endpoint with the cookies and for no cache, and hands the token over',
    "test/utils/time.test.ts: the vendor's lifetime > is the default, and the maximum",
  ],
  'stream-chat-js JWTUserToken': [
    "test/contract/define.test.ts: a vendor of one's own > nobody overrides its fixedClaims",
    'test/contract/define.test.ts: a schema that changes what it is given > cannot give a constant or a time, neither to a user nor to a token',
    `${PEERS}: a claim with a fixed value > is not what the user says, at any depth of what is merged`,
  ],
};

interface Case {
  readonly id: string;
  /** What is `either` decides nothing. */
  readonly expect?: unknown;
}

/** The cases that are run, and by which test: each file of test/data that cases are named from. */
const CORPORA: Readonly<
  Record<string, { readonly by: string; readonly notRun: readonly string[] }>
> = {
  'verify.json': { by: 'test/token/verify/corpus.test.ts: verify.json > $id', notRun: [] },
  'secret.json': { by: 'test/token/verify/corpus.test.ts: secret.json > $id', notRun: [] },
  'size.json': { by: 'test/token/verify/size.test.ts: size.json > $id', notRun: [] },
  'http.json': {
    by: 'test/server/corpus.test.ts: http.json > $id: $request',
    notRun: membersOf('test/server/corpus.test.ts', 'NOT_RUN'),
  },
};

const SLOW = /^test\/(?:bounds|browser|interop|package|runtimes|recipes)\//;

const names = new Map<string, readonly string[]>();

/** Whether a test with that name is there, or a case that is run and decides something. */
function exists(reference: string): boolean {
  const [, file = '', name = ''] = /^(\S+): (.*)$/s.exec(reference) ?? [];
  const corpus = CORPORA[file];
  if (corpus !== undefined) return decides(file, name, corpus.notRun) && exists(corpus.by);
  const known = names.get(file) ?? testNames(file);
  names.set(file, known);
  return known.includes(name);
}

function decides(file: string, pattern: string, notRun: readonly string[]): boolean {
  const matches = new RegExp(`^${pattern.split('*').map(literally).join('.*')}$`);
  return readData<Case[]>(file).some(
    ({ id, expect: verdict }) => matches.test(id) && verdict !== 'either' && !notRun.includes(id),
  );
}

const literally = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

describe('advisories.json', () => {
  const published = readData<{ id: string }[]>('advisories.json').map(({ id }) => id);

  test('55 are published, and each is in the table once, and no other', () => {
    expect(published).toHaveLength(55);
    expect(Object.keys(ADVISORIES).sort()).toStrictEqual([...published].sort());
  });

  test('4 of them cannot happen here', () => {
    const cannot = Object.values(ADVISORIES).filter((caught) => 'cannot' in caught);
    expect(cannot).toHaveLength(4);
  });

  test.each(Object.entries(ADVISORIES))('%s', (_id, caught) => {
    const references = 'cannot' in caught ? caught.checks : caught;
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !exists(reference))).toStrictEqual([]);
    // What is slow, or needs a browser, is no part of `npm test`.
    expect(references.filter((reference) => SLOW.test(reference))).toStrictEqual([]);
    expect(new Set(references).size).toBe(references.length);
  });
});

test.each([
  'verify.json: alg-does-not-exist',
  'verify.json: typ-*', // Each leaves the verdict open.
  'http.json: referrer', // It is not run.
  'test/token/verify.test.ts: comes before the claims', // It is in a group.
  'test/token/verify.test.ts: signature > comes before',
  'test/token/verify.test.ts: signature',
  'no reference at all',
])('an entry that is stale is found: %s', (reference) => {
  expect(() => expect(exists(reference)).toBe(true)).toThrow();
});
