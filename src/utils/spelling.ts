/** No claim and no option has a longer name: what is longer is no slip of the pen. */
const LONGEST_NAME = 40;

/** The known name that a misspelt one was probably meant to be, if one is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
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

/** `crmId`, `crm_id` and `crmID` are one name to a person. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

/** How many letters are left of the longer name without what both begin and end with. */
function differing(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = start;
  while (end < shorter && a.at(start - end - 1) === b.at(start - end - 1)) end++;
  return Math.max(a.length, b.length) - end;
}

/** What is to be said of a name that is not known. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `is not known${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}
