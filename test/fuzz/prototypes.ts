/** What all objects share: no input may change it. */
const SHARED = {
  ...{ Object, Array, Function, String, Number, Boolean, Promise, Map, Set, Date, RegExp, Error },
  ...{ Uint8Array },
};
const OBJECTS = Object.entries(SHARED).flatMap(([name, shared]): [string, object][] => [
  [name, shared],
  [`${name}.prototype`, shared.prototype],
]);

type Members = ReadonlyMap<string, PropertyDescriptor>;

/** The members of the built-in objects, as they are now. */
export function sharedMembers(): Members {
  return new Map(
    OBJECTS.flatMap(([name, shared]) =>
      Reflect.ownKeys(shared).map((key): [string, PropertyDescriptor] => [
        `${name} ${String(key)}`,
        { ...Reflect.getOwnPropertyDescriptor(shared, key) },
      ]),
    ),
  );
}

/** The names of the members that were added, removed or changed. */
export function changesSince(before: Members): string[] {
  const after = sharedMembers();
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    const isSame = Object.is(one?.value, other?.value) && one?.get === other?.get;
    return !isSame || one?.set !== other?.set;
  });
}
