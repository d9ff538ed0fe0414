/** What all objects share: no input may change it. */
const SHARED: Readonly<Record<string, object>> = {
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Function.prototype': Function.prototype,
  'String.prototype': String.prototype,
  'Number.prototype': Number.prototype,
  'Boolean.prototype': Boolean.prototype,
  'Promise.prototype': Promise.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  'Date.prototype': Date.prototype,
  'RegExp.prototype': RegExp.prototype,
  'Error.prototype': Error.prototype,
  'Uint8Array.prototype': Uint8Array.prototype,
  Object,
  Array,
  JSON,
  Reflect,
};

type Members = ReadonlyMap<string, PropertyDescriptor>;

/** Their own members as they are now. */
export function sharedMembers(): Members {
  const members = new Map<string, PropertyDescriptor>();
  for (const [name, shared] of Object.entries(SHARED)) {
    for (const key of Reflect.ownKeys(shared)) {
      members.set(`${name} ${String(key)}`, { ...Reflect.getOwnPropertyDescriptor(shared, key) });
    }
  }
  return members;
}

/** The names of the members that have come, gone or changed. */
export function changesSince(before: Members): string[] {
  const after = sharedMembers();
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !isSame(before.get(name), after.get(name)),
  );
}

function isSame(one: PropertyDescriptor = {}, other: PropertyDescriptor = {}): boolean {
  return (
    one.value === other.value &&
    one.get === other.get &&
    one.set === other.set &&
    one.writable === other.writable &&
    one.enumerable === other.enumerable
  );
}
