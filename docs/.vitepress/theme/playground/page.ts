/** What the playground asks of the page that it is in. */

/** What is to be done where the page has no policy, which counts only for the page that it came with. */
export type WayToPolicy = 'replace' | 'reload' | 'refuse';

/**
 * The way to the page with its policy; `undefined` where it is there.
 *
 * @param own - the path at which the page is kept: a server may answer others with another page, whose
 *   scripts show this one
 */
export function wayToPolicy(own: string): WayToPolicy | undefined {
  if (document.head.querySelector('meta[http-equiv="Content-Security-Policy"]')) return undefined;
  if (location.pathname !== own) return 'replace';
  const [load] = performance.getEntriesByType('navigation');
  const isElsewhere = load !== undefined && new URL(load.name).pathname !== own;
  return isElsewhere ? 'reload' : 'refuse';
}

/** Puts the focus on a place of the form: its field, or what is first in it. */
export function focusOn(id: string | undefined): void {
  const place = id === undefined ? null : document.getElementById(id);
  const field = place?.matches('input, select, textarea')
    ? place
    : place?.querySelector('input, select, textarea, button');
  if (field instanceof HTMLElement) field.focus();
}

/** What stands in the field that an event comes from. */
export function textOf({ target }: Event): string {
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement;
  return isField ? target.value : '';
}
