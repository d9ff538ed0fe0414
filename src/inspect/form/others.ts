import type { Key } from '../../keys/keys.ts';
import { secretText } from '../../keys/secret.ts';
import { formFinding } from '../catalog/form.ts';
import type { Finding } from '../findings.ts';

const HASH = 'a hash in hexadecimal';
const REFERENCE = 'a placeholder for a token';

/** What is often passed in place of a token. The first that fits counts. */
const OTHERS: readonly (readonly [form: RegExp, name: string])[] = [
  [/^(?:mailto:)?[^\s@:/]+@[^\s@/]+$/, 'an e-mail address'],
  [/^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i, 'a UUID'],
  [/^-?\d+(?:\.\d+)?$/, 'a number'],
  [/^(?:0x)?[0-9a-f]{24}$/i, 'an id of 24 hexadecimal digits'],
  [
    /^(?:0x|sha\d+[=:-])?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i,
    HASH,
  ],
  [/^[\w+/-]{43}=$/, 'a hash, a signature or a key in base64'],
  [/^-----BEGIN /, 'a key or a certificate in PEM'],
  [/^(?:app|key|kid)_[\w-]+$/i, 'a key id'],
  [/^(?:[spr]k_(?:live|test)_|xox[abp]-|gh[ps]_|github_pat_|AKIA)/, 'a key for an API'],
  [/^(?:[a-z][a-z0-9+-]*:\/\/\S|www\.)/i, 'a link without a token'],
  [/^[*•●x]{3,}$/i, 'a mask in place of a token'],
  [/^(?:\$\{?\w+\}?|\{\{[^{}]*\}\}|<[\w -]+>|%\w+%|[\w.]{1,20}\.env\.\w+)$/, REFERENCE],
  [/^\[object Promise\]$/, 'a Promise (is an await missing?) that became a string'],
  [/^\[object \w{1,20}\]$/, 'an object that became a string'],
  [/^(?:your|insert|paste)[_ -]?(?:[a-z]+[_ -])*(?:jwt|token)(?:[_ -]?here)?$/i, REFERENCE],
];

/** Names what was passed in place of a token: an id, an address, the secret, or returns `undefined`. */
export function nameOther(text: string, keys: readonly Key[]): Finding | undefined {
  if (keys.some(({ secret: { bytes } }) => bytes !== undefined && secretText(bytes) === text)) {
    return formFinding('TOKEN_IS_SECRET');
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return formFinding('TOKEN_IS_HASH');
  const what = keys.some(({ keyId }) => keyId === text)
    ? 'the key id'
    : OTHERS.find(([form]) => form.test(text))?.[1];
  return what === undefined ? undefined : formFinding('NOT_A_TOKEN', '', { what });
}
