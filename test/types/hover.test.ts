/**
 * What an editor shows for each claim, each option and each name of the package: what it means, in which
 * form and unit, with which limits. It reads the built declarations, as an editor does.
 */
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { type Contract, contractOf } from '../../src/schema/rules.ts';
import { type Hover, openEditor } from './editor.ts';
import { exportsOf } from './exports.ts';
import { HERE, type Member, membersOf } from './literals.ts';

const editor = openEditor();
const exported = exportsOf(editor);

/** A vendor for each rule of key ids, and a user and a key for it. */
const VENDORS = [
  { vendor: 'zendesk', user: "{ external_id: '' }", key: "{ keyId: '', secret: '' }" },
  { vendor: 'convrs', user: '{}', key: "{ secret: '' }" },
  { vendor: 'own', user: '{}', key: "{ secret: '' }" },
];
const OWN = "name: '', title: '', docs: '', keyId: 'optional', schema: convrs.schema";
const RING = "[{ keyId: '', secret: '' }]";

describe('each claim', { timeout: 30_000 }, () => {
  const users: Readonly<Record<string, string>> = {
    khoros: `khoros.claims(${HERE}{ userId: '' })`,
    convrs: `convrs.claims(${HERE}{})`,
    zendesk: `zendesk.claims(${HERE}{ external_id: '' })`,
    deskpro: `deskpro.claims(${HERE}{})`,
  };
  const agentData = `convrs.claims({ agentData: [${HERE}{ label: '', value: '' }] })`;
  const elsewhere = [
    `signChatToken(zendesk, ${HERE}{ external_id: '' }, { keyId: '', secret: '' })`,
    `createChatTokenSigner(zendesk, { keyId: '', secret: '' })(${HERE}{ external_id: '' })`,
    `invalidToken(zendesk, ${HERE}{ external_id: '' }, 'expired')`,
    `assertChatTokenFor(zendesk, '', ${HERE}{})`,
    `expectation('').toBeChatTokenFor(zendesk, ${HERE}{})`,
  ];
  const shown = membersOfCalls([...Object.values(users), agentData, ...elsewhere]);
  const claimsOf = (vendor: string) => shown.get(users[vendor] ?? '') ?? [];
  const rows = shown.get(agentData) ?? [];

  test.each([khoros, convrs, zendesk, deskpro])('of $name: meaning, form and limits', (vendor) => {
    const contract = contractOf(vendor.schema);
    if (contract?.type !== 'object') return expect.fail('no contract to compare with');
    const members = claimsOf(vendor.name);
    expect(namesOf(members)).toStrictEqual(Object.keys(contract.fields).sort());
    for (const member of members) {
      const field = contract.fields[member.name];
      if (field === undefined) return expect.fail(`${member.name} is not in the contract`);
      expectWords(`${vendor.name}: ${member.name}`, member, wordsOf(field));
    }
  });

  test('in a row of agentData: the same for each type', () => {
    const list = contractOf(convrs.schema);
    const field = list?.type === 'object' ? list.fields['agentData'] : undefined;
    const row = field?.type === 'list' ? field.items : undefined;
    if (row?.type !== 'by type') return expect.fail('no contract to compare with');
    const typed = rows.filter(isTyped);
    expect(new Set(typed.flatMap(typeOf))).toStrictEqual(
      new Set(Object.keys(row.cases).filter((type) => type !== 'default')),
    );
    for (const member of typed) {
      for (const type of typeOf(member)) {
        const rule = row.cases[type];
        const of = rule?.type === 'object' ? rule.fields[member.name] : undefined;
        if (of === undefined) return expect.fail(`${type}.${member.name} is not in the contract`);
        // The type itself is one word, and its text says how the row looks.
        const words = member.name === 'type' ? [/^(?:Shown|Left)/] : wordsOf(of);
        expectWords(`agentData ${type}: ${member.name}`, member, words);
      }
    }
  });

  test('in a row without a type: all but its value', () => {
    const untyped = rows.filter((member) => !isTyped(member));
    expect(namesOf(untyped)).toStrictEqual(['label', 'value']);
    // As long as no type is there, TypeScript has several texts for the value, and shows none.
    const [value, ...others] = untyped.toSorted((a, b) => b.name.localeCompare(a.name));
    expect(value).toMatchObject({ name: 'value', text: '' });
    for (const member of others) expectWords(`agentData: ${member.name}`, member, []);
    const list = claimsOf('convrs').find(({ name }) => name === 'agentData');
    expect(list?.text).toContain('`value`');
  });

  test.each(elsewhere)('is shown in %s', (call) => {
    const texts = new Map(shown.get(call)?.map(({ name, text }) => [name, text]));
    for (const { name, text } of claimsOf('zendesk')) expect(texts.get(name)).toBe(text);
  });

  function isTyped({ name, choices, beside }: Member): boolean {
    return beside.includes('type') || (name === 'type' && choices.length > 0);
  }

  /** The type that stands in the code of the literal. */
  function typeOf({ name, choices, code }: Member): readonly string[] {
    if (name === 'type') return choices;
    const [, type] = /type: "(\w+)"/.exec(code) ?? [];
    return type === undefined ? [] : [type];
  }
});

