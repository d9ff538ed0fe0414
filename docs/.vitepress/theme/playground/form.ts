/** The form of a user: made from the vendor's contract, the value as it is, and what is wrong with it. */
import type { Contract, ObjectContract } from './contract.ts';
import { isRecord } from './contract.ts';
import { getAt, type Path, raiseAt, renameAt, setAt, writePath } from './paths.ts';
import { convert, fits, initial, showText } from './values.ts';

/** What is wrong, and where: as the library's errors list it. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** One of several to choose from. */
export interface Option {
  /** As JSON, or the name of a kind; empty for what is left out. */
  readonly value: string;
  readonly label: string;
}

interface Place {
  /** The id of its element: made of positions, so that it tells nothing of the user. */
  readonly id: string;
  readonly path: Path;
  /** As issues name it. */
  readonly where: string;
  readonly label: string;
  readonly isRequired: boolean;
  /** Form and limits, in short. */
  readonly note: string;
  readonly issues: readonly string[];
  /** Whether the place can be taken away: an item, a free member, one that nobody knows. */
  readonly isRemovable: boolean;
  /** Whether there is an item before it, to change places with. */
  readonly isRaisable: boolean;
  /** The name, where it is free to choose. */
  readonly name?: string;
  /** The kinds that it may have, where there are several. */
  readonly kinds?: { readonly options: readonly Option[]; readonly chosen: string };
}

/** A place of the form. */
export type FormNode = Place &
  (
    | { readonly shape: 'text'; readonly type: Contract['type']; readonly value: unknown }
    | { readonly shape: 'choice'; readonly options: readonly Option[]; readonly chosen: string }
    | {
        readonly shape: 'group';
        readonly children: readonly FormNode[];
        /** What the button adds, where it can grow. */
        readonly adds?: 'item' | 'member';
      }
    | { readonly shape: 'unknown' }
  );

/** What a person did in the form. */
export type Edit =
  | { readonly do: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly do: 'choose'; readonly path: Path; readonly value: string }
  | { readonly do: 'kind' | 'rename'; readonly path: Path; readonly name: string }
  | { readonly do: 'add' | 'remove' | 'raise'; readonly path: Path };

/** The form for a value. */
export function formOf(contract: Contract, value: unknown, issues: readonly Issue[]): FormNode {
  return nodeOf({ contract, value, issues, path: [], id: 'user', label: 'User', isRequired: true });
}

interface Given {
  readonly contract: Contract;
  readonly value: unknown;
  readonly issues: readonly Issue[];
  readonly path: Path;
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly isRemovable?: boolean;
  readonly isRaisable?: boolean;
  readonly name?: string;
}

function nodeOf(given: Given): FormNode {
  const { contract, value, path, isRequired } = given;
  const place = placeOf(given);
  switch (contract.type) {
    case 'string':
    case 'number':
    case 'json':
      return { ...place, shape: 'text', type: contract.type, value };
    case 'boolean':
      return { ...place, shape: 'choice', ...choiceOf([true, false], value, isRequired) };
    case 'choice':
      return { ...place, shape: 'choice', ...choiceOf(contract.values, value, isRequired) };
    case 'list': {
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      const children = items.map((item, index) =>
        nodeOf({
          ...childOf(given, contract.items, item, index, index),
          label: `${place.label} ${index + 1}`,
          isRemovable: true,
          isRaisable: index > 0,
        }),
      );
      return { ...place, shape: 'group', children, adds: 'item' };
    }
    case 'record': {
      const members = isRecord(value) ? Object.entries(value) : [];
      const children = members.map(([key, member], index) =>
        nodeOf({
          ...childOf(given, contract.items, member, key, index),
          isRemovable: true,
          name: key,
        }),
      );
      return { ...place, shape: 'group', children, adds: 'member' };
    }
    case 'object': {
      const children = fieldsOf(given, contract);
      return { ...place, shape: 'group', children, ...(contract.rest && { adds: 'member' }) };
    }
    case 'any of': {
      const options = contract.options.map((option, index) => ({
        value: String(index),
        label: KINDS[option.type],
      }));
      const chosen = Math.max(
        contract.options.findIndex((option) => fits(option, value)),
        0,
      );
      const option = contract.options[chosen] ?? { type: 'json' };
      const kinds = { options, chosen: String(chosen) };
      return { ...nodeOf({ ...given, contract: option }), kinds };
    }
    case 'by type': {
      const type = getAt(value, ['type']);
      const chosen = type === undefined ? 'default' : showText(type);
      const known = Object.keys(contract.cases);
      const all = known.includes(chosen) ? known : [...known, chosen];
      const options = all.map((name) => ({ value: name, label: NO_TYPE[name] ?? name }));
      const row = memberOf(contract.cases, chosen) ??
        memberOf(contract.cases, 'default') ?? { type: 'json' };
      // The kind says the type, so the row shows no field for it.
      const inner = nodeOf({ ...given, contract: withoutType(row) });
      const about = given.issues.filter((issue) => issue.path === writePath([...path, 'type']));
      const own = [...place.issues, ...about.map(({ message }) => `type ${message}`)];
      return { ...inner, issues: own, kinds: { options, chosen } };
    }
  }
}

