import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  type ChatTokenError,
  type ChatTokenHeader,
  type ChatTokenTimes,
  isChatTokenError,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import type { Snippet } from '../vendors/snippet.ts';
import { print, printJson, styled, toJson } from './io.ts';
import { describeExpiry } from './times.ts';
import { type AnyVendor, VENDORS } from './vendors.ts';

/** Runs `chat-token demo`: signs one realistic user for every vendor, and verifies each token. */
export async function runDemo(json: boolean): Promise<boolean> {
  const results: DemoResult[] = [];
  for (const { vendor, snippets } of VENDORS) {
    const result = await demonstrate(vendor, snippets);
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
  readonly header?: ChatTokenHeader;
  readonly claims?: object & ChatTokenTimes;
  readonly token?: string;
  readonly snippets: readonly Snippet[];
}

async function demonstrate(vendor: AnyVendor, snippets: readonly Snippet[]): Promise<DemoResult> {
  const user = readUser(vendor.name);
  // Random, for this run only: a real secret comes from the vendor's console.
  const secret = randomHex(32);
  const keyId = vendor.keyId === 'required' ? `app_${randomHex(12)}` : undefined;
  try {
    const token = await signChatToken(vendor, user, { secret, keyId });
    const { header, claims } = await verifyChatToken(vendor, token, { secret, keyId });
    const { iat, exp, ...rest } = claims;
    const valid =
      header.kid === keyId && isDeepStrictEqual(rest, { ...vendor.fixedClaims, ...user });
    return { vendor: vendor.name, valid, header, claims, token, snippets };
  } catch (error) {
    if (!isChatTokenError(error)) throw error;
    const { code, message } = error;
    return { vendor: vendor.name, valid: false, error: { code, message }, snippets };
  }
}

/** Reads an example user. The package contains them, in docs/examples/users/. */
function readUser(vendor: string): object {
  const file = new URL(`../../docs/examples/users/${vendor}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}

function printResult(vendor: AnyVendor, result: DemoResult): void {
  const { valid, error, header, claims, token, snippets } = result;
  if (error !== undefined || claims === undefined) {
    print(
      `${styled('title', vendor.title)}  ${styled('bad', error?.code ?? '')} ${error?.message}\n`,
    );
    return;
  }
  const verdict = valid ? styled('good', 'verified') : styled('bad', 'not valid');
  print(`${styled('title', vendor.title)}  ${verdict}, ${describeExpiry(claims.exp)}`);
  print(`${styled('quiet', 'header')}  ${JSON.stringify(header)}`);
  print(`${styled('quiet', 'claims')}  ${toJson(claims)}`);
  print(`${styled('quiet', 'token')}   ${token}`);
  for (const { platform, code, source } of snippets) {
    print(`${styled('quiet', `code for ${platform}`)}  ${styled('quiet', source)}`);
    print(`  ${code.replace('<user id>', vendor.userId(claims) ?? '')}`);
  }
  print();
}
