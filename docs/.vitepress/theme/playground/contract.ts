/** Reads the contract off a vendor's schema: data beside the Standard Schema, which no type promises. */
import type { Contract, FieldContract } from '../../../../src/schema/rule.ts';

export type { Contract, FieldContract };

/** The contract of a vendor's schema, where it carries one that can be read to its end. */
export function contractOf(schema: object): Contract | undefined {
  const contract: unknown = Reflect.get(schema, 'contract');
  return isContract(contract) ? contract : undefined;
}

/** Any object by its members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isContract(value: unknown): value is Contract {
  if (!isRecord(value)) return false;
  const { type, format, maxLength, values, options, items, fields, cases } = value;
  switch (type) {
    case 'string':
      return isOptional(format, 'string') && isOptional(maxLength, 'number');
    case 'number':
    case 'boolean':
    case 'json':
      return true;
    case 'choice':
      return Array.isArray(values) && values.every((each) => typeof each === 'string');
    case 'any of':
      return Array.isArray(options) && options.every(isContract);
    case 'list':
    case 'record':
      return isContract(items);
    case 'object':
      return isRecord(fields) && Object.values(fields).every(isField);
    case 'by type':
      return isRecord(cases) && Object.values(cases).every(isContract);
    default:
      return false;
  }
}

function isField(value: unknown): value is FieldContract {
  return isRecord(value) && typeof value['required'] === 'boolean' && isContract(value);
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}