/** Every object that a function takes beside a user, in a call that compiles. */
const CALLS: readonly string[] = [
  ...VENDORS.flatMap(({ vendor, user, key }) => [
    `signChatToken(${vendor}, ${user}, ${HERE}${key})`,
    `signChatToken(${vendor}, ${user}, { keys: [${HERE}${key}] })`,
    `signChatToken(${vendor}, ${user}, { keys: async () => [${HERE}${key}] })`,
    `createChatTokenSigner(${vendor}, ${HERE}${key})`,
    `verifyChatToken(${vendor}, '', ${HERE}${key})`,
    `verifyChatToken(${vendor}, '', { keys: [${HERE}${key}] })`,
    `createChatTokenVerifier(${vendor}, ${HERE}${key})`,
    `createTokenHandler(${vendor}, ${HERE}{ getUser: () => null, ...${key} })`,
    `assertChatTokenFor(${vendor}, '', {}, ${HERE}{})`,
    `expectation('').toBeChatTokenFor(${vendor}, {}, ${HERE}{})`,
  ]),
  `createChatTokenSigner(convrs, { secret: '' })({}, ${HERE}{})`,
  `createChatTokenVerifier(convrs, { secret: '' })('', ${HERE}{})`,
  `createFake(khoros, ${HERE}{ keys: ${RING} })`,
  `createFake(convrs, ${HERE}{ keys: [] })`,
  `createFake(zendesk, ${HERE}{ keys: ${RING} })`,
  `createFake(deskpro, ${HERE}{ keys: [] })`,
  `createFake(zendesk, { keys: [${HERE}{ keyId: '', secret: '' }] })`,
  `invalidToken(convrs, {}, 'expired', ${HERE}{})`,
  `inspectChatToken('', ${HERE}{})`,
  `assertNoFindings('', ${HERE}{})`,
  `expectation('').toHaveNoFindings(${HERE}{})`,
  `loginScript(convrs, ${HERE}{ token: '' })`,
  `connectChat(convrsWidget, ${HERE}{ endpoint: '' })`,
  `connectChat(${HERE}{ title: '', isReady: () => true, isFor: () => true, login() {} }, { endpoint: '' })`,
  `defineVendor(${HERE}{ ${OWN} })`,
  `defineVendor({ ${OWN}, lifetime: ${HERE}{ default: 1 } })`,
];

/** Functions that take no object but users, vendors and errors. */
const WITHOUT_OPTIONS = [
  'lintClaims',
  'assertExpiresIn',
  'isChatTokenError',
  'scriptLiteral',
  'testKey',
  'invalidTokenKinds',
];

