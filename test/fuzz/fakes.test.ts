/** Whatever happens to a vendor's fake, it answers, refuses, or says what is not documented. */
import { createFake, UndocumentedError, VendorRejection } from 'chat-token/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { forge, KEY_ID, NOW, NOW_SECONDS, OTHER_SECRET, SECRET } from '../support/support.ts';
import { answer, codeOf } from './answers.ts';
import { holds } from './property.ts';
import { contracted, ofContract, text, VENDORS } from './users.ts';
import { make, readable } from './wild.ts';

/** How a call ended, to be compared: a result as JSON, or the error's name and text. */
async function outcome(call: () => unknown): Promise<string> {
  try {
    const result = await call();
    if (result instanceof Response) return `${result.status} ${await outcome(() => result.text())}`;
    return String(JSON.stringify(result));
  } catch (error) {
    if (error instanceof UndocumentedError) {
      expect(error.unknown, 'every gap is named').toBeTruthy();
    } else if (error instanceof VendorRejection) {
      expect(error.answer.source, 'every refusal has its source').toBeTruthy();
    } else codeOf(error);
    return String(error);
  }
}

/** A call of a method, of the fake or of one of its visitors. */
interface Step {
  readonly visitor: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

const VISITORS = 3;
const FULL = { secret: SECRET, keyId: KEY_ID };
const OTHER = { secret: OTHER_SECRET, keyId: 'app_2' };
const THIRD = { secret: 'cw_test_3333333333333333333333333333', keyId: 'app_3' };
const keyFor = (name: string, { secret, keyId }: typeof FULL) =>
  contracted(name).vendor.keyId === 'unused' ? { secret } : { secret, keyId };

/** Few, so that the same user comes again. */
const id = fc.constantFrom(
  'u_1',
  'u_2',
  'user_1',
  'user_2',
  'conversation_1',
  '1',
  '2',
  KEY_ID,
  'app_2',
  '',
);
const email = fc.constantFrom('j@example.com', 'k@example.com', 'j@localhost');
const few = fc.record(
  {
    userId: id,
    external_id: id,
    deskpro_id: id,
    email,
    email_verified: fc.boolean(),
    name: fc.constantFrom('Jane Doe', 'Jane'),
    phone: fc.constantFrom('+447700900123', '0'),
    scope: fc.constantFrom('user', 'appUser', 'app', 'account'),
    labels: fc.array(id),
    fields: fc.dictionary(id, id),
    emails: fc.array(email),
    exp: fc.constantFrom(NOW_SECONDS, NOW_SECONDS + 60),
    nbf: fc.constant(NOW_SECONDS + 60),
  },
  { requiredKeys: [] },
);

/** Members that the vendor's contract names, and their values. */
function fewOf(name: string): fc.Arbitrary<object> {
  const { contract, vendor } = contracted(name);
  const names = contract.type === 'object' ? Object.keys(contract.fields) : [];
  return few.map((members) => ({
    ...Object.fromEntries(Object.entries(members).filter(([member]) => names.includes(member))),
    ...vendor.fixedClaims,
  }));
}

/** Tokens good and bad, of users who come again and of any. */
function tokenFor(name: string): fc.Arbitrary<string> {
  const key = keyFor(name, FULL);
  const header = { alg: 'HS256', typ: 'JWT', ...('keyId' in key && { kid: key.keyId }) };
  const claims = fc.oneof(
    { weight: 4, arbitrary: fewOf(name) },
    { weight: 2, arbitrary: few },
    { weight: 1, arbitrary: ofContract(contracted(name).contract).map(Object) },
  );
  const secret = fc.constantFrom(SECRET, SECRET, SECRET, OTHER_SECRET);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(claims, secret)
        .map(([payload, of]) => forge(header, { exp: NOW_SECONDS + 3600, ...payload }, of)),
    },
    { weight: 1, arbitrary: text },
  );
}

