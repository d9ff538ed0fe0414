/**
 * The claims table of a vendor: types and limits from its contract, meanings from the doc comments of its
 * types. A difference between the two, or a missing comment, is an error.
 */

import { existsSync, readFileSync } from 'node:fs';
import type { TimeField } from '../../src/contract/format.ts';
import type { AnyChatVendor } from '../../src/contract/vendor.ts';
import type { Contract, FieldContract, StringContract } from '../../src/schema/rule.ts';
import {
  type CommentedInterface,
  type CommentedMember,
  type Comments,
  readComments,
} from './comments.ts';
import { cell, code, escapeText, table } from './markdown.ts';

/** The members of a vendor that the table needs. */
export type VendorWithClaims = Pick<AnyChatVendor, 'name' | 'token' | '~contract'>;

/** The source code that the doc comments are read from. */
export interface ClaimsSources {
  /** `index.ts` in the vendor's folder, and `types.ts` if it exists. */
  readonly types: string;
  /** The file with `iat` and `exp`. */
  readonly times: string;
}

/** Reads the source code of a vendor in a folder of `src/vendors/`. */
export function readSources(folder: string): ClaimsSources {
  const files = ['types.ts', 'index.ts'].map((name) => `src/vendors/${folder}/${name}`);
  return {
    types: files.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')).join('\n'),
    times: readFileSync('src/formats/jwt/times.ts', 'utf8'),
  };
}

type Row = readonly [name: string, type: string, required: string, meaning: string];

const ADDED = 'added by signing';

/**
 * Returns the table in Markdown, and a table for each kind of row inside.
 *
 * @param vendor - the vendor
 * @param sources - the source code of its types
 * @param hashFields - the fields that contain the hash, if its token is one
 * @param config - the configuration of the vendor, if it needs one
 */
export function claimsTable(
  vendor: VendorWithClaims,
  sources: ClaimsSources,
  hashFields: readonly string[] = [],
  config: object = {},
): string {
  const { fixedClaims, kind, generatedClaims = [], keyIdClaim, expiry, timeField } = vendor.token;
  const comments = readComments(vendor.name, sources.types);
  const prefix = pascalCase(vendor.name);
  const user = comments.interfaceOf(`${prefix}User`);
  const contract = vendor['~contract']();
  const fields = fieldsOf(contract, user.name);
  rejectDifference(Object.keys(fields), user);

  const fixed = Object.entries(fixedClaims).map(([name, value]): Row => {
    const claims = comments.interfaceOf(`${prefix}Claims`);
    rejectDifference([...Object.keys(fields), ...Object.keys(fixedClaims)], claims);
    const member = Object.entries(config).find(([, given]) => given === value)?.[0];
    const type =
      member === undefined
        ? `always ${code(JSON.stringify(value))}`
        : `${code(member)} of the configuration`;
    return [name, type, ADDED, meaningOf(name, claims)];
  });
  const made = [
    ...generatedClaims.map((name): Row => [name, 'random', ADDED, 'Made for each token.']),
    ...(keyIdClaim === undefined
      ? []
      : [[keyIdClaim, 'string', ADDED, 'The id of the key that signs: `keyId`.'] as const]),
  ];
  const added =
    kind === 'jwt'
      ? timeRows(
          readComments('times', sources.times),
          expiry?.claim === 'iat' ? ['iat'] : ['iat', 'exp'],
        )
      : [
          ...(timeField === undefined ? [] : [timeRow(timeField)]),
          ...hashFields.map((name): Row => [name, 'hash in hex', ADDED, 'The identity hash.']),
        ];
  const rows = [
    ...fieldRows(contract, user).map(cells),
    ...restRows(contract, comments, `${prefix}Attributes`),
    ...[...fixed, ...made, ...added].map(cells),
  ];
  const inner = Object.entries(fields).flatMap(([name, field]) =>
    rowsInside(name, field, user.members.get(name), comments),
  );
  const source = user.source === undefined ? [] : [`Source: ${escapeText(user.source)}`];
  const name = kind === 'jwt' ? 'claim' : 'field';
  return `${[table([name, ...HEAD], rows), ...source, ...inner].join('\n\n')}\n`;
}

function timeRow({ name, unit }: TimeField): Row {
  return [name, 'number', ADDED, `When the hash was made, in ${unit} since 1970.`];
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
  throw new Error(`${where}: the contract is not of an object`);
}

function fieldRows(contract: Contract | undefined, documented: CommentedInterface): Row[] {
  const { oneOf = [] } = contract?.type === 'object' ? contract : {};
  return Object.entries(fieldsOf(contract, documented.name)).map(([name, field]): Row => {
    const alternatives = oneOf.includes(name) ? `one of ${oneOf.map(code).join(', ')}` : 'no';
    const required = field.required ? 'yes' : alternatives;
    return [name, words(field, false), required, meaningOf(name, documented)];
  });
}

