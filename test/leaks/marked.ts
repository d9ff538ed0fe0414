/** The vendors with configurations, users and logins full of markers: made from their examples. */
import * as core from 'chat-token';
import { camelCase } from '../../scripts/generate/lists.ts';
import { EXAMPLES } from '../../src/vendors/examples.ts';
import { forAnyUser, type TestVendor } from '../support/vendors.ts';
import { CARD, EMAIL, NAME, TOKEN } from './markers.ts';

/** A vendor of the library, whose user and configuration have markers wherever they are accepted. */
export interface MarkedVendor {
  /** The name of its export: `amazonConnect`. */
  readonly exportName: string;
  readonly vendor: TestVendor;
  /** The configuration, of a vendor that needs one. */
  readonly config: object | undefined;
  readonly user: object;
}

const MARKERS = [NAME, CARD, EMAIL];

export const MARKED: readonly MarkedVendor[] = Object.entries(EXAMPLES).map(([name, example]) => {
  const exportName = camelCase(name);
  const exported: unknown = Reflect.get(core, exportName);
  const make = (config: object) => {
    if (typeof exported !== 'function') throw new Error(`${name} takes no configuration`);
    return forAnyUser(Reflect.apply(exported, undefined, [config]));
  };
  const config = example.config && marked(example.config, (given) => make(given));
  const vendor = config === undefined ? forAnyUser(exported) : make(config);
  const user = marked(example.full.user, (given) => vendor.claims(given));
  const found = MARKERS.filter((marker) => JSON.stringify(user).includes(JSON.stringify(marker)));
  if (found.length === 0) throw new Error(`no member of a user of ${name} can have a marker`);
  return { exportName, vendor, config, user };
});

/** The vendor that a path begins with: `amazonConnect.claims`, `createCannyWidget widget.login`. */
export function markedVendorOf(path: string): MarkedVendor | undefined {
  const [root = ''] = path.split('.');
  const name = root.replace(/^create(.)/, (_, letter: string) => letter.toLowerCase());
  return MARKED.find(({ exportName }) => new RegExp(`^${exportName}(?:Widget)?(?: |$)`).test(name));
}

/** What the widget of a vendor gets to log in. */
export function loginOf({ vendor, user }: MarkedVendor) {
  const settings = vendor.settings(vendor.claims(user), TOKEN);
  return { vendor: vendor.name, token: TOKEN, settings, userId: CARD };
}

/** Puts markers into a value, one place after the other, and keeps those that are accepted. */
function marked<Value extends object>(value: Value, use: (value: Value) => unknown): Value {
  let best = value;
  const attempt = (change: (copy: Value) => void): boolean => {
    const copy = structuredClone(best);
    change(copy);
    try {
      use(copy);
    } catch {
      return false;
    }
    best = copy;
    return true;
  };
  for (const [index, { path, key }] of placesIn(value).entries()) {
    const old: unknown = Reflect.get(at(best, path), key);
    if (typeof old !== 'string') continue;
    const [first, ...others] = old.includes('@') ? [EMAIL, NAME, CARD] : MARKERS.toSorted();
    const order = index % 2 === 0 ? [first, ...others] : [...others, first];
    order.some((marker) => attempt((copy) => Reflect.set(at(copy, path), key, marker)));
  }
  // Names of members too, where they are free.
  for (const path of new Set([[], ...placesIn(value).map((place) => place.path)])) {
    attempt((copy) => Reflect.set(at(copy, path), NAME, CARD));
  }
  return best;
}

interface Place {
  readonly path: readonly string[];
  readonly key: string;
}

/** Each member of a value, however deep, with the path to the object that has it. */
function placesIn(value: object, path: readonly string[] = []): Place[] {
  return Object.entries<unknown>({ ...value }).flatMap(([key, member]) => [
    { path, key },
    ...(typeof member === 'object' && member !== null ? placesIn(member, [...path, key]) : []),
  ]);
}

function at(value: object, path: readonly string[]): object {
  return path.reduce<object>((host, key) => Object(Reflect.get(host, key)), value);
}