function stepOf(name: string): fc.Arbitrary<Step> {
  const token = tokenFor(name);
  const seconds = fc.oneof(fc.constantFrom(0, 60, 3600, 172_800), fc.double());
  const address = fc.oneof(
    fc.constantFrom(
      'https://api.smooch.io/sdk/v2/apps/a/appusers/b',
      'https://x.example/v2/apps/a/appusers/b',
    ),
    fc.webUrl(),
  );
  const request = fc.tuple(
    address,
    fc.record(
      {
        method: fc.constantFrom('GET', 'POST'),
        headers: token
          .filter((value) => /^[\x21-\x7e]+$/.test(value))
          .map((value) => ({ authorization: `Bearer ${value}` })),
      },
      { requiredKeys: [] },
    ),
  );
  const key = fc.constantFrom(FULL, OTHER, THIRD).map((of) => keyFor(name, of));
  const args: Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>> = {
    login: name === 'khoros' ? fc.tuple(id, token) : fc.tuple(token),
    connect: fc.oneof(fc.tuple(token), fc.constant([])),
    start: fc.oneof(fc.tuple(token), fc.constant([])),
    say: fc.oneof(fc.tuple(text), fc.tuple(text, id)),
    logout: fc.constant([]),
    clearCookies: fc.constant([]),
    visitor: fc.constant([]),
    advance: fc.tuple(seconds),
    fetch: request,
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
  return fc.oneof(
    ...methodsOf(name).map((method) => {
      const these = args[method];
      if (these === undefined) throw new Error(`no arguments for ${method} of the fake of ${name}`);
      return fc.record({ visitor: fc.nat(VISITORS - 1), method: fc.constant(method), args: these });
    }),
  );
}

function fakeOf(name: string, more: object = {}): object {
  const keys = [keyFor(name, FULL)];
  const made: unknown = Reflect.apply(createFake, undefined, [
    contracted(name).vendor,
    { keys, now: NOW, ...more },
  ]);
  return Object(made);
}

const isMethod = (of: object) => (name: string) => {
  const { value } = Object.getOwnPropertyDescriptor(of, name) ?? {};
  return typeof value === 'function';
};

/** All methods, of the fake and of a visitor: one that is added is called, too. */
function methodsOf(name: string): string[] {
  const fake = fakeOf(name);
  const visitor: object = Reflect.get(fake, 'visitor')();
  return [fake, visitor].flatMap((of) => Object.keys(of).filter(isMethod(of)));
}

/** What can be read of it, as JSON. */
async function stateOf(of: object): Promise<string> {
  const members = Object.keys(of).filter((member) => !isMethod(of)(member));
  const values = members.map((member) => outcome(() => Reflect.get(of, member)));
  return (await Promise.all(values)).join('\n');
}

/** Does it all, and tells how each call ended and what could be seen then. */
async function play(name: string, options: object, steps: readonly Step[]): Promise<string[]> {
  const fake = fakeOf(name, options);
  const visitors: object[] = Array.from({ length: VISITORS }, () => Reflect.get(fake, 'visitor')());
  const story: string[] = [];
  for (const { visitor, method, args } of steps) {
    const of = method in fake ? fake : (visitors[visitor] ?? fake);
    const how = await outcome(() => Reflect.apply(Reflect.get(of, method), of, args));
    const states = await Promise.all([fake, ...visitors].map(stateOf));
    story.push([`${method}: ${how}`, ...states].join('\n'));
  }
  return story;
}

const OPTIONS: Readonly<Record<string, fc.Arbitrary<object>>> = {
  zendesk: fc.record(
    {
      midConversationLogin: fc.constantFrom('upgrade', 'new user'),
      multiConversation: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  deskpro: fc.record({ requireJwt: fc.boolean() }, { requiredKeys: [] }),
  convrs: fc.record(
    {
      agentLocale: fc.constantFrom('en-GB', 'de', 'ar'),
      agentTimeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
    },
    { requiredKeys: [] },
  ),
};

for (const { vendor } of VENDORS) {
  holds(
    `${vendor.name}: any calls of the fake end as documented, and the same way again`,
    80,
    fc.asyncProperty(
      OPTIONS[vendor.name] ?? fc.constant({}),
      fc.array(stepOf(vendor.name), { maxLength: 12, size: 'max' }),
      async (options, steps) => {
        const story = await play(vendor.name, options, steps);
        expect(await play(vendor.name, options, steps)).toStrictEqual(story);
      },
    ),
  );
}

holds(
  'any options of a fake: a fake, or a coded error',
  300,
  fc.property(
    fc.constantFrom(...VENDORS.map(({ vendor }) => vendor.name)),
    fc.constantFrom(
      'keys',
      'now',
      'midConversationLogin',
      'multiConversation',
      'requireJwt',
      'agentLocale',
      'agentTimeZone',
      'whole',
      'vendor',
    ),
    readable,
    (name, member, recipe) => {
      const options = { keys: [keyFor(name, FULL)], now: NOW };
      const value = make(recipe);
      const vendor = member === 'vendor' ? value : contracted(name).vendor;
      answer(createFake, vendor, member === 'whole' ? value : { ...options, [member]: value });
    },
  ),
);
