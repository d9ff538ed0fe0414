/** Neither the secret nor a token nor a user gets out of any public function, however it fails. */
import type { ChatTokenErrorCode } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { attemptAll } from './attempts.ts';
import { CORE_CALLS, INSTANCES } from './calls-core.ts';
import { PAGE_CALLS, PAGE_INSTANCES } from './calls-page.ts';
import { TESTING_CALLS, TESTING_INSTANCES } from './calls-testing.ts';
import { exportedFunctions, functionsIn } from './public.ts';

const seen = await attemptAll([...CORE_CALLS, ...PAGE_CALLS, ...TESTING_CALLS]);
const made = Object.entries({ ...INSTANCES, ...PAGE_INSTANCES, ...TESTING_INSTANCES });
const names = [
  ...(await exportedFunctions()),
  ...made.flatMap(([name, make]) => functionsIn(make(), name)),
];

describe('there is a call', () => {
  test('for each function that is exported, or a part of what one of them makes', () => {
    expect([...seen.keys()].sort()).toStrictEqual([...names].sort());
  });

  test('that is as it should be, for each: what is hostile takes the places in it', () => {
    const calls = [...CORE_CALLS, ...PAGE_CALLS, ...TESTING_CALLS];
    const first = calls.filter(({ how }) => how === undefined).map(({ name }) => name);
    expect(first.sort()).toStrictEqual([...names].sort());
  });

  test('that fails, for each code of an error', () => {
    const met = new Set([...seen.values()].flatMap(({ codes }) => [...codes]));
    for (const code of Object.keys(CODES)) expect(met).toContain(code);
  });

  test('by the thousand', () => {
    const sum = (key: 'attempts' | 'failures') =>
      [...seen.values()].reduce((total, { [key]: count }) => total + count, 0);
    expect(sum('attempts')).toBeGreaterThan(5000);
    expect(sum('failures')).toBeGreaterThan(3000);
  });
});

test.each(names)('%s lets nothing out', (name) => {
  expect([...(seen.get(name)?.leaks ?? ['It was not called.'])]).toStrictEqual([]);
});

/**
 * Where an error of the caller's own comes back to the caller: what is in it is the caller's to know.
 * As the cause of this package's error, as it was thrown, or, without an `onError`, on the console.
 */
const OWN_ERRORS: Readonly<Record<string, readonly string[]>> = {
  'cause: that of the keys function': [
    'signChatToken',
    'createChatTokenSigner',
    'verifyChatToken',
    'createChatTokenVerifier',
    'inspectChatToken',
  ],
  "cause: that of a vendor's script": ['loginScript'],
  'console: that of getUser, and of the keys function': ['createTokenHandler'],
  'thrown: that of the parts of a vendor, which other functions of this package call': [
    'khoros.script',
    'convrs.script',
    'zendesk.script',
    'deskpro.script',
    'defineVendor().script',
    'khoros.schema.~standard.validate',
    'convrs.schema.~standard.validate',
    'zendesk.schema.~standard.validate',
    'deskpro.schema.~standard.validate',
  ],
  'thrown: in a page, at once, that of options which cannot be read': ['connectChat'],
  'thrown: in a page, that of what connectChat hands to a widget': [
    'khorosWidget.isFor',
    'khorosWidget.login',
    'convrsWidget.isFor',
    'convrsWidget.login',
    'zendeskWidget.isFor',
    'zendeskWidget.login',
    'deskproWidget.isFor',
    'deskproWidget.login',
  ],
  'thrown: that of a text which is none, or of what an error is made of': [
    'scriptLiteral',
    'ChatTokenError',
    'UndocumentedError',
    'VendorRejection',
  ],
  'thrown: in a test, its own': [
    'assertChatTokenFor',
    'chatTokenMatchers.toBeChatTokenFor',
    'testKey',
    'invalidToken',
    'createFake',
    'createFake(zendesk).fetch',
    'createFake(khoros).fetch',
    'createFake(convrs).fetch',
    'createFake(deskpro).fetch',
  ],
};

test("an error of the caller's own comes back where it is said to, and nowhere else", () => {
  const found = [...seen].flatMap(([name, { own }]) => [...own].map((way) => `${way} ${name}`));
  const said = Object.entries(OWN_ERRORS).flatMap(([reason, list]) =>
    list.map((name) => `${reason.split(':')[0]} ${name}`),
  );
  expect(found.sort()).toStrictEqual(said.sort());
});

/** All there are: the compiler sees to it. */
const CODES: Readonly<Record<ChatTokenErrorCode, true>> = {
  ERR_OPTION_INVALID: true,
  ERR_SECRET_INVALID: true,
  ERR_KEY_ID_MISSING: true,
  ERR_CLAIMS_INVALID: true,
  ERR_TOKEN_TOO_LARGE: true,
  ERR_TOKEN_MALFORMED: true,
  ERR_ALGORITHM_REJECTED: true,
  ERR_KEY_UNKNOWN: true,
  ERR_SIGNATURE_INVALID: true,
  ERR_TOKEN_EXPIRED: true,
  ERR_TOKEN_NOT_YET_VALID: true,
  ERR_ENDPOINT_FAILED: true,
  ERR_USER_CHANGED: true,
  ERR_WIDGET_FAILED: true,
};
