/** Advisories about other JWT libraries, and the tests that would fail here for the same weakness. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesIn, ROOT } from '../support/files.ts';
import { readData } from '../support/support.ts';

const FIXED = 'contract/validate: a fixed claim has exactly its value';
const NO_JWE = 'token/verify: nothing decrypts: no code for a JWE is called';
const FIVE_PARTS = 'formats/jwt: a token of five parts (JWE) is not decoded';
const OTHER_HASH = 'formats/jwt: is not %s, even if its signature is right';
const OTHER_KID = 'formats/jwt: is not %s, whatever key its kid names';
const NO_SECRET = 'token/verify: the secret %j is rejected before there is a token';
const OTHER_VENDOR = 'token/verify: of one vendor is not valid for another';
const OPTIONS = 'token/verify: %s is checked at once';
const SIGNATURE_FIRST = "formats/jwt/verif: test('comes before the claims'";
const ONE_MESSAGE = 'formats/jwt/verif: fails with one message, whatever is wrong';
const HEADERS = "server: authorization: 'Bearer %E0%A4%A'";

/**
 * For each advisory what catches it: `<file of test/data>: <id of a case>`, in which a `*` matches
 * anything, or `<start of a path in test/>: <what a test there says>`.
 */
const CAUGHT_BY: Readonly<Record<string, readonly string[]>> = {
  'CVE-2015-9235 (GHSA-c7hr-j4mj-j2w6)': ['verify.json: confusion-*', 'verify.json: alg-none*'],
  'CVE-2016-10555 (GHSA-vgrx-w6rg-8fqf)': ['verify.json: alg-*-hs256-mac', OTHER_KID],
  'CVE-2016-1000223': ['verify.json: alg-*-hs256-mac'],
  'CVE-2018-0114': ['formats/jwt/verif: is never checked with a key in the header'],
  'CVE-2020-15084 (GHSA-6g6m-m6h5-w9gf)': [OTHER_HASH, 'verify.json: alg-none*'],
  'CVE-2022-23529 (withdrawn/rejected)': ['keys/secret: an object is never converted to a string'],
  'CVE-2022-23539': ['secret.json: pubkey-*', 'secret.json: cryptokey-rsa-public'],
  'CVE-2022-23540 (GHSA-qwph-4952-7xr6)': [NO_SECRET, 'secret.json: type-*'],
  'CVE-2022-23541 (GHSA-hjrf-2m68-5959)': ['verify.json: confusion-*', OTHER_KID],
  'CVE-2025-65945 (GHSA-869p-cjfg-cm3x)': [NO_SECRET, 'verify.json: kid-*-empty-key-sig'],
  'CVE-2022-36083': [NO_JWE, 'verify.json: wyche-jwe-*'],
  'CVE-2024-28176 (GHSA-hhhv-q57g-882q)': [FIVE_PARTS, 'verify.json: rfc7520-jwe-*'],
  'CVE-2021-29443..29446': [ONE_MESSAGE, NO_JWE],
  'CVE-2023-48223 (GHSA-c2ff-88x2-x9pg)': ['verify.json: confusion-rsa-pkcs1-as-secret'],
  'CVE-2025-30144 (GHSA-gm45-q3v2-6cf8)': [FIXED],
  'CVE-2026-34950 (GHSA-mvf2-f6gm-w987)': ['verify.json: confusion-rsa-spki-lead-*'],
  'GHSA-ww5h-9m49-7xx4': ["keys/secret: 'a public key'", 'secret.json: pubkey-pem-leading-zwsp'],
  'GHSA-g3jj-5cmm-3hxx': ['verify.json: confusion-*-jwk-as-secret', 'secret.json: pubkey-jwks'],
  'CVE-2026-35039 (GHSA-rp9m-7r4c-75qg)': [
    'token/verify: never gives the claims of another token',
    'http.json: concurrency-identity',
  ],
  'CVE-2026-35040 (GHSA-3j8v-cgw4-2g6q)': ['token/verify: gives the same verdict', OPTIONS],
  'CVE-2026-35041 (GHSA-cjw9-ghj4-fwxf)': [
    'token/verify: regular expressions come to an end',
    OPTIONS,
  ],
  'CVE-2026-35042 (GHSA-hm7r-c7qw-ghp6)': ['verify.json: crit-*'],
  'CVE-2026-44351 (GHSA-gmvf-9v4p-v8jc)': [NO_SECRET, 'keys/keys: that returns %o is rejected'],
  'GHSA-8wpc-h4q6-8fxv': [NO_SECRET, 'secret.json: empty-*'],
  'fast-jwt #606/#607, 2026-04': ['verify.json: b64-sig-*'],
  'fast-jwt #638/#639, 2026-07': ['verify.json: pl-json-array'],
  'fast-jwt #640, 2026-07': [OPTIONS, "utils/time: 'is not %s'"],
  'CVE-2025-62610 (GHSA-m732-5p4w-x69g)': [FIXED],
  'CVE-2026-22817 (GHSA-f67f-6cw9-8mq4)': ['verify.json: confusion-*-as-secret'],
  'CVE-2026-22818 (GHSA-3vhc-576x-3qv4)': ['verify.json: alg-*', OTHER_HASH],
  'CVE-2026-44459 (GHSA-hm8q-7f3q-5f36)': ['verify.json: type-*', 'verify.json: exp-inf-1e400'],
  'hono e4602ad1': ['verify.json: clock-2038-*', 'utils/time: goes on at %i seconds'],
  // The endpoint reads no Authorization header.
  'hono 5463db27 (2026-05-19 fork merge)': [HEADERS, 'http.json: two-auth-headers'],
  'CVE-2026-44457 (GHSA-p77w-8qqv-26rm)': ['http.json: unauth'],
  'hono JwtTokenInvalid': [SIGNATURE_FIRST, 'leaks/functions: lets nothing out'],
  'CVE-2023-48309 (GHSA-v64w-49xw-qq89)': [OTHER_VENDOR, FIXED],
  'GHSA-xmf8-cvqr-rfgj': [HEADERS],
  'CVE-2022-31093': ["server: '?callbackUrl=%&redirect"],
  'CVE-2022-29217 (GHSA-ffqj-6fqr-9h24)': ['secret.json: pubkey-ssh-*'],
  'CVE-2024-53861 (GHSA-75c5-xw7c-p5pm)': [FIXED],
  'CVE-2026-32597': ['verify.json: crit-*'],
  'GHSA-hxm8-2xgr-2p9m': ['verify.json: b64-sig-junk-*'],
  'CVE-2025-59420 / CVE-2025-61920': ['verify.json: crit-*', 'size.json: sig-*'],
  'CVE-2025-30204 / CVE-2025-27144 / CVE-2025-22868': ['size.json: dots-*'],
  'CVE-2024-51744': [SIGNATURE_FIRST],
  'CVE-2020-26160': [FIXED],
  'CVE-2021-46743': [OTHER_KID, 'keys/keys: kid selects the key: another key is not tried'],
  'CVE-2026-45363 (GHSA-c32j-vqhx-rx3x)': [NO_SECRET, 'verify.json: sig-key-empty-key'],
  // The floor is 24 bytes here, which vendors issue, and 32 is recommended (SECRET_SHORT).
  'CVE-2025-45765/45768/45769': ['secret.json: short-*', 'keys/secret: 24 bytes are enough'],
  'CVE-2023-51774': [NO_JWE, 'verify.json: wyche-jwe-*'],
  'CVE-2025-53864': ['token/verify: as deep as its length allows', 'size.json: header-deep-*'],
  'CVE-2018-1000531, 2019-20933, 2020-28042, 2020-28637': [NO_SECRET, 'verify.json: alg-none*'],
  'chatwoot #2694/#2762': ["formats/jwt: ['three dot-separated parts', '']", 'http.json: unauth'],
  'chatwoot #15775 (CWE-598)': ['http.json: get-token-in-url'],
  'stream-chat-js JWTUserToken': [
    'contract/define: user data cannot set fixed claims, times and registered claims',
    'contract/define: a schema that changes the user cannot set them either',
  ],
};

