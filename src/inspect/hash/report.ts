import type { TimeField } from '../../contract/format.ts';
import type { AnyChatVendor } from '../../contract/vendor.ts';
import type { Key } from '../../keys/keys.ts';
import { secretText } from '../../keys/secret.ts';
import { formatPath } from '../../utils/issues.ts';
import { MAX_TOKEN_LENGTH } from '../../utils/limits.ts';
import { secondsOf } from '../../utils/time.ts';
import { claimsFinding } from '../catalog/claims.ts';
import { formFinding } from '../catalog/form.ts';
import { hashFinding } from '../catalog/hash.ts';
import { bySeverity, type Finding, type Members } from '../findings.ts';
import { startsLikeToken } from '../form/search.ts';
import { type ChatTokenReportTimes, readReportTimes, SECONDS_UNTIL } from '../jwt/times.ts';
import { adviseKeys, decodedKey } from '../keys.ts';
import { adviceFor, adviseMembers, hashNames } from '../lint.ts';
import type { ChatTokenReport, InspectContext } from '../report.ts';
import { snapshot } from '../snapshot.ts';
import { unwrap } from '../unwrap.ts';
import { formOf, type ReadHash, readHash } from './encoding.ts';
import { type CheckedHash, checkHash } from './signature.ts';
import type { HashedText, RightTexts } from './texts.ts';

/** Inspects an identity hash. The vendor was passed: a hash does not show it. */
export async function inspectHash(context: InspectContext): Promise<ChatTokenReport> {
  const { advices, named, keys, user, now } = context;
  if (named === undefined) throw new TypeError('a hash was inspected without a vendor');
  const { name, title } = named;
  const { timeField, secretEncoding } = named.token;

  const { all, fields } = readFields(user, named);
  const form = readForm(context, named, fields);
  const time = timeField && fields?.[timeField.name];
  const texts = fields && rightTexts(named, fields, time);
  const checked =
    form.read && fields && texts && keys.length > 0
      ? await checkBytes(form.read.bytes, fields, texts, context, named)
      : undefined;
  const findings = bySeverity([
    ...form.findings,
    ...(checked?.findings ?? []),
    ...(timeField && fields ? adviseTime(named, timeField, time, now) : []),
    ...(all === undefined ? [] : adviseFields(named, advices, all, texts)),
    ...adviseKeys(keys, keys, secretEncoding),
    ...(fields === undefined ? [hashFinding('HASH_USER_MISSING')] : []),
    hashFinding(timeField === undefined ? 'HASH_IS_STATIC' : 'HASH_COVERS_LITTLE'),
  ]);
  return {
    kind: 'hash',
    ok: !findings.some(({ severity }) => severity === 'error'),
    header: null,
    claims: all === undefined ? null : { ...all },
    times: timesOf(named, time, now),
    vendor: { name, title, why: 'it was passed' },
    signature: signatureOf(form.read, checked),
    findings,
  };
}

/** The members of the user that was passed, and those of them that are not the hash. */
function readFields(
  user: unknown,
  vendor: AnyChatVendor,
): { readonly all?: Members; readonly fields?: Members } {
  const given = snapshot(user);
  if (given === undefined) return {};
  // `null` in a user is as good as left out.
  const all = pick(given, (member) => given[member] !== null);
  const names = hashNames(vendor, all);
  return { all, fields: pick(all, (member) => !names.includes(member)) };
}

/** Reads the bytes of a hash, and reports how it is written. */
function readForm(
  { token, keys }: InspectContext,
  vendor: AnyChatVendor,
  fields: Members | undefined,
): { readonly read?: ReadHash | undefined; readonly findings: readonly Finding[] } {
  const { text, findings } = unwrapHash(token, vendor, keys, fields);
  if (text === undefined) return { findings };
  const read = readHash(text, vendor.token);
  if (read === undefined) return { findings: [...findings, malformed(text, vendor, fields)] };
  if (read.form === undefined) return { read, findings };
  const { title, docs, token: format } = vendor;
  const values = { form: read.form, vendor: title, expected: formOf(format), docs };
  return { read, findings: [...findings, hashFinding('HASH_OTHER_ENCODING', '', values)] };
}

/** Compares the bytes of a hash with the fields, for every key. */
function checkBytes(
  bytes: ReadHash['bytes'],
  fields: Members,
  texts: RightTexts,
  { keys: given, now }: InspectContext,
  { name, title, docs, token: { secretEncoding } }: AnyChatVendor,
): Promise<CheckedHash> {
  const keys = given.map((key) => decodedKey(key, secretEncoding));
  return checkHash({
    bytes,
    fields,
    texts,
    keys,
    undecoded: given.filter((key) => !keys.includes(key)),
    encoding: secretEncoding?.name,
    now,
    vendor: { name, title, docs },
  });
}

function signatureOf(
  read: ReadHash | undefined,
  checked: CheckedHash | undefined,
): ChatTokenReport['signature'] {
  if (checked === undefined) return 'unchecked';
  // Vendors compare the text.
  return checked.isRight && read?.form === undefined ? 'valid' : 'invalid';
}

