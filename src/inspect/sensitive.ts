import { formatPath } from '../utils/issues.ts';
import { claimsFinding } from './catalog/claims.ts';
import type { Finding, Members } from './findings.ts';
import { isMembers } from './snapshot.ts';

/** Names that do not belong in a payload that anyone can read, in lower case, letters only. */
const SENSITIVE_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'clientsecret',
  'secretkey',
  'privatekey',
  'apikey',
  'apitoken',
  'apisecret',
  'accesstoken',
  'refreshtoken',
  'authtoken',
  'sessiontoken',
  'creditcard',
  'creditcardnumber',
  'ccnumber',
  'cardnumber',
  'cvv',
  'cvc',
  'cardcode',
]);

/** How vendors' keys start, and a private key in PEM. */
const SECRET_FORM =
  /^(?:sk_live_|sk_test_|rk_live_|AKIA[A-Z0-9]{12}|ghp_|github_pat_|xox[abp]-|eyJ[\w-]{8,}\.eyJ)|-----BEGIN /;

/** More findings of one kind would not help. */
export const MAX_FINDINGS = 20;

/** Finds passwords, keys and card numbers by name and form, anywhere in a value. `who` may read them. */
export function adviseSensitive(
  docs: string,
  name: string,
  root: unknown,
  who: string = 'anyone who uses the browser can read the payload',
): readonly Finding[] {
  const findings: Finding[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (findings.length >= MAX_FINDINGS) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, [...path, index]);
      });
    } else if (isMembers(value)) {
      for (const key of Object.keys(value)) visit(value[key], [...path, key]);
    } else if (isSensitive(path.at(-1), value)) {
      findings.push(claimsFinding('SENSITIVE_DATA', formatPath(path), { who, docs }));
    }
  };
  visit(root, [name]);
  return findings;
}

const REGISTERED_CLAIMS = ['iat', 'exp', 'nbf', 'iss', 'sub', 'aud', 'jti'];

/** Looks for the same in all attributes of a user: in each claim that is not registered and not in `others`. */
export function adviseSensitiveAttributes(
  docs: string,
  claims: Members,
  others: readonly string[],
  who?: string,
): readonly Finding[] {
  return Object.keys(claims)
    .filter((name) => !REGISTERED_CLAIMS.includes(name) && !others.includes(name))
    .flatMap((name) => adviseSensitive(docs, name, claims[name], who))
    .slice(0, MAX_FINDINGS);
}

function isSensitive(key: PropertyKey | undefined, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  if (text === '' || text.length > 10_000) return false;
  if (
    typeof key === 'string' &&
    key.length < 40 &&
    SENSITIVE_NAMES.has(key.toLowerCase().replace(/[^a-z]/g, ''))
  ) {
    return true;
  }
  return SECRET_FORM.test(text) || isCardNumber(text);
}

/** 13 to 19 digits that start like card numbers, in groups or not, with the right check digit (Luhn). */
function isCardNumber(text: string): boolean {
  if (text.length > 23 || !/^[2-6][\d -]+$/.test(text)) return false;
  const digits = [...text.replace(/[ -]/g, '')].map(Number).reverse();
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
