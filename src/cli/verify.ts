import { type ChatTokenError, isChatTokenError, verifyChatToken } from 'chat-token';
import { type Finding, inspectChatToken } from 'chat-token/inspect';
import { explaining } from './inspect.ts';
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

/** The options that verifying takes from the command line. */
export interface VerifyArguments extends KeyArguments {
  readonly token?: string | undefined;
}

/** `chat-token verify`: a token in, its claims out. */
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
    // The token was looked at, and not only the options.
    if (!isChatTokenError(error) || /^ERR_(?:OPTION|SECRET)_/.test(error.code)) throw error;
    const { findings } = await inspectChatToken(token, { vendor, secret, keyId });
    throw new RefusedToken(error, explaining(findings));
  });
  if (args.json) {
    printJson({ vendor: vendor.name, valid: true, header, claims });
    return;
  }
  print(`${styled('good', 'valid')} for ${vendor.title}, ${describeExpiry(claims.exp)}`);
  print(`${styled('quiet', 'header')}  ${JSON.stringify(header)}`);
  print(`${styled('quiet', 'claims')}  ${toJson(claims)}`);
}

/** A token that was refused, and why. */
export class RefusedToken extends Error {
  readonly error: ChatTokenError;
  readonly findings: readonly Finding[];

  constructor(error: ChatTokenError, findings: readonly Finding[]) {
    super(error.message);
    this.error = error;
    this.findings = findings;
  }
}
