/** The usual mistakes, and what the compiler says about each: at most three lines. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Each mistake with its code, and the compiler's message. */
const MISTAKES: readonly (readonly [mistake: string, code: string, message: string])[] = [
  [
    'keyId is missing',
    "signChatToken(zendesk, { external_id: 'u_1' }, { secret });",
    `Argument of type '{ secret: string; }' is not assignable to parameter of type 'JwtSignOptionsWithKeysWithId | JwtSignOptionsWithKeyId'.
  Property 'keyId' is missing in type '{ secret: string; }' but required in type 'JwtSignOptionsWithKeyId'.`,
  ],
  [
    'keyId where none is used',
    "signChatToken(convrs, { userId: 'u_1' }, { secret, keyId });",
    "Object literal may only specify known properties, and 'keyId' does not exist in type 'JwtSignOptionsWithKeys | JwtSignOptions'.",
  ],
  [
    'a misspelled claim',
    "signChatToken(zendesk, { external_id: 'u_1', emailVerified: true }, { secret, keyId });",
    "Object literal may only specify known properties, but 'emailVerified' does not exist in type 'ZendeskUser'. Did you mean to write 'email_verified'?",
  ],
  [
    'a claim of the wrong type',
    'signChatToken(zendesk, { external_id: 42 }, { secret, keyId });',
    "Type 'number' is not assignable to type 'string'.",
  ],
  [
    'a missing member of the user',
    "signChatToken(chatwoot, { name: 'Jane Doe' }, { secret });",
    `Argument of type '{ name: string; }' is not assignable to parameter of type 'ChatwootUser'.
  Property 'identifier' is missing in type '{ name: string; }' but required in type 'ChatwootUser'.`,
  ],
  [
    'expiresIn for a hash',
    "signChatToken(chatwoot, { identifier: 'u_1' }, { secret, expiresIn: '15m' });",
    "Object literal may only specify known properties, and 'expiresIn' does not exist in type 'HashSignOptionsWithKeys | HashSignOptions'.",
  ],
  [
    'neither secret nor keys',
    "signChatToken(convrs, { userId: 'u_1' }, { expiresIn: '15m' });",
    `Argument of type '{ expiresIn: "15m"; }' is not assignable to parameter of type 'JwtSignOptionsWithKeys | JwtSignOptions'.
  Property 'secret' is missing in type '{ expiresIn: "15m"; }' but required in type 'JwtSignOptions'.`,
  ],
  [
    'the name of a vendor',
    "signChatToken('zendesk', { external_id: 'u_1' }, { secret, keyId });",
    "Argument of type 'string' is not assignable to parameter of type 'ChatVendor<unknown, object, object, FormatTypes>'.",
  ],
  [
    'a misspelled option',
    "signChatToken(convrs, { userId: 'u_1' }, { secret, expiresin: '15m' });",
    "Object literal may only specify known properties, but 'expiresin' does not exist in type 'JwtSignOptionsWithKeys | JwtSignOptions'. Did you mean to write 'expiresIn'?",
  ],
  [
    'expiresIn where the vendor counts from iat',
    "signChatToken(kustomer, { externalId: 'u_1' }, { secret, expiresIn: '5m' });",
    "Object literal may only specify known properties, and 'expiresIn' does not exist in type 'AgeSignOptionsWithKeys | AgeSignOptions'.",
  ],
  [
    'a missing configuration',
    'amazonConnect({});',
    "Argument of type '{}' is not assignable to parameter of type 'AmazonConnectConfig'.\n  Property 'widgetId' is missing in type '{}' but required in type 'AmazonConnectConfig'.",
  ],
  [
    'a hash without its user',
    'verifyChatToken(chatwoot, hash, { secret });',
    `Argument of type '{ secret: string; }' is not assignable to parameter of type 'HashVerifyOptionsWithKeys<ChatwootUser> | HashVerifyOptions<ChatwootUser>'.
  Property 'user' is missing in type '{ secret: string; }' but required in type 'HashVerifyOptions<ChatwootUser>'.`,
  ],
  [
    'a hash that is worth nothing without its time',
    "signChatToken(helper, { email: 'jane@example.com' }, { secret });",
    `Argument of type '{ secret: string; }' is not assignable to parameter of type '(HashSignOptionsWithKeys | HashSignOptions) & SignChatLoginInstead'.
  Type '{ secret: string; }' is not assignable to type 'HashSignOptions & SignChatLoginInstead'.
    Property ''call signChatLogin: the hash is valid only with its time'' is missing in type '{ secret: string; }' but required in type 'SignChatLoginInstead'.`,
  ],
];

const RIGHT = [
  "signChatToken(zendesk, { external_id: 'u_1' }, { secret, keyId });",
  "verifyChatToken(chatwoot, hash, { secret, user: { identifier: 'u_1' } });",
];

const IMPORTS =
  "import { amazonConnect, chatwoot, convrs, helper, kustomer, signChatToken, verifyChatToken, zendesk } from 'chat-token'";

/** Compiles each piece of code as a file of its own, with the options of this repository. */
function compile(codes: readonly string[]): string[] {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options;
  const options = { ...parsed, types: [], noUnusedLocals: false };
  const files = new Map(
    codes.map((code, index) => [
      `${ROOT}test/types/mistake-${index}.ts`,
      `${IMPORTS};\ndeclare const secret: string, keyId: string, hash: string;\n${code}`,
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, language, ...rest) => {
    const code = files.get(path);
    if (code === undefined) return getSourceFile(path, language, ...rest);
    return ts.createSourceFile(path, code, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
  );
}

describe('the compiler says what is wrong, in three lines or less', () => {
  let messages: string[] = [];

  beforeAll(() => {
    messages = compile([...MISTAKES.map(([, code]) => code), ...RIGHT]);
  });

  test.each(
    MISTAKES.map((row, index) => [...row, index] as const),
  )('%s', (_, __, message, index) => {
    expect(messages[index]).toBe(message);
    expect(message.split('\n').length).toBeLessThanOrEqual(3);
  });

  test('and nothing of code that is right', () => {
    expect(messages.slice(MISTAKES.length)).toStrictEqual(['', '']);
  });
});
