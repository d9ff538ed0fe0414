/**
 * The claims table of a vendor: types and limits from the vendor's own schema as data, meanings from
 * the doc comments of its types. What only one of the two knows, or nobody explains, is an error.
 */

import type { ChatVendor } from '../../../src/contract/vendor.ts';
import { contractOf } from '../../../src/schema/contract.ts';
import type { Contract, FieldContract } from '../../../src/schema/rule.ts';
import {
  type CommentedInterface,
  type CommentedMember,
  type Comments,
  readComments,
} from './comments.ts';
import { cell, code, escapeText, table } from './markdown.ts';

/** A vendor, whoever its users are. */
export type DocumentedVendor = Pick<
  ChatVendor<never, object>,
  'name' | 'fixedClaims' | 'lifetime'
> & { readonly schema: object };

/** The texts of the source files that the doc comments are read from. */
export interface ClaimsSources {
  /** `src/vendors/<vendor>/contract.ts`. */
  readonly contract: string;
  /** `src/token/verify.ts`, for `iat` and `exp`. */
  readonly times: string;
}

type Row = readonly [name: string, type: string, required: string, meaning: string];

const ADDED = 'added by the library';

/** The claims table of a vendor in markdown, with a table for each kind of row inside. */
export function claimsTable(vendor: DocumentedVendor, sources: ClaimsSources): string {
  const comments = readComments(`src/vendors/${vendor.name}/contract.ts`, sources.contract);
  const prefix = `${vendor.name.charAt(0).toUpperCase()}${vendor.name.slice(1)}`;
  const user = comments.interfaceOf(`${prefix}User`);
  const claims = comments.interfaceOf(`${prefix}Claims`);
  const fields = fieldsOf(contractOf(vendor.schema), user.name);
  const fixedClaims = Object.entries(vendor.fixedClaims);

  refuseDifference(Object.keys(fields), user);
  refuseDifference([...Object.keys(fields), ...fixedClaims.map(([name]) => name)], claims);

  const rows: Row[] = [
    ...fieldRows(fields, user),
    ...fixedClaims.map(([name, value]): Row => {
      const type = `always ${code(JSON.stringify(value))}`;
      return [name, type, ADDED, meaningOf(name, claims)];
    }),
    ...timeRows(vendor, readComments('src/token/verify.ts', sources.times)),
  ];
  const inner = Object.entries(fields).flatMap(([name, field]) =>
    rowsInside(name, field, user.members.get(name), comments),
  );
  const source = user.source === undefined ? [] : [`Source: ${escapeText(user.source)}`];
  return `${[table(['claim', ...HEAD], rows.map(cells)), ...source, ...inner].join('\n\n')}\n`;
}

const HEAD = ['type and limits', 'required', 'meaning'];

function cells([name, type, required, meaning]: Row): string[] {
  return [cell(code(name)), cell(type), required, cell(meaning)];
}

function fieldsOf(
  contract: Contract | undefined,
  where: string,
): Readonly<Record<string, FieldContract>> {
  if (contract?.type === 'object') return contract.fields;
  throw new Error(`${where}: the schema has no contract of an object to read`);
}

function fieldRows(
  fields: Readonly<Record<string, FieldContract>>,
  documented: CommentedInterface,
): Row[] {
  return Object.entries(fields).map(([name, field]) => {
    const required = field.required ? 'yes' : 'no';
    return [name, words(field, false), required, meaningOf(name, documented)];
  });
}

function timeRows({ lifetime }: DocumentedVendor, comments: Comments): Row[] {
  const times = comments.interfaceOf('ChatTokenTimes');
  const { default: byDefault, max } = lifetime;
  const limits = `${code('expiresIn')} says how long after ${code('iat')}: ${duration(byDefault)} where it is left out, ${duration(max)} at most.`;
  const type = 'number, whole seconds since 1970';
  return [
    ['iat', type, ADDED, meaningOf('iat', times)],
    ['exp', type, ADDED, `${meaningOf('exp', times)} ${limits}`],
  ];
}

