/** Ways into JSON: how they are written, and a copy of a value with one place changed. */
import { isRecord } from './contract.ts';

/** Keys and indexes, from the outside in. */
export type Path = readonly (string | number)[];

const SHOWN_KEY = /^(?:[A-Za-z_$][\w$-]{0,22}|[a-z]{2,12}(?:_[a-z]{2,12}){2,4}|\d{1,4})$/;

/** Writes a path as the library's issues do, so that an issue finds its field. */
export function writePath(path: Path): string {
  const text = path.map((step) => {
    const key = String(step);
    const shown = SHOWN_KEY.test(key) ? key : '…';
    if (typeof step === 'number' && key.length < 7) return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(shown) ? `.${shown}` : `["${shown}"]`;
  });
  return text.join('').replace(/^\./, '');
}

/** What is at a path; `undefined` where there is nothing. */
export function getAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return typeof step === 'number' ? at[step] : undefined;
    return isRecord(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined;
  }, value);
}

/** A copy with something else at a path; `undefined` takes the member or item away. */
export function setAt(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === 'number') {
    const items: unknown[] = Array.isArray(value) ? value : [];
    const item = setAt(items[step], rest, next);
    if (item === undefined) return items.filter((_, index) => index !== step);
    return step < items.length
      ? items.map((each, index) => (index === step ? item : each))
      : [...items, item];
  }
  const members = isRecord(value) ? Object.entries(value) : [];
  const member = setAt(getAt(value, [step]), rest, next);
  if (member === undefined) return Object.fromEntries(members.filter(([key]) => key !== step));
  return members.some(([key]) => key === step)
    ? Object.fromEntries(members.map(([key, each]) => [key, key === step ? member : each]))
    : Object.fromEntries([...members, [step, member]]);
}

/** A copy in which a member has another name, at the same place; the same where that name is taken. */
export function renameAt(value: unknown, path: Path, name: string): unknown {
  const record = getAt(value, path.slice(0, -1));
  const old = path.at(-1);
  if (!isRecord(record) || Object.hasOwn(record, name)) return value;
  const members = Object.entries(record).map(([key, each]) => [key === old ? name : key, each]);
  return setAt(value, path.slice(0, -1), Object.fromEntries(members));
}

/** A copy in which an item has changed places with the one before it. */
export function raiseAt(value: unknown, path: Path): unknown {
  const list = getAt(value, path.slice(0, -1));
  const index = path.at(-1);
  if (!Array.isArray(list) || typeof index !== 'number' || index < 1) return value;
  const items: unknown[] = list;
  const raised = items.flatMap((item, at) =>
    at === index - 1 ? [items[index], item] : at === index ? [] : [item],
  );
  return setAt(value, path.slice(0, -1), raised);
}
