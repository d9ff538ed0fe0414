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

/** The string that a missing value or an object becomes. */
const MISSING_VALUE = /^(?:undefined|null|nan|true|false|\[object object\])$/i;

/** Finds an id that is not a string, or that is not one user's. */
export function adviseId(docs: string, path: string, id: unknown): readonly Finding[] {
  if (typeof id === 'number' || typeof id === 'bigint' || typeof id === 'boolean') {
    return [claimsFinding('ID_NOT_STRING', path, { kind: kindOf(id), docs })];
  }
  if (typeof id !== 'string' || !MISSING_VALUE.test(id)) return [];
  return [claimsFinding('ID_PLACEHOLDER', path, { docs })];
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
