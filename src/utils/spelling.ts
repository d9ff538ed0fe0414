/** No claim and no option has a longer name, so a longer one is not a typo. */
const MAX_NAME_LENGTH = 40;

/** Returns the known name that a misspelled one was probably meant to be. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  let best: string | undefined;
  // One or two neighbouring letters may be wrong, missing, added or swapped.
  let allowed = name.length < 5 ? 1 : 2;
  for (const candidate of known) {
    const difference = differing(normalized(name), normalized(candidate));
    if (difference > allowed) continue;
    best = candidate;
    allowed = difference - 1;
  }
  return best;
}

/** To a person, `crmId`, `crm_id` and `crmID` are the same name. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

/** Counts the letters of the longer name without the start and end that both have in common. */
function differing(a: string, b: string): number {
  if (a !== '' && a[0] === b[0]) return differing(a.slice(1), b.slice(1));
  if (a !== '' && a.at(-1) === b.at(-1)) return differing(a.slice(0, -1), b.slice(0, -1));
  return Math.max(a.length, b.length);
}

/** Makes the message for an unknown name. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `is not known${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}
