/** Whatever happens to a vendor's fake: it answers, rejects, or names what is not documented. */
import { createFake, UndocumentedError, VendorRejection } from 'chat-token/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { forge, KEY_ID, NOW, NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import { keyFor } from '../support/vendors.ts';
import { answer, codeOf } from './answers.ts';
import { holds } from './property.ts';
import { contracted, ofContract, text } from './users.ts';
import { make, plainValue } from './wild.ts';

/** How a call ended, to be compared: a result as JSON, or the error's name and message. */
async function outcome(call: () => unknown): Promise<string> {
  try {
    const result = await call();
    if (result instanceof Response) return `${result.status} ${await outcome(() => result.text())}`;
    return String(JSON.stringify(result));
  } catch (error) {
    if (error instanceof UndocumentedError) {
      expect(error.unknown, 'every gap is named').toBeTruthy();
    } else if (error instanceof VendorRejection) {
      expect(error.answer.source, 'every rejection has its source').toBeTruthy();
    } else codeOf(error);
    return String(error);
  }
}

/** The vendors that have a fake. */
const NAMES = ['khoros', 'convrs', 'zendesk', 'deskpro'];

const VISITORS = 3;
const keyOf = (name: string, secret: string, keyId: string) =>
  keyFor(contracted(name).vendor, secret, keyId);

/** A few values, so that the same user, conversation and key come again. */
const id = fc.constantFrom('u_1', 'u_2', 'user_1', 'conversation_1', '1', KEY_ID, 'app_2', '');
const MEMBERS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  userId: id,
  external_id: id,
  deskpro_id: id,
  email: fc.constantFrom('j@example.com', 'k@example.com', 'j@localhost'),
  email_verified: fc.boolean(),
  name: fc.constantFrom('Jane Doe', 'Jane'),
  phone: fc.constantFrom('+447700900123', '0'),
  scope: fc.constantFrom('user', 'appUser', 'app', 'account'),
  labels: fc.array(id),
  fields: fc.dictionary(id, id),
  exp: fc.constantFrom(NOW_SECONDS, NOW_SECONDS + 60),
  nbf: fc.constant(NOW_SECONDS + 60),
};
const few: fc.Arbitrary<object> = fc.record(MEMBERS, { requiredKeys: [] });

/** Members that the vendor's contract names, from a few values. */
function fewOf(name: string): fc.Arbitrary<object> {
  const { contract, vendor } = contracted(name);
  const names = Object.keys(contract.type === 'object' ? contract.fields : {});
  const own = Object.entries(MEMBERS).filter(([member]) => names.includes(member));
  return fc
    .record(Object.fromEntries(own), { requiredKeys: [] })
    .map((members) => ({ ...members, ...vendor.token.fixedClaims }));
}

/** Valid and invalid tokens, of users who come again and of any. */
function tokenFor(name: string): fc.Arbitrary<string> {
  const kid = contracted(name).vendor.token.keyId === 'unused' ? {} : { kid: KEY_ID };
  const claims = fc.oneof(
    { weight: 4, arbitrary: fewOf(name) },
    { weight: 2, arbitrary: few },
    { weight: 1, arbitrary: ofContract(contracted(name).contract).map(Object) },
  );
  const token = fc
    .tuple(claims, fc.constantFrom(SECRET, SECRET, SECRET, OTHER_SECRET))
    .map(([payload, secret]) =>
      forge({ alg: 'HS256', typ: 'JWT', ...kid }, { exp: NOW_SECONDS + 3600, ...payload }, secret),
    );
  return fc.oneof({ weight: 8, arbitrary: token }, { weight: 1, arbitrary: text });
}

