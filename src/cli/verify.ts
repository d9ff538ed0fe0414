import { type ChatTokenError, isChatTokenError, verifyChatToken } from 'chat-token';
import { type Finding, inspectChatToken } from 'chat-token/inspect';
import { isPlainObject } from '../utils/objects.ts';
import { findVendor } from './find.ts';
import { explainingFindings } from './inspect.ts';
import {
  type KeyArguments,
  print,
  printJson,
  readInput,
  readJson,
  readSecretVariable,
  styled,
  toJson,
  UsageError,
} from './io.ts';
import { describeExpiry } from './times.ts';

/** The options and the argument of `chat-token verify`. */
export interface VerifyArguments extends KeyArguments {
  readonly token?: string | undefined;
  readonly user?: string | undefined;
}

/** Runs `chat-token verify`: verifies a JWT or a hash, and prints its claims. */
export async function runVerify(args: VerifyArguments): Promise<void> {
  const vendor = await findVendor(args);
  const isJwt = vendor.token.kind === 'jwt';
  if (isJwt && args.user !== undefined) {
    throw new UsageError(`Leave out --user: a JWT for ${vendor.title} contains the user.`);
  }
  if (!isJwt && args.user === undefined) {
    throw new UsageError('--user is required: a JSON file with the fields sent with the hash.');
  }
  const secret = readSecretVariable(args['secret-env']);
  const { token: given = '-', 'key-id': keyId } = args;
  const user = args.user === undefined ? undefined : await readJson('user', args.user);
  const token = (given === '-' ? await readInput('token', given) : given).trim();
  const fields = isJwt ? {} : { user: withoutHash(user, token) };
  const { header, claims } = await verifyChatToken(vendor, token, {
    secret,
    keyId,
    allowShortSecret: args['allow-short-secret'],
    ...fields,
  }).catch(async (error) => {
    // Only an error about a JWT has findings that explain it.
    if (!isJwt || !isChatTokenError(error) || /^ERR_(?:OPTION|SECRET)_/.test(error.code)) {
      throw error;
    }
    const { findings } = await inspectChatToken(token, { vendor, secret, keyId });
    throw new RejectedToken(error, explainingFindings(findings));
  });
  if (args.json) {
    printJson({ vendor: vendor.name, valid: true, header, claims });
    return;
  }
  print(`${styled('good', 'valid')} for ${vendor.title}, ${describeExpiry(claims.exp)}`);
  if (isJwt) {
    print(`${styled('quiet', 'header')}  ${toJson(header, 0)}`);
    print(`${styled('quiet', 'claims')}  ${toJson(claims)}`);
    return;
  }
  print(
    `${styled('quiet', 'proved')}  only the string that the vendor hashes, not the other fields`,
  );
  print(`${styled('quiet', 'fields')}  ${toJson(claims)}`);
}

/** Leaves out the hash itself: `sign` prints it among the settings, and it is not a field of the user. */
function withoutHash(user: unknown, hash: string): unknown {
  if (!isPlainObject(user)) return user;
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== hash));
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