/** Takes a hash out of what it was copied with. */
function unwrapHash(
  token: unknown,
  { title, docs }: AnyChatVendor,
  keys: readonly Key[],
  fields: Members | undefined,
): { readonly text: string | undefined; readonly findings: readonly Finding[] } {
  // It also says what is too large.
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return unwrap(token);
  const trimmed = token.trim();
  if (keys.some(({ secret: { bytes } }) => bytes && secretText(bytes) === trimmed)) {
    return { text: undefined, findings: [formFinding('TOKEN_IS_SECRET')] };
  }
  const [, , inner] = /^(["'`])(.*)\1$/s.exec(trimmed) ?? [];
  const field = fieldWith(trimmed, fields);
  if (field !== undefined) {
    const values = { field, vendor: title, docs };
    return { text: undefined, findings: [hashFinding('HASH_IS_IDENTIFIER', '', values)] };
  }
  if (trimmed === '') return { text: undefined, findings: [formFinding('TOKEN_EMPTY')] };
  const findings = [
    ...(trimmed === token ? [] : [formFinding('TOKEN_WHITESPACE')]),
    ...(inner === undefined ? [] : [formFinding('TOKEN_QUOTED')]),
  ];
  return { text: inner ?? trimmed, findings };
}

/** Names the field that has this text. */
function fieldWith(text: string, fields: Members = {}): string | undefined {
  const found = Object.keys(fields).find((name) => {
    const value = fields[name];
    return value === text || (typeof value === 'number' && String(value) === text);
  });
  // A name that is the user's own may be data.
  return found === undefined ? undefined : formatPath([found]);
}

function malformed(
  text: string,
  { title, docs, token }: AnyChatVendor,
  fields: Members | undefined,
): Finding {
  const values = { vendor: title, docs };
  if (startsLikeToken(text)) return hashFinding('HASH_IS_JWT', '', values);
  const field = fieldWith(text, fields);
  if (field !== undefined) return hashFinding('HASH_IS_IDENTIFIER', '', { ...values, field });
  return hashFinding('HASH_MALFORMED', '', { ...values, form: formOf(token) });
}

/** Checks the fields by the contract, and by what is known about the vendor. */
function adviseFields(
  vendor: AnyChatVendor,
  advices: InspectContext['advices'],
  fields: Members,
  texts: RightTexts | undefined,
): readonly Finding[] {
  const { misplaced, product, own, contract, isRejected } = adviseMembers(
    adviceFor(vendor, advices),
    fields,
    fields,
  );
  const isNobody = texts === undefined && !isRejected && vendor.token.timeField === undefined;
  return [
    ...misplaced,
    ...product,
    ...own,
    ...contract,
    ...(isNobody ? [invalid(vendor, '', 'there is no identifier to hash')] : []),
  ];
}

function invalid({ docs }: AnyChatVendor, path: string, problem: string): Finding {
  return claimsFinding('CLAIM_INVALID', path, { problem, docs });
}

function adviseTime(
  vendor: AnyChatVendor,
  { name: field, unit }: TimeField,
  time: unknown,
  now: number,
): readonly Finding[] {
  const { title, docs, token } = vendor;
  const { expiry } = token;
  if (typeof time !== 'number' || !Number.isSafeInteger(time)) {
    const problem =
      time === undefined ? 'is missing' : `must be a whole number of ${unit} since 1970`;
    return [invalid(vendor, field, `${field} ${problem}`)];
  }
  const values = { field, vendor: title, docs, seconds: expiry?.max ?? 0 };
  const isSmall = Math.abs(time) < SECONDS_UNTIL;
  if (unit === 'milliseconds' && isSmall) {
    return [hashFinding('HASH_TIME_IN_SECONDS', field, values)];
  }
  if (unit === 'seconds' && !isSmall) {
    return [hashFinding('HASH_TIME_IN_MILLISECONDS', field, values)];
  }
  const age = now - secondsOf(time, unit);
  if (age > values.seconds) return [hashFinding('HASH_EXPIRED', field, values)];
  return -age > values.seconds ? [hashFinding('HASH_NOT_YET_VALID', field, values)] : [];
}

function timesOf(
  { docs, token: { timeField, expiry } }: AnyChatVendor,
  time: unknown,
  now: number,
): ChatTokenReportTimes {
  if (timeField === undefined || typeof time !== 'number' || expiry === null) return {};
  const iat = secondsOf(time, timeField.unit);
  const rule = { claim: 'exp', max: undefined, required: [], docs } as const;
  return readReportTimes({ iat, exp: iat + expiry.max }, now, rule).times;
}

/** Returns what signing would hash for these fields, and the same with the time in other units. */
function rightTexts(vendor: AnyChatVendor, fields: Members, time: unknown): RightTexts | undefined {
  const { timeField } = vendor.token;
  if (timeField !== undefined && !Number.isSafeInteger(time)) return undefined;
  const user = pick(fields, (name) => name !== timeField?.name);
  const right = textOf(vendor, user, time);
  if (right === undefined) return undefined;
  const compose = (other: Members) => composed(vendor, other, time);
  if (timeField === undefined) return { right, timed: [], compose };
  const others: readonly (readonly [how: string, time: number])[] = [
    ['seconds', Math.floor(Number(time) / 1000)],
    ['milliseconds', Number(time) * 1000],
    ['seconds with decimals', Number(time) / 1000],
  ];
  const timed = others.flatMap(([how, other]): HashedText[] => {
    const text = textOf(vendor, user, other);
    const values = { how, field: timeField.name };
    return text === undefined ? [] : [{ text, causes: [{ code: 'HASH_TIME_OTHER', values }] }];
  });
  return { right, timed, compose };
}

function textOf(vendor: AnyChatVendor, user: object, time: unknown): string | undefined {
  const { claims } = vendor['~validate'](user);
  return claims && composed(vendor, claims, time);
}

function composed(
  { title, token }: AnyChatVendor,
  claims: object,
  time: unknown,
): string | undefined {
  const about = { title, keyId: undefined, now: 0, overrides: undefined };
  try {
    return token.prepare({})(claims, typeof time === 'number' ? { ...about, time } : about).input;
  } catch {
    return undefined; // There is no identifier.
  }
}

function pick(fields: Members, isWanted: (name: string) => boolean): Members {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isWanted(name)));
}