/** The cases by their file. Each file has a test that runs all of its cases. */
const CORPORA = new Map(
  ['verify.json', 'secret.json', 'size.json', 'http.json'].map((name) => [
    name,
    readData<readonly { id: string; expect?: unknown }[]>(name),
  ]),
);

const tests = filesIn('test')
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(`${ROOT}test/${path}`, 'utf8') }));

function exists(reference: string): boolean {
  const [, place = 'none', what = ''] = /^(\S+): (.*)$/.exec(reference) ?? [];
  const [start = '', end] = what.split('*');
  const isMeant = (id: string) =>
    end === undefined ? id === start : id.startsWith(start) && id.endsWith(end);
  // A case that leaves the verdict open catches nothing.
  return (
    CORPORA.get(place)?.some(({ id, expect: verdict }) => verdict !== 'either' && isMeant(id)) ??
    tests.some(({ path, text }) => path.startsWith(place) && text.includes(what))
  );
}

test('each of the 55 published advisories is in the table', () => {
  const published = readData<{ id: string }[]>('advisories.json').map(({ id }) => id);
  expect(published).toHaveLength(55);
  expect(Object.keys(CAUGHT_BY).sort()).toStrictEqual(published.sort());
});

test.for(Object.entries(CAUGHT_BY))('%s is caught', ([, references]) => {
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((reference) => !exists(reference))).toStrictEqual([]);
});

test.each([
  'verify.json: alg-does-not-exist',
  'verify.json: typ-*', // Each leaves the verdict open.
  'token/verify: comes after the claims',
  'no reference at all',
])('a stale reference is found: %s', (reference) => {
  expect(exists(reference)).toBe(false);
});
