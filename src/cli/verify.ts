import { type ChatTokenError, isChatTokenError, verifyChatToken } from 'chat-token';
import { type Finding, inspectChatToken } from 'chat-token/inspect';
import { isPlainObject } from '../utils/objects.ts';
import type { Arguments } from './arguments.ts';
import { findVendor } from './find.ts';
import {
  readJson,
  readSecret,
  readToken,
  rejectEmpty,
  requireVendorAndSecret,
  withoutHash,
} from './input.ts';
import { explainingFindings } from './inspect.ts';
import { jsonLines, print, printJson, printRow, styled, toJson, UsageError } from './io.ts';
import { describeExpiry } from './times.ts';

/** Runs `chat-token verify`: verifies a JWT or a hash, and prints its claims. */
export async function runVerify(args: Arguments): Promise<void> {
  requireVendorAndSecret(args);
  const vendor = await findVendor(args);
  const isJwt = vendor.token.kind === 'jwt';
  if (isJwt && args.user !== undefined) {
    throw new UsageError(`Leave out --user: a JWT for ${vendor.title} contains the user.`);
  }
  if (!isJwt && args.user === undefined) {
    throw new UsageError('--user is required: a JSON file with the fields sent with the hash.');
  }
  const secret = await readSecret(args);
  const { token: given = '-', 'key-id': keyId } = args;
  const user = args.user === undefined ? undefined : await readJson('user', args.user);
  const token = await readToken(given);
  rejectEmpty('token', given, token);
  const sent = withoutHash(user, token);
  const fields = isJwt ? {} : { user: sent };
  const { header, claims } = await verifyChatToken(vendor, token, {
    secret,
    keyId,
    allowShortSecret: args['allow-short-secret'],
    ...fields,
  }).catch(async (error) => {
    // Only an error about the token has findings that explain it.
    if (!isChatTokenError(error) || /^ERR_(?:OPTION|SECRET)_/.test(error.code)) throw error;
    const inspected = isPlainObject(sent) ? { user: sent } : {};
    const { findings } = await inspectChatToken(token, { vendor, secret, keyId, ...inspected });
    throw new RejectedToken(error, explainingFindings(findings));
  });
  if (args.json) {
    printJson({ vendor: vendor.name, valid: true, header, claims });
    return;
  }
  print(styled('good', 'valid'), ` for ${vendor.title}, ${describeExpiry(vendor.token, claims)}`);
  if (isJwt) printRow('header', [toJson(header)], INDENT);
  else printRow('proved', ['only the string that the vendor hashes, not the other fields'], INDENT);
  printRow(isJwt ? 'claims' : 'fields', jsonLines(claims), INDENT);
}

const INDENT = 8;

/** A token that was rejected, with the findings that explain why. */
export class RejectedToken extends Error {
  readonly error: ChatTokenError;
  readonly findings: readonly Finding[];

  constructor(error: ChatTokenError, findings: readonly Finding[]) {
    super(error.message);
    this.error = error;
    this.findings = findings;
  }
}