const KINDS: Readonly<Record<Contract['type'], string>> = {
  string: 'text',
  number: 'number',
  boolean: 'true or false',
  choice: 'choice',
  list: 'list',
  record: 'members',
  object: 'members',
  json: 'JSON',
  'any of': 'any',
  'by type': 'row',
};

const NO_TYPE: Readonly<Record<string, string>> = { default: '(no type: text)' };

function withoutType(contract: Contract): Contract {
  if (contract.type !== 'object') return contract;
  const fields = Object.entries(contract.fields).filter(([name]) => name !== 'type');
  return { ...contract, fields: Object.fromEntries(fields) };
}

function placeOf({ contract, issues, path, id, label, isRequired, ...rest }: Given): Place {
  const where = writePath(path);
  return {
    id,
    path,
    where,
    label,
    isRequired,
    note: noteOf(contract),
    issues: issues.filter((issue) => issue.path === where).map(({ message }) => message),
    isRemovable: rest.isRemovable ?? false,
    isRaisable: rest.isRaisable ?? false,
    ...(rest.name === undefined ? {} : { name: rest.name }),
  };
}

function noteOf(contract: Contract): string {
  if (contract.type === 'string') {
    const { format, maxLength } = contract;
    const limit = maxLength === undefined ? [] : [`at most ${maxLength} characters`];
    // Of an identifier there is nothing to say but that it is not blank.
    const form = format === undefined || format === 'identifier' ? [] : [format];
    return [...form, ...limit].join(', ');
  }
  return contract.type === 'number' ? 'number' : '';
}

function childOf(
  { issues, path, id }: Given,
  contract: Contract,
  value: unknown,
  step: string | number,
  index: number,
): Given {
  return {
    contract,
    value,
    issues,
    path: [...path, step],
    id: `${id}-${index}`,
    label: String(step),
    isRequired: true,
  };
}

/** The fields that the contract names, and behind them what it does not. */
function fieldsOf(given: Given, { fields, rest }: ObjectContract): FormNode[] {
  const names = Object.keys(fields);
  const known = Object.entries(fields).map(([name, field], index) => {
    const value = getAt(given.value, [name]);
    return nodeOf({ ...childOf(given, field, value, name, index), isRequired: field.required });
  });
  const members = isRecord(given.value) ? Object.keys(given.value) : [];
  const others = members
    // A row of Convrs says its type by its kind.
    .filter((name) => !names.includes(name) && !(name === 'type' && given.path.length > 0))
    .map((name, index): FormNode => {
      const at = names.length + index;
      if (rest !== undefined) {
        const child = childOf(given, rest, getAt(given.value, [name]), name, at);
        return nodeOf({ ...child, isRemovable: true, name });
      }
      const child = childOf(given, { type: 'json' }, undefined, name, at);
      return { ...placeOf({ ...child, isRemovable: true }), shape: 'unknown' };
    });
  return [...known, ...others];
}

function choiceOf(values: readonly unknown[], value: unknown, isRequired: boolean) {
  const chosen = value === undefined ? '' : JSON.stringify(value);
  const known = values.map((each) => ({ value: JSON.stringify(each), label: String(each) }));
  const out = isRequired && value !== undefined ? [] : [{ value: '', label: '(left out)' }];
  const isOther = value !== undefined && !known.some((option) => option.value === chosen);
  const other = isOther ? [{ value: chosen, label: `${chosen} (not one of these)` }] : [];
  return { options: [...out, ...known, ...other], chosen };
}

