/** Tokens that must be rejected. */
import { decodeToken, OTHER_SECRET } from '../support/support.ts';
import { type Case, type CaseOptions, caseOf, ISSUED } from './cases.ts';
import { VENDORS } from './vendors.ts';

/** A token that is wrong in one way. */
export interface WrongCase extends Case {
  /** Why it must be rejected. */
  readonly because: 'signature' | 'expired';
}

const WRONG: readonly CaseOptions[] = [
  { name: 'a later exp', change: (token) => rewrite(token, 1, /(?<="exp":\s*)\d/, '9') },
  { name: 'another name', change: (token) => rewrite(token, 1, /Jane/, 'Jana') },
  { name: 'a space in the header', change: (token) => rewrite(token, 0, /\{/, '{ ') },
  { name: 'another signature', change: (token) => token.replace(/[^.]*$/, otherSignature) },
  { name: 'the signature of another secret', signer: OTHER_SECRET },
];

export const WRONG_CASES: readonly WrongCase[] = VENDORS.flatMap((vendor) => [
  ...WRONG.map((wrong) => ({
    ...caseOf(vendor, { text: 'Jane Doe', ...wrong }),
    because: 'signature' as const,
  })),
  {
    ...caseOf(vendor, { name: 'a time that is over', issued: ISSUED - 7200 }),
    because: 'expired' as const,
  },
]);

/** Another first character: the last one may differ in bits that do not count. */
function otherSignature(signature: string): string {
  return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
}

/** Changes the JSON of a part of a token, and keeps the signature. */
function rewrite(token: string, part: 0 | 1, from: RegExp, to: string): string {
  const parts = token.split('.');
  const before = decodeToken(token)[part];
  const after = before.replace(from, to);
  if (after === before) throw new Error(`There is no ${from} in the token.`);
  parts[part] = Buffer.from(after).toString('base64url');
  return parts.join('.');
}