/** What an option must say of itself, beside its meaning and its default. */
const SAID_OF: Readonly<Record<string, readonly RegExp[]>> = {
  secret: [/UTF-8/, /base64/, /CryptoKey/],
  keyId: [/\bkid\b/],
  keys: [/\bkeys\b/],
  allowShortSecret: [/\b24 bytes/, /Default: false/],
  expiresAt: [/seconds since 1970/],
  expiresIn: [/seconds/, /'15m'/, /366 days/, /1 hour/],
  clockTolerance: [/seconds/, /Default: 0/],
  requireExpiry: [/`exp`/, /Default: .*true/],
  maxTokenLength: [/characters/, /Default: 16,384/],
  now: [/Default: .*clock/],
  origins: [/https:\/\//, /Default: none/],
  getUser: [/`null`/, /401/],
  endpoint: [/\/api\/chat-token/],
  nonce: [/base64/, /Default: none/],
  default: [/seconds/],
  max: [/seconds/, /366 days/],
  registeredClaims: [/Default: none/],
  requireJwt: [/Default: false/],
  multiConversation: [/Default: false/],
  midConversationLogin: [/Default: `'upgrade'`/],
  agentLocale: [/Default: `en-GB`/],
  agentTimeZone: [/Default: `UTC`/],
  safeMessages: [/Default: false/],
};

describe('each option', { timeout: 30_000 }, () => {
  const shown = membersOfCalls(CALLS);

  test.each(CALLS)('of %s: meaning, unit and default', (call) => {
    const members = shown.get(call) ?? [];
    expect(members.length).toBeGreaterThan(0);
    for (const member of members) {
      const words = [...(SAID_OF[member.name] ?? []), ...member.choices.map(textually)];
      if (member.isOptional) words.push(/Default: /);
      if (member.name === 'secret' && !/^(?:inspect|invalid|assertNo)|toHaveNo/.test(call)) {
        words.push(/\b24 bytes/);
      }
      if (member.takesNumber) words.push(/seconds|characters/);
      expectWords(call, member, words);
    }
  });

  test('in the list above is there', () => {
    const seen = new Set([...shown.values()].flatMap(namesOf));
    expect(Object.keys(SAID_OF).filter((name) => !seen.has(name))).toStrictEqual([]);
  });

  test('is looked at, whatever function takes it', () => {
    const called = CALLS.map((call) => /^\w+/.exec(call)?.[0] ?? '');
    const functions = exported.filter(({ isFunction }) => isFunction).map(({ name }) => name);
    expect([...new Set([...functions, 'expectation'])].sort()).toStrictEqual(
      [...new Set([...called, ...WITHOUT_OPTIONS])].sort(),
    );
  });
});

describe('each name of the package', { timeout: 30_000 }, () => {
  test('is found', () => {
    expect(exported.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['signChatToken', 'ChatTokenError', 'zendesk', 'chatTokenMatchers']),
    );
  });

  test.each(exported)('$face: $name', ({ isFunction, overloads, members, ...shown }) => {
    expectWords(shown.name, shown, []);
    for (const { shape, text, parameters, explained } of overloads) {
      expect(text, shape).toMatch(PROSE);
      // Where one parameter is explained, all of them are.
      if (explained.length > 0) expect(explained, shape).toStrictEqual(parameters);
    }
    for (const member of members) expectWords(`${shown.name}.${member.name}`, member, []);
    if (isFunction) expect(shown.tags.some((tag) => tag.startsWith('example'))).toBe(true);
    else expect(members).not.toStrictEqual([]);
  });

  test.each([khoros, convrs, zendesk, deskpro])('$name: where that is documented', (vendor) => {
    const shown = exported.find(({ name }) => name === vendor.name);
    expect(shown?.tags).toContain(`see ${vendor.docs}`);
  });
});

/** A sentence, and not only a name said again. */
const PROSE = /\w+\W+\w+.*\.|`\w+`\.$/s;

function expectWords(where: string, { shape, text }: Hover, words: readonly RegExp[]): void {
  const what = `${where}: ${shape}`;
  expect(text, what).toMatch(PROSE);
  for (const word of words) expect(text, what).toMatch(word);
}

/** What a contract demands of the text beside it. */
function wordsOf(contract: Contract): readonly RegExp[] {
  switch (contract.type) {
    case 'string': {
      const { format, maxLength } = contract;
      const limit = maxLength === undefined ? [] : [new RegExp(`\\b${maxLength} characters`)];
      return [...limit, ...(format === undefined ? [] : [formatWords(format)])];
    }
    case 'choice':
      return contract.values.map(textually);
    case 'any of':
      return contract.options.flatMap(wordsOf);
    case 'list':
    case 'record':
      return wordsOf(contract.items);
    case 'number':
      return [/number/];
    default:
      return [];
  }
}

/** How the texts name a format; one that is not here is looked for as it is. */
function formatWords(format: string): RegExp {
  const words: Readonly<Record<string, RegExp>> = {
    identifier: /not blank/i,
    date: /\bdate\b.*`2024-03-15`/is,
    'date-time': /ISO 8601/,
    'http(s) URL': /http or https/,
  };
  return words[format] ?? textually(format);
}

function textually(word: string): RegExp {
  return new RegExp(`(?<!\\w)${word.replace(/[^\w ]/g, '\\$&')}(?!\\w)`);
}

function namesOf(members: readonly Member[]): readonly string[] {
  return [...new Set(members.map(({ name }) => name))].sort();
}

function membersOfCalls(calls: readonly string[]): ReadonlyMap<string, readonly Member[]> {
  const imports = exported.map(({ name, face }) => `import { ${name} } from '${face}';`);
  const matchers = [
    "import type { ChatTokenMatchers } from 'chat-token/testing';",
    'declare const expectation: (token: string) => ChatTokenMatchers<void>;',
    `const own = defineVendor({ ${OWN} });`,
  ];
  return membersOf(editor, [...imports, ...matchers].join('\n'), calls);
}