/** A table of its own for rows whose members depend on their type. */
function rowsInside(
  claim: string,
  field: Contract,
  member: CommentedMember | undefined,
  comments: Comments,
): string[] {
  const rule = field.type === 'list' ? field.items : field;
  if (rule.type === 'object') throw new Error(`${claim}: objects inside have no table yet`);
  if (rule.type !== 'by type') return [];
  const kinds = (member?.types ?? []).flatMap((name) => comments.interfacesOf(name));
  const cases = new Map(Object.entries(rule.cases));
  const rows = kinds.flatMap((kind) => {
    const type = kind.members.get('type')?.literal ?? 'default';
    const contract = cases.get(type);
    if (contract === undefined) throw new Error(`${kind.name}: the schema has no case "${type}"`);
    cases.delete(type);
    return kindRows(type, kind, fieldsOf(contract, kind.name));
  });
  for (const type of cases.keys()) throw new Error(`${claim}: the case "${type}" has no interface`);
  return [`### Rows of ${code(claim)}`, table(['kind of row', 'member', ...HEAD], rows)];
}

function kindRows(
  type: string,
  kind: CommentedInterface,
  fields: Readonly<Record<string, FieldContract>>,
): string[][] {
  if (kind.comment === '') throw new Error(`${kind.name} has no doc comment`);
  // A row of no type must leave it out, so the schema does not know it.
  const isUntyped = type === 'default';
  refuseDifference([...Object.keys(fields), ...(isUntyped ? ['type'] : [])], kind);
  const { type: _, ...others } = fields;
  const own = `${kind.comment} ${meaningOf('type', kind)}`;
  const rows: Row[] = [
    isUntyped ? ['type', 'left out', 'no', own] : ['type', code(type), 'yes', own],
    ...fieldRows(others, kind),
  ];
  return rows.map((row) => [isUntyped ? 'without type' : type, ...cells(row)]);
}

function meaningOf(name: string, { name: where, members }: CommentedInterface): string {
  const comment = members.get(name)?.comment ?? '';
  if (comment === '') throw new Error(`${where}.${name} has no doc comment`);
  return comment;
}

function refuseDifference(names: readonly string[], { name: where, members }: CommentedInterface) {
  for (const name of names) {
    if (!members.has(name)) throw new Error(`${where} has no member ${name}, and the schema has`);
  }
  for (const name of members.keys()) {
    if (!names.includes(name)) throw new Error(`${where}.${name} is not in the schema`);
  }
}

/** What a rule accepts, in words: one of it, or many. */
function words(contract: Contract, isMany: boolean): string {
  const plural = isMany ? 's' : '';
  switch (contract.type) {
    case 'string': {
      const { format, maxLength } = contract;
      const limits = [
        ...(format === undefined ? [] : [format === 'identifier' ? 'not blank' : format]),
        ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
      ];
      return [`string${plural}`, ...limits].join(', ');
    }
    case 'number':
      return isMany ? 'finite numbers' : 'finite number';
    case 'boolean':
      return `boolean${plural}`;
    case 'json':
      return 'anything that JSON carries';
    case 'choice': {
      const [only, ...others] = contract.values;
      if (only !== undefined && others.length === 0) return code(only);
      return `one of ${contract.values.map(code).join(', ')}`;
    }
    case 'any of':
      return contract.options
        .map((option) => words(option, isMany))
        .join(', ')
        .replace(/, (?!.*, )/, ' or ');
    case 'list':
      return `array${plural} of ${words(contract.items, true)}`;
    case 'record':
      return `object${plural} with free keys, the values: ${words(contract.items, true)}`;
    case 'object':
    case 'by type':
      return `object${plural}, see below`;
  }
}

function duration(seconds: number): string {
  const [size, unit] = seconds % 86_400 === 0 ? [86_400, 'day'] : [3600, 'hour'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
