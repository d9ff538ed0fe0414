import { isDeepStrictEqual } from 'node:util';
import {
  type ChatTokenError,
  type ChatTokenTimes,
  isChatTokenError,
  signChatLogin,
  verifyChatToken,
} from 'chat-token';
import type { Snippet } from '../vendors/snippet.ts';
import { withoutHash } from './input.ts';
import { jsonLines, print, printJson, printRow, styled, toJson } from './io.ts';
import { type AnyVendor, exampleOf, exampleVendor, type ListedVendor, VENDORS } from './list.ts';
import { describeExpiry } from './times.ts';

/** Runs `chat-token demo`: signs one realistic user for every vendor, and verifies each token. */
export async function runDemo(
  json: boolean,
  vendors: readonly ListedVendor[] = VENDORS,
): Promise<boolean> {
  const results: DemoResult[] = [];
  for (const listed of vendors) {
    const vendor = exampleVendor(listed);
    const result = await demonstrate(vendor, listed);
    results.push(result);
    if (!json) printResult(vendor, result);
  }
  const allValid = results.every(({ valid }) => valid);
  if (json) printJson(results);
  else if (allValid)
    print(styled('good', `All ${results.length} tokens were signed and verified.`));
  else print(styled('bad', 'Not every token is valid: see above.'));
  return allValid;
}

interface DemoResult {
  readonly vendor: string;
  readonly valid: boolean;
  readonly error?: Pick<ChatTokenError, 'code' | 'message'>;
  readonly header?: object | undefined;
  readonly claims?: object & ChatTokenTimes;
  readonly token?: string;
  readonly settings?: object;
  readonly snippets: readonly Snippet[];
}

async function demonstrate(vendor: AnyVendor, listed: ListedVendor): Promise<DemoResult> {
  const { name, token: format } = vendor;
  const { snippets } = listed;
  const { user, claims: expected } = exampleOf(listed).full;
  // Random, for this run only: a real secret comes from the vendor's console.
  const secret = randomSecret(format.secretEncoding?.name);
  const keyId = format.keyId === 'required' ? `app_${randomSecret().slice(0, 24)}` : undefined;
  try {
    const { token, settings } = await signChatLogin(vendor, user, { secret, keyId });
    const sent = format.kind === 'hmac' ? { user: withoutHash(settings, token) } : {};
    const { header, claims } = await verifyChatToken(vendor, token, { secret, keyId, ...sent });
    const signed = Object.entries(claims).filter(([key]) => !format.reservedClaims.includes(key));
    const kid = format.keyIdClaim === undefined ? keyId : undefined;
    const valid =
      isDeepStrictEqual(Object.fromEntries(signed), expected) &&
      Reflect.get(Object(header), 'kid') === kid;
    return { vendor: name, valid, header, claims, token, settings, snippets };
  } catch (error) {
    if (!isChatTokenError(error)) throw error;
    const { code, message } = error;
    return { vendor: name, valid: false, error: { code, message }, snippets };
  }
}

function randomSecret(encoding: BufferEncoding = 'hex'): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString(encoding);
}

function printResult(vendor: AnyVendor, result: DemoResult): void {
  const { valid, error, header, claims = {}, token = '', settings, snippets } = result;
  const title = styled('title', `${vendor.title}  `);
  if (error !== undefined) {
    print(title, styled('bad', error.code), ` ${error.message}`);
    print();
    return;
  }
  const verdict = valid ? styled('good', 'verified') : styled('bad', 'not valid');
  print(title, verdict, `, ${describeExpiry(vendor.token, claims)}`);
  if (header !== undefined) printRow('header', [toJson(header)], INDENT);
  printRow('claims', jsonLines(claims), INDENT);
  printRow('token', [token], INDENT);
  // The token is long, and shown above.
  const short = jsonLines(settings).map((line) => line.replaceAll(token, '<token>'));
  printRow('settings', short, INDENT);
  const userId = vendor.userId(claims) ?? '';
  for (const { platform, code, source } of snippets) {
    print(styled('quiet', `code for ${platform}  ${source}`));
    for (const line of code.split('\n')) print(`  ${line.replaceAll('<user id>', () => userId)}`);
  }
  print();
}

const INDENT = 10;
