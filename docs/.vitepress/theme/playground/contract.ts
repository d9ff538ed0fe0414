/** The contract of a vendor as data. */
export type { Contract, FieldContract, ObjectContract } from '../../../../src/schema/rule.ts';

/** Any object by its members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
