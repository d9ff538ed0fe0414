/** Values for the places of a contract: what fits there, what stands there first, and as text. */
import { type Contract, isRecord } from './contract.ts';

/** Whether a value is of the kind that the contract names; what the vendor says of it is another matter. */
export function fits(contract: Contract, value: unknown): boolean {
  switch (contract.type) {
    case 'string':
      return typeof value === 'string';
    case 'number':
    case 'boolean':
      return typeof value === contract.type;
    case 'choice':
      return contract.values.some((each) => each === value);
    case 'any of':
      return contract.options.some((option) => fits(option, value));
    case 'list':
      return Array.isArray(value);
    case 'record':
    case 'object':
    case 'by type':
      return isRecord(value);
    case 'json':
      return value !== undefined;
  }
}

/** What stands in a place that was just made. */
export function initial(contract: Contract): unknown {
  switch (contract.type) {
    case 'string':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'choice':
      return contract.values.at(0) ?? '';
    case 'any of':
      return initial(contract.options.at(0) ?? { type: 'string' });
    case 'list':
      return [initial(contract.items)];
    case 'record':
      return { key_1: initial(contract.items) };
    case 'object':
      return Object.fromEntries(
        Object.entries(contract.fields).flatMap(([name, field]) =>
          field.required ? [[name, initial(field)]] : [],
        ),
      );
    case 'by type':
      return initial(contract.cases['default'] ?? { type: 'json' });
    case 'json':
      return null;
  }
}

/** The value as another kind, with as much of it as there is a place for. */
export function convert(contract: Contract, value: unknown): unknown {
  if (contract.type === 'object') {
    const old = isRecord(value) ? value : {};
    const members = Object.entries(contract.fields).flatMap(([name, field]) => {
      const member = Object.hasOwn(old, name) ? old[name] : undefined;
      if (member !== undefined) return [[name, convert(field, member)]];
      return field.required ? [[name, initial(field)]] : [];
    });
    return Object.fromEntries(members);
  }
  if (fits(contract, value)) return value;
  if (Array.isArray(value)) return convert(contract, value.at(0));
  switch (contract.type) {
    case 'string':
      return isScalar(value) ? String(value) : '';
    case 'number':
      return readNumber(typeof value === 'string' ? value : '') ?? 0;
    case 'boolean':
      return value === 'true';
    case 'list':
      return [convert(contract.items, value)];
    default:
      return initial(contract);
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function readNumber(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** What is typed into a field: its value, or, where it is none, the text for the vendor to refuse. */
export function readText(type: Contract['type'], text: string): unknown {
  if (type === 'number') return readNumber(text) ?? text;
  if (type !== 'json') return text;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** A value as a field shows it. */
export function showText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a field shows: what is being typed, as long as that is what the value says. */
export function showDraft(type: Contract['type'], draft: string, value: unknown): string {
  const read = draft === '' ? undefined : readText(type, draft);
  const isSame = JSON.stringify(read) === JSON.stringify(value === '' ? undefined : value);
  return isSame ? draft : showText(value);
}