/** A call of a method of the fake, or of one of its visitors. */
interface Step {
  readonly visitor: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

function stepOf(name: string): fc.Arbitrary<Step> {
  const token = tokenFor(name);
  const bearer = token
    .filter((value) => /^[\x21-\x7e]+$/.test(value))
    .map((value) => ({ headers: { authorization: `Bearer ${value}` } }));
  const address = fc.constantFrom(
    'https://api.smooch.io/sdk/v2/apps/a/appusers/b',
    'https://x.example/v2/apps/a/appusers/b',
    'https://www.example.com/',
  );
  const key = fc.constantFrom(
    keyOf(name, SECRET, KEY_ID),
    keyOf(name, OTHER_SECRET, 'app_2'),
    keyOf(name, 'cw_test_3333333333333333333333333333', 'app_3'),
  );
  const args: Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>> = {
    login: name === 'khoros' ? fc.tuple(id, token) : fc.tuple(token),
    connect: fc.oneof(fc.tuple(token), fc.constant([])),
    start: fc.oneof(fc.tuple(token), fc.constant([])),
    say: fc.oneof(fc.tuple(text), fc.tuple(text, id)),
    logout: fc.constant([]),
    clearCookies: fc.constant([]),
    visitor: fc.constant([]),
    advance: fc.tuple(fc.oneof(fc.constantFrom(0, 60, 3600, 172_800), fc.double())),
    fetch: fc.tuple(address, fc.oneof(bearer, fc.constant({ method: 'POST' }))),
    nameOf: fc.tuple(id),
    rotate: fc.constantFrom([SECRET], [OTHER_SECRET], ['']),
    verifyToken: fc.tuple(token),
    flowValue: fc.tuple(id, id),
    agentPanel: fc.tuple(id),
    addUser: fc.tuple(fc.oneof(fewOf(name), few, fc.jsonValue())),
    deleteUser: fc.tuple(id),
    addKey: fc.tuple(fc.oneof(key, fc.jsonValue())),
    deleteKey: fc.tuple(id),
  };
  const steps = methodsOf(name).map((method) => {
    const these = args[method] ?? expect.fail(`add arguments for ${method} of the ${name} fake`);
    return fc.record({ visitor: fc.nat(VISITORS - 1), method: fc.constant(method), args: these });
  });
  return fc.oneof(...steps);
}

function fakeOf(name: string, more: object = {}): object {
  const options = { keys: [keyOf(name, SECRET, KEY_ID)], now: NOW, ...more };
  return Object(Reflect.apply(createFake, undefined, [contracted(name).vendor, options]));
}

const isMethod = (of: object) => (name: string) =>
  typeof Object.getOwnPropertyDescriptor(of, name)?.value === 'function';

/** All methods of the fake and of a visitor, so that a new one is called too. */
function methodsOf(name: string): string[] {
  const fake = fakeOf(name);
  const visitor: object = Reflect.get(fake, 'visitor')();
  return [fake, visitor].flatMap((of) => Object.keys(of).filter(isMethod(of)));
}

/** What can be read of it, as JSON. */
async function stateOf(of: object): Promise<string> {
  const members = Object.keys(of).filter((member) => !isMethod(of)(member));
  return (await Promise.all(members.map((name) => outcome(() => Reflect.get(of, name))))).join();
}

/** Takes all steps, and returns how each ended and what could be read then. */
async function play(name: string, options: object, steps: readonly Step[]): Promise<string[]> {
  const fake = fakeOf(name, options);
  const visitors: object[] = Array.from({ length: VISITORS }, () => Reflect.get(fake, 'visitor')());
  const story: string[] = [];
  for (const { visitor, method, args } of steps) {
    const of = method in fake ? fake : (visitors[visitor] ?? fake);
    const how = await outcome(() => Reflect.apply(Reflect.get(of, method), of, args));
    story.push(`${method}: ${how}`, ...(await Promise.all([fake, ...visitors].map(stateOf))));
  }
  return story;
}

/** The options that the fakes have besides keys and time; each knows its own. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  zendesk: {
    midConversationLogin: fc.constantFrom('upgrade', 'new user'),
    multiConversation: fc.boolean(),
  },
  deskpro: { requireJwt: fc.boolean() },
  convrs: {
    agentLocale: fc.constantFrom('en-GB', 'de', 'ar'),
    agentTimeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  },
};

for (const name of NAMES) {
  holds(
    `${name}: any calls of the fake end as documented, and the same way again`,
    30,
    fc.asyncProperty(
      fc.record(OPTIONS[name] ?? {}, { requiredKeys: [] }),
      fc.array(stepOf(name), { maxLength: 12, size: 'max' }),
      async (options, steps) => {
        const story = await play(name, options, steps);
        expect(await play(name, options, steps)).toStrictEqual(story);
      },
    ),
  );
}

holds(
  'any options of a fake: a fake, or a coded error',
  200,
  fc.property(
    fc.constantFrom(...NAMES),
    fc.constantFrom(
      'keys',
      'now',
      'whole',
      'vendor',
      ...Object.values(OPTIONS).flatMap(Object.keys),
    ),
    plainValue,
    (name, member, recipe) => {
      const value = make(recipe);
      const vendor = member === 'vendor' ? value : contracted(name).vendor;
      const options = { keys: [keyOf(name, SECRET, KEY_ID)], now: NOW, [member]: value };
      answer(createFake, vendor, member === 'whole' ? value : options);
    },
  ),
);
