import { type ChatTokenError, isChatTokenError, verifyChatToken } from 'chat-token';
import { type Finding, inspectChatToken } from 'chat-token/inspect';
import { explainingFindings } from './inspect.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readInput,
  readSecretVariable,
  styled,
  toJson,
} from './io.ts';
import { describeExpiry } from './times.ts';
import { findVendor } from './vendors.ts';

/** The options and the argument of `chat-token verify`. */
export interface VerifyArguments extends KeyArguments {
  readonly token?: string | undefined;
}

/** Runs `chat-token verify`: verifies a token, and prints its claims. */
export async function runVerify(args: VerifyArguments): Promise<void> {
  const vendor = findVendor(args.vendor);
  const secret = readSecretVariable(args['secret-env']);
  const { token: given = '-', 'key-id': keyId } = args;
  const token = (given === '-' ? await readInput('token', given) : given).trim();
  const allowShortSecret = args['allow-short-secret'];
  const { header, claims } = await verifyChatToken(vendor, token, {
    secret,
    keyId,
    allowShortSecret,
  }).catch(async (error) => {
    // Only an error about the token has findings that explain it.
    if (!isChatTokenError(error) || /^ERR_(?:OPTION|SECRET)_/.test(error.code)) throw error;
    const { findings } = await inspectChatToken(token, { vendor, secret, keyId });
    throw new RejectedToken(error, explainingFindings(findings));
  });
  if (args.json) {
    printJson({ vendor: vendor.name, valid: true, header, claims });
    return;
  }
  print(`${styled('good', 'valid')} for ${vendor.title}, ${describeExpiry(claims.exp)}`);
  print(`${styled('quiet', 'header')}  ${JSON.stringify(header)}`);
  print(`${styled('quiet', 'claims')}  ${toJson(claims)}`);
}

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
