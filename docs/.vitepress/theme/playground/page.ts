/** What the playground asks of the page that it is in. */

/** Whether the page must be loaded anew: a policy counts only for the page that it came with. */
export function lacksPolicy(): boolean {
  const policy = document.head.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const [load] = performance.getEntriesByType('navigation');
  const isElsewhere = load !== undefined && new URL(load.name).pathname !== location.pathname;
  return policy === null && isElsewhere;
}

/** Puts the focus on a place of the form: its field, or what is first in it. */
export function focusOn(id: string | undefined): void {
  const place = id === undefined ? null : document.getElementById(id);
  const field = place?.matches('input, select, textarea')
    ? place
    : place?.querySelector('input, select, textarea, button');
  if (field instanceof HTMLElement) field.focus();
}
