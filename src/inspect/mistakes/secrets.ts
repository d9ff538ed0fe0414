import { secretText } from '../../keys/secret.ts';
import { encodeUtf8 } from '../../utils/encoding.ts';
import {
  type Cause,
  CHANGES,
  type Change,
  CUT,
  repair,
  SAMPLE_CHANGES,
  SAMPLES,
  withName,
} from './changes.ts';
import {
  base64Decodings,
  base64Encodings,
  binaryOf,
  encoded,
  type Form,
  hexEncodings,
} from './encodings.ts';
import { first } from './first.ts';

/** A key that may have signed instead of the secret, and how that came about. */
export interface Candidate {
  readonly causes: readonly Cause[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** In bytes. Secrets have less than 100 characters. For a longer one, no change is searched for. */
const MAX_LENGTH = 1024;

/** More than there are for one secret, and the most likely for each of ten. */
const MAX_CANDIDATES = 1000;
const MAX_KEY_ID_CANDIDATES = 150;

/** Returns all keys that may have signed instead of these secrets, the most likely first. */
export function* otherKeys(
  secrets: readonly Uint8Array<ArrayBuffer>[],
  vendorName: string | undefined,
  keyIds: readonly string[] = [],
): Generator<Candidate> {
  for (const secret of secrets) {
    yield* first(MAX_CANDIDATES / secrets.length, changedSecrets(secret, vendorName));
  }
  for (const keyId of new Set(keyIds)) {
    yield* first(MAX_KEY_ID_CANDIDATES / keyIds.length, secretsFromKeyId(keyId));
  }
  yield* publicSecrets();
}

/** Returns the keys that may have signed instead of a secret, the most likely first. */
export function changedSecrets(
  secret: Uint8Array<ArrayBuffer>,
  vendorName: string | undefined,
): Generator<Candidate> {
  const candidates = secret.length > MAX_LENGTH ? [] : candidatesFor(secret, vendorName);
  return withoutRepetitions([secret], candidates);
}

function* candidatesFor(
  secret: Uint8Array<ArrayBuffer>,
  vendorName: string | undefined,
): Generator<Candidate> {
  const text = secretText(secret);
  if (text === undefined) {
    yield* binaryCandidates(secret, []);
    return;
  }
  const named = withName(vendorName);
  yield* applied(CHANGES, text, []);
  const repaired = repair(text);
  if (repaired.causes.length > 0) {
    yield { causes: repaired.causes, bytes: encodeUtf8(repaired.text) };
    yield* applied(CHANGES, repaired.text, repaired.causes);
  }
  yield* applied([named], repaired.text, repaired.causes);
  yield* applied([CUT], text, []);
  for (const first of CHANGES) {
    const others = CHANGES.filter(({ cause }) => cause.code !== first.cause.code);
    for (const form of first.apply(repaired.text).slice(0, first.combined ?? 0)) {
      yield* combined(others, form, [...repaired.causes, first.cause]);
    }
  }
}

/** Returns the keys that may have signed if the key id was taken for the secret. */
export function secretsFromKeyId(keyId: string): Generator<Candidate> {
  return withoutRepetitions([], keyId.length > MAX_LENGTH ? [] : candidatesForKeyId(keyId));
}

function* candidatesForKeyId(keyId: string): Generator<Candidate> {
  const causes: readonly Cause[] = [{ code: 'SECRET_IS_KEY_ID' }];
  yield { causes, bytes: encodeUtf8(keyId) };
  yield* applied(CHANGES, keyId, causes);
}

/** Returns the keys that anyone knows. */
export function publicSecrets(): Generator<Candidate> {
  return withoutRepetitions([], candidatesForAnyone());
}

function* candidatesForAnyone(): Generator<Candidate> {
  // WebCrypto imports no empty key. HMAC fills a key with zeros, so this one is the same.
  yield { causes: [{ code: 'SECRET_EMPTY' }], bytes: new Uint8Array(1) };
  const changes = CHANGES.filter(({ cause }) => SAMPLE_CHANGES.has(cause.code));
  for (const sample of SAMPLES) {
    const causes: readonly Cause[] = [{ code: 'SECRET_IS_SAMPLE' }];
    yield { causes, bytes: encodeUtf8(sample) };
    for (const { cause, apply } of changes) {
      for (const form of apply(sample).slice(0, 1)) {
        yield { causes: [...causes, cause], bytes: encoded(form) };
      }
    }
  }
}

/** Returns whether a secret is one that anyone knows. */
export function isPublicSecret(secret: Uint8Array): boolean {
  return SAMPLES.includes(secretText(secret) ?? '');
}

/** Returns whether a key id shows the secret, as it is or in another form. */
export function isSecretInKeyId(secret: Uint8Array<ArrayBuffer>, keyId: string): boolean {
  const text = secretText(secret);
  const shown = repair(keyId).text.toLowerCase();
  if (shown === '') return false;
  const forms = [...base64Encodings(secret), ...hexEncodings(secret)];
  if (text !== undefined) forms.push(repair(text).text);
  return (
    forms.some((form) => {
      const hidden = form.toLowerCase();
      return shown === hidden || (hidden.length >= MIN_LENGTH && shown.includes(hidden));
    }) ||
    (text !== undefined && base64Decodings(text).some((form) => form === keyId))
  );
}

/** In characters. A shorter secret may be a part of a key id by chance. */
const MIN_LENGTH = 16;

/** Applies each change, with all its results. */
function* applied(
  changes: readonly Change[],
  text: string,
  before: readonly Cause[],
): Generator<Candidate> {
  for (const { cause, apply } of changes) {
    for (const form of apply(text)) yield { causes: [...before, cause], bytes: encoded(form) };
  }
}

/** Applies a second change, with its most common results. */
function* combined(
  changes: readonly Change[],
  form: Form,
  before: readonly Cause[],
): Generator<Candidate> {
  const bytes = encoded(form);
  const text = secretText(bytes);
  if (text === undefined) yield* binaryCandidates(bytes, before);
  else {
    for (const { cause, apply, combined: count = 0 } of changes) {
      for (const result of apply(text).slice(0, count)) {
        yield { causes: [...before, cause], bytes: encoded(result) };
      }
    }
  }
}

/** Bytes that are not text can be encoded, and UTF-16 can be read. */
function* binaryCandidates(
  bytes: Uint8Array<ArrayBuffer>,
  before: readonly Cause[],
): Generator<Candidate> {
  const forms: readonly (readonly [Cause, readonly Form[]])[] = [
    [{ code: 'SECRET_BASE64_ENCODED' }, base64Encodings(bytes)],
    [{ code: 'SECRET_HEX_ENCODED' }, hexEncodings(bytes)],
    [{ code: 'SECRET_REPAIRED', values: { damage: 'UTF-16' } }, [fromUtf16(bytes)]],
  ];
  for (const [cause, results] of forms) {
    for (const form of results) yield { causes: [...before, cause], bytes: encoded(form) };
  }
}

/** The ASCII characters of UTF-16. */
function fromUtf16(bytes: Uint8Array): string {
  return binaryOf(bytes)
    .replace(/^(?:\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
}

/** Leaves out keys that were there already, and empty ones. */
function* withoutRepetitions(
  known: readonly Uint8Array[],
  candidates: Iterable<Candidate>,
): Generator<Candidate> {
  const seen = new Set(['', ...known.map(binaryOf)]);
  for (const candidate of candidates) {
    const id = binaryOf(candidate.bytes);
    if (seen.has(id)) continue;
    seen.add(id);
    yield candidate;
  }
}