/** The value after an edit. */
export function applyEdit(contract: Contract, value: unknown, edit: Edit): unknown {
  const { path } = edit;
  const at = contractAt(contract, value, path);
  switch (edit.do) {
    case 'set':
      // An empty optional field is left out. A required one stays, and is rejected.
      return setAt(value, path, edit.value === '' && at.isOptional ? undefined : edit.value);
    case 'choose':
      return setAt(value, path, edit.value === '' ? undefined : JSON.parse(edit.value));
    case 'rename':
      return renameAt(value, path, edit.name);
    case 'raise':
      return raiseAt(value, path);
    case 'remove':
      return prune(contract, setAt(value, path, undefined), path.slice(0, -1));
    case 'add':
      return setAt(value, path, grow(at.contract, getAt(value, path)));
    case 'kind':
      return setAt(value, path, changeKind(at.contract, getAt(value, path), edit.name));
  }
}

interface At {
  readonly contract: Contract;
  readonly isOptional: boolean;
}

/** A member of its own: a type may be called `constructor`. */
function memberOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The contract of a place, with the kinds that the value has on the way. */
function contractAt(contract: Contract, value: unknown, path: Path): At {
  let at: At = { contract, isOptional: false };
  path.forEach((step, index) => {
    at = stepInto(kindOf(at.contract, getAt(value, path.slice(0, index))), step);
  });
  return at;
}

function stepInto(contract: Contract, step: string | number): At {
  if (contract.type === 'list' || contract.type === 'record') {
    return { contract: contract.items, isOptional: false };
  }
  if (contract.type !== 'object') return { contract: { type: 'json' }, isOptional: false };
  const field = memberOf(contract.fields, String(step));
  return {
    contract: field ?? contract.rest ?? { type: 'json' },
    isOptional: field?.required === false,
  };
}

/** The one kind that a value has, where the contract leaves several. */
function kindOf(contract: Contract, value: unknown): Contract {
  if (contract.type === 'any of') {
    return contract.options.find((option) => fits(option, value)) ?? { type: 'json' };
  }
  if (contract.type !== 'by type') return contract;
  const type = getAt(value, ['type']);
  return (
    memberOf(contract.cases, type === undefined ? 'default' : showText(type)) ?? { type: 'json' }
  );
}

/** A list or record that is empty after a removal is left out, where it may be. */
function prune(contract: Contract, value: unknown, path: Path): unknown {
  const left = getAt(value, path);
  const isEmpty = typeof left === 'object' && left !== null && Object.keys(left).length === 0;
  const isOptional = path.length > 0 && contractAt(contract, value, path).isOptional;
  return isEmpty && isOptional ? setAt(value, path, undefined) : value;
}

function grow(contract: Contract, value: unknown): unknown {
  const kind = kindOf(contract, value);
  if (kind.type === 'list') {
    return [...(Array.isArray(value) ? value : []), initial(kind.items)];
  }
  const items =
    kind.type === 'object' ? kind.rest : kind.type === 'record' ? kind.items : undefined;
  if (items === undefined) return value;
  const record = isRecord(value) ? value : {};
  let number = Object.keys(record).length + 1;
  while (Object.hasOwn(record, `key_${number}`)) number += 1;
  return { ...record, [`key_${number}`]: initial(items) };
}

function changeKind(contract: Contract, value: unknown, name: string): unknown {
  if (contract.type === 'any of') {
    return convert(contract.options[Number(name)] ?? { type: 'json' }, value);
  }
  if (contract.type !== 'by type') return value;
  const row = memberOf(contract.cases, name);
  if (row === undefined) return value;
  const old = isRecord(value) ? value : {};
  const { type: _, ...rest } = old;
  return convert(row, name === 'default' ? rest : { ...rest, type: name });
}

/** All nodes of a form, outer ones first. */
export function nodesOf(node: FormNode): FormNode[] {
  return [node, ...(node.shape === 'group' ? node.children.flatMap(nodesOf) : [])];
}
