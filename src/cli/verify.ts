import { verifyChatToken } from 'chat-token';
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
  const { token = '-' } = args;
  const { header, claims } = await verifyChatToken(
    vendor,
    (token === '-' ? await readInput('token', token) : token).trim(),
    { secret, keyId: args['key-id'], allowShortSecret: args['allow-short-secret'] },
  );
  if (args.json) {
    printJson({ vendor: vendor.name, valid: true, header, claims });
    return;
  }
  print(`${styled('good', 'valid')} for ${vendor.title}, ${describeExpiry(claims.exp)}`);
  print(`${styled('quiet', 'header')}  ${JSON.stringify(header)}`);
  print(`${styled('quiet', 'claims')}  ${toJson(claims)}`);
}