/** The row for further names, which the vendor's own type describes: `AcmeAttributes`. */
function restRows(contract: Contract | undefined, comments: Comments, type: string): string[][] {
  if (contract?.type !== 'object' || contract.rest === undefined) return [];
  return [
    ['any other name', words(contract.rest, false), 'no', cell(comments.commentOfType(type))],
  ];
}

function timeRows(comments: Comments, names: readonly string[]): Row[] {
  const times = comments.interfaceOf('ChatTokenTimes');
  return names.map(
    (name): Row => [name, 'whole seconds since 1970', ADDED, meaningOf(name, times)],
  );
}

/** Writes the table for rows whose members depend on their type. */
function rowsInside(
  claim: string,
  field: Contract,
  member: CommentedMember | undefined,
  comments: Comments,
): string[] {
  const rule = 'items' in field ? field.items : field;
  if (rule.type === 'object') {
    const [kind] = (member?.types ?? []).filter(comments.isInterface).map(comments.interfaceOf);
    if (kind === undefined) throw new Error(`${claim}: its members have no interface`);
    rejectDifference(Object.keys(rule.fields), kind);
    const rest = restRows(rule, comments, `${kind.name}Attributes`);
    return [
      `### Members of ${code(claim)}`,
      table(['member', ...HEAD], [...fieldRows(rule, kind).map(cells), ...rest]),
      ...Object.entries(rule.fields).flatMap(([name, inner]) =>
        rowsInside(`${claim}.${name}`, inner, kind.members.get(name), comments),
      ),
    ];
  }
  if (rule.type !== 'by type') return [];
  const kinds = (member?.types ?? []).flatMap((name) => comments.interfacesOf(name));
  const cases = new Map(Object.entries(rule.cases));
  const rows = kinds.flatMap((kind) => {
    const type = kind.members.get('type')?.literal ?? 'default';
    const contract = cases.get(type);
    if (contract === undefined) throw new Error(`${kind.name}: the contract has no case "${type}"`);
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
  // Rows without a type leave it out, so the contract does not have it.
  const isUntyped = type === 'default';
  rejectDifference([...Object.keys(fields), ...(isUntyped ? ['type'] : [])], kind);
  const { type: _, ...others } = fields;
  const own = `${kind.comment} ${meaningOf('type', kind)}`;
  const rows: Row[] = [
    isUntyped ? ['type', 'left out', 'no', own] : ['type', code(type), 'yes', own],
    ...fieldRows({ type: 'object', fields: others }, kind),
  ];
  return rows.map((row) => [isUntyped ? 'without type' : type, ...cells(row)]);
}

function meaningOf(name: string, { name: where, members }: CommentedInterface): string {
  const comment = members.get(name)?.comment ?? '';
  if (comment === '') throw new Error(`${where}.${name} has no doc comment`);
  return comment;
}

function rejectDifference(names: readonly string[], { name: where, members }: CommentedInterface) {
  for (const name of names) {
    if (!members.has(name)) throw new Error(`${where} has no member ${name}, but the contract has`);
  }
  for (const name of members.keys()) {
    if (!names.includes(name)) throw new Error(`${where}.${name} is not in the contract`);
  }
}

/** Describes what a contract accepts, in the singular or plural. */
function words(contract: Contract, isMany: boolean): string {
  const plural = isMany ? 's' : '';
  switch (contract.type) {
    case 'string': {
      return [`string${plural}`, ...limits(contract)].join(', ');
    }
    case 'number':
      return isMany ? 'finite numbers' : 'finite number';
    case 'boolean':
      return `boolean${plural}`;
    case 'json':
      return 'any JSON';
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
      return `array${plural} of ${most(contract.maxItems)}${words(contract.items, true)}`;
    case 'record': {
      const { keys, maxItems, items } = contract;
      const form = keys === undefined ? '' : ` (${limits(keys).join(', ')})`;
      return `object${plural} with ${most(maxItems)}free keys${form}, the values: ${words(items, true)}`;
    }
    case 'object':
    case 'by type':
      return `object${plural}, see below`;
  }
}

function most(maxItems: number | undefined): string {
  return maxItems === undefined ? '' : `at most ${maxItems} `;
}

function limits({ format, pattern, minLength, maxLength, maxBytes }: StringContract): string[] {
  return [
    ...(format === undefined ? [] : [format === 'identifier' ? 'not blank' : format]),
    ...(pattern === undefined ? [] : [`as ${code(pattern)}`]),
    ...(minLength === undefined ? [] : [minLength === 1 ? 'not empty' : `${minLength} or more`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(maxBytes === undefined ? [] : [`at most ${maxBytes} bytes`]),
  ];
}

/** Returns `AmazonConnect` of `amazon-connect`. */
function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
